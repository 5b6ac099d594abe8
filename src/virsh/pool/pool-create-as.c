/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh pool-create-as: create a pool from a set of args. */
#include "virsh/common/common.h"
#include "virsh/pool/build-as.h"

struct args {
    const char *name, *type, *source_host, *source_path, *source_dev, *source_name, *target, *source_format, *auth_type,
        *auth_username, *secret_usage, *secret_uuid, *adapter_name, *adapter_wwnn, *adapter_wwpn, *adapter_parent,
        *adapter_parent_wwnn, *adapter_parent_wwpn, *adapter_parent_fabric_wwn, *source_protocol_ver, *source_initiator;
    bool print_xml, build, no_overwrite, overwrite;
};

static const struct opt opts[] = {
    OPT_STR(name, "name", REQ, "name of the pool"),
    OPT_STR(type, "type", REQ, "type of the pool"),
    OPT_BOOL(print_xml, "print-xml", "print XML document, but don't define/create"),
    OPT_STR(source_host, "source-host", 0, "source-host for underlying storage"),
    OPT_STR(source_path, "source-path", 0, "source path for underlying storage"),
    OPT_STR(source_dev, "source-dev", 0, "source device for underlying storage"),
    OPT_STR(source_name, "source-name", 0, "source name for underlying storage"),
    OPT_STR(target, "target", 0, "target for underlying storage"),
    OPT_STR(source_format, "source-format", 0, "format for underlying storage"),
    OPT_STR(auth_type, "auth-type", 0, "auth type to be used for underlying storage"),
    OPT_STR(auth_username, "auth-username", 0, "auth username to be used for underlying storage"),
    OPT_STR(secret_usage, "secret-usage", 0, "auth secret usage to be used for underlying storage"),
    OPT_STR(secret_uuid, "secret-uuid", 0, "auth secret UUID to be used for underlying storage"),
    OPT_STR(adapter_name, "adapter-name", 0, "adapter name to be used for underlying storage"),
    OPT_STR(adapter_wwnn, "adapter-wwnn", 0, "adapter wwnn to be used for underlying storage"),
    OPT_STR(adapter_wwpn, "adapter-wwpn", 0, "adapter wwpn to be used for underlying storage"),
    OPT_STR(adapter_parent, "adapter-parent", 0, "adapter parent scsi_hostN to be used for underlying vHBA storage"),
    OPT_STR(adapter_parent_wwnn, "adapter-parent-wwnn", 0,
            "adapter parent scsi_hostN wwnn to be used for underlying vHBA storage"),
    OPT_STR(adapter_parent_wwpn, "adapter-parent-wwpn", 0,
            "adapter parent scsi_hostN wwpn to be used for underlying vHBA storage"),
    OPT_STR(adapter_parent_fabric_wwn, "adapter-parent-fabric-wwn", 0,
            "adapter parent scsi_hostN fabric_wwn to be used for underlying vHBA storage"),
    OPT_STR(source_protocol_ver, "source-protocol-ver", 0, "nfsvers value for NFS pool mount option"),
    OPT_STR(source_initiator, "source-initiator", 0, "initiator iqn for underlying storage"),
    OPT_BOOL(build, "build", "build the pool as normal"),
    OPT_BOOL(no_overwrite, "no-overwrite", "do not overwrite any existing data"),
    OPT_BOOL(overwrite, "overwrite", "overwrite any existing data"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    const struct pool_as as = POOL_AS(a);
    g_autofree char *xml = pool_as_xml(&as);
    unsigned flags = FLAGS({a->build, VIR_STORAGE_POOL_CREATE_WITH_BUILD},
                           {a->overwrite, VIR_STORAGE_POOL_CREATE_WITH_BUILD_OVERWRITE},
                           {a->no_overwrite, VIR_STORAGE_POOL_CREATE_WITH_BUILD_NO_OVERWRITE});

    if (a->print_xml) {
        virsh_print(sh, "%s", xml);
        return true;
    }
    virStoragePoolPtr pool = virStoragePoolCreateXML(sh->conn, xml, flags);
    if (!pool) {
        virsh_error(sh, "Failed to create pool %s", a->name);
        return false;
    }
    virsh_extra(sh, "Pool %s created\n", virStoragePoolGetName(pool));
    virStoragePoolFree(pool);
    return true;
}

COMMAND(pool_create_as, "pool-create-as", "create a pool from a set of args", "Create a pool.",
        .excl = EXCL({"overwrite", "no-overwrite"}));
