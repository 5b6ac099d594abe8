/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh vol-pool: returns the storage pool for a given volume key or path. */
#include "virsh/common/common.h"
#include "virsh/volume/find.h"

struct args {
    const char *vol;
    bool uuid;
};

static const struct opt opts[] = {
    OPT_STR(vol, "vol", REQ, "volume key or path"),
    OPT_BOOL(uuid, "uuid", "return the pool uuid rather than pool name"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_volume vol = volume_find(sh, a->vol, NULL, NULL);
    char uuid[VIR_UUID_STRING_BUFLEN] = "";

    if (!vol)
        return false;
    auto_pool pool = virStoragePoolLookupByVolume(vol);
    if (!pool) {
        virsh_error(sh, "failed to get parent pool");
        return false;
    }
    if (a->uuid)
        virStoragePoolGetUUIDString(pool, uuid);
    virsh_print(sh, "%s\n", a->uuid ? uuid : virStoragePoolGetName(pool));
    return true;
}

COMMAND(vol_pool, "vol-pool", "returns the storage pool for a given volume key or path", "");
