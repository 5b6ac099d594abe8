/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh pool-edit: edit XML configuration for a storage pool. */
#include "virsh/common/common.h"

struct args {
    virStoragePoolPtr pool;
};

static const struct opt opts[] = {
    OPT_POOL(pool, resolve_pool, "pool", REQ, "pool name or uuid"),
    OPT_END,
};

/* The stored state where the driver keeps one apart, else what there is. */
static char *get_xml(virStoragePoolPtr pool)
{
    char *xml = virStoragePoolGetXMLDesc(pool, VIR_STORAGE_XML_INACTIVE);
    virErrorPtr err = xml ? NULL : virGetLastError();

    return err && err->code == VIR_ERR_INVALID_ARG ? virStoragePoolGetXMLDesc(pool, 0) : xml;
}

static char *load(struct virsh *sh, void *object)
{
    (void) sh;
    return get_xml(object);
}

static bool save(struct virsh *sh, void *object, const char *xml, bool relaxed)
{
    virStoragePoolPtr now = virStoragePoolDefineXML(sh->conn, xml, 0);

    (void) object, (void) relaxed;
    if (now)
        virStoragePoolFree(now);
    return now != NULL;
}

static bool run(struct virsh *sh, const struct args *a)
{
    return edit_run(sh, &(struct edit){.unchanged_fmt = "Pool %s XML configuration not changed.\n",
                                       .edited_fmt = "Pool %s XML configuration edited.\n",
                                       .name = virStoragePoolGetName(a->pool),
                                       .load = load,
                                       .save = save,
                                       .arg = a->pool});
}

COMMAND(pool_edit, "pool-edit", "edit XML configuration for a storage pool",
        "Edit the XML configuration for a storage pool.");
