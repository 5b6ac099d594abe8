/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh pool-create: create a pool from an XML file. */
#include "virsh/common/common.h"

struct args {
    const char *file;
    bool build, no_overwrite, overwrite;
};

static const struct opt opts[] = {
    OPT_FILE(file, "file", REQ, "file containing an XML pool description"),
    OPT_BOOL(build, "build", "build the pool as normal"),
    OPT_BOOL(no_overwrite, "no-overwrite", "do not overwrite any existing data"),
    OPT_BOOL(overwrite, "overwrite", "overwrite any existing data"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *xml = virsh_read_file(sh, a->file);
    unsigned flags = FLAGS({a->build, VIR_STORAGE_POOL_CREATE_WITH_BUILD},
                           {a->overwrite, VIR_STORAGE_POOL_CREATE_WITH_BUILD_OVERWRITE},
                           {a->no_overwrite, VIR_STORAGE_POOL_CREATE_WITH_BUILD_NO_OVERWRITE});

    if (!xml)
        return false;
    virStoragePoolPtr pool = virStoragePoolCreateXML(sh->conn, xml, flags);
    if (!pool) {
        virsh_error(sh, "Failed to create pool from %s", a->file);
        return false;
    }
    virsh_extra(sh, "Pool %s created from %s\n", virStoragePoolGetName(pool), a->file);
    virStoragePoolFree(pool);
    return true;
}

COMMAND(pool_create, "pool-create", "create a pool from an XML file", "Create a pool.",
        .excl = EXCL({"overwrite", "no-overwrite"}));
