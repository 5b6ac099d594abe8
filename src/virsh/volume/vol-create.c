/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh vol-create: create a vol from an XML file. */
#include "virsh/common/common.h"
#include "virsh/volume/find.h"

struct args {
    virStoragePoolPtr pool;
    const char *file;
    bool prealloc_metadata, validate;
};

static const struct opt opts[] = {
    OPT_POOL(pool, resolve_pool, "pool", REQ, "pool name"),
    OPT_FILE(file, "file", REQ, "file containing an XML vol description"),
    OPT_BOOL(prealloc_metadata, "prealloc-metadata", "preallocate metadata (for qcow2 instead of full allocation)"),
    OPT_VALIDATE,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *xml = virsh_read_file(sh, a->file);
    unsigned flags = FLAGS({a->prealloc_metadata, VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA},
                           {a->validate, VIR_STORAGE_VOL_CREATE_VALIDATE});

    if (!xml)
        return false;
    auto_volume vol = virStorageVolCreateXML(a->pool, xml, flags);
    if (!vol) {
        virsh_error(sh, "Failed to create vol from %s", a->file);
        return false;
    }
    virsh_extra(sh, "Vol %s created from %s\n", virStorageVolGetName(vol), a->file);
    return true;
}

COMMAND(vol_create, "vol-create", "create a vol from an XML file", "Create a vol.");
