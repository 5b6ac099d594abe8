/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh vol-upload: upload file contents to a volume. */
#include "virsh/common/common.h"
#include "virsh/volume/find.h"
#include "virsh/volume/transfer.h"

struct args {
    const char *vol, *file;
    virStoragePoolPtr pool;
    struct num_ull offset, length;
    bool sparse;
};

static const struct opt opts[] = {
    OPT_STR(vol, "vol", REQ, "vol name, key or path"),
    OPT_FILE(file, "file", REQ, "file"),
    OPT_POOL(pool, resolve_pool, "pool", 0, "pool name or uuid"),
    OPT_ULL(offset, "offset", 0, "volume offset to upload to"),
    OPT_ULL(length, "length", 0, "amount of data to upload"),
    OPT_BOOL(sparse, "sparse", "preserve sparseness of volume"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_volume vol = volume_find(sh, a->vol, a->pool, "pool");

    return vol && volume_upload(sh, vol, a->file, a->offset.v, a->length.v, a->sparse);
}

COMMAND(vol_upload, "vol-upload", "upload file contents to a volume", "Upload file contents to a volume");
