/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh vol-path: returns the volume path for a given volume name or key. */
#include "virsh/common/common.h"
#include "virsh/volume/find.h"

struct args {
    const char *vol;
    virStoragePoolPtr pool;
};

static const struct opt opts[] = {
    OPT_STR(vol, "vol", REQ, "volume name or key"),
    OPT_POOL(pool, resolve_pool, "pool", 0, "pool name or uuid"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_volume vol = volume_find(sh, a->vol, a->pool, "pool");
    char *path = vol ? virStorageVolGetPath(vol) : NULL;

    if (path)
        virsh_print(sh, "%s\n", path);
    free(path);
    return path != NULL;
}

COMMAND(vol_path, "vol-path", "returns the volume path for a given volume name or key", "");
