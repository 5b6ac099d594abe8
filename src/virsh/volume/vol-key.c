/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh vol-key: returns the volume key for a given volume name or path. */
#include "virsh/common/common.h"
#include "virsh/volume/find.h"

struct args {
    const char *vol;
    virStoragePoolPtr pool;
};

static const struct opt opts[] = {
    OPT_STR(vol, "vol", REQ, "volume name or path"),
    OPT_POOL(pool, resolve_pool, "pool", 0, "pool name or uuid"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_volume vol = volume_find(sh, a->vol, a->pool, "pool");

    if (vol)
        virsh_print(sh, "%s\n", virStorageVolGetKey(vol));
    return vol != NULL;
}

COMMAND(vol_key, "vol-key", "returns the volume key for a given volume name or path", "");
