/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh vol-create-from: create a vol, using another volume as input. */
#include "virsh/common/common.h"
#include "virsh/volume/find.h"

struct args {
    virStoragePoolPtr pool, inputpool;
    const char *file, *vol;
    bool prealloc_metadata, reflink, validate;
};

static const struct opt opts[] = {
    OPT_POOL(pool, resolve_pool, "pool", REQ, "pool name or uuid"),
    OPT_FILE(file, "file", REQ, "file containing an XML vol description"),
    OPT_STR(vol, "vol", REQ, "vol name, key or path"),
    OPT_POOL(inputpool, resolve_pool, "inputpool", 0, "pool name or uuid of the input volume's pool"),
    OPT_BOOL(prealloc_metadata, "prealloc-metadata", "preallocate metadata (for qcow2 instead of full allocation)"),
    OPT_BOOL(reflink, "reflink", "use btrfs COW lightweight copy"),
    OPT_VALIDATE,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_volume input = volume_find(sh, a->vol, a->inputpool, "inputpool");
    unsigned flags =
        FLAGS({a->prealloc_metadata, VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA},
              {a->reflink, VIR_STORAGE_VOL_CREATE_REFLINK}, {a->validate, VIR_STORAGE_VOL_CREATE_VALIDATE});
    g_autofree char *xml = input ? virsh_read_file(sh, a->file) : NULL;

    if (!xml)
        return false;
    auto_volume vol = virStorageVolCreateXMLFrom(a->pool, xml, input, flags);
    if (!vol) {
        virsh_error(sh, "Failed to create vol from %s", a->file);
        return false;
    }
    virsh_extra(sh, "Vol %s created from input vol %s\n", virStorageVolGetName(vol), virStorageVolGetName(input));
    return true;
}

COMMAND(vol_create_from, "vol-create-from", "create a vol, using another volume as input",
        "Create a vol from an existing volume.");
