/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh vol-info: storage vol information. */
#include "virsh/common/common.h"
#include "virsh/volume/find.h"

struct args {
    const char *vol;
    virStoragePoolPtr pool;
    bool bytes, physical;
};

static const struct opt opts[] = {
    OPT_STR(vol, "vol", REQ, "vol name, key or path"),
    OPT_POOL(pool, resolve_pool, "pool", 0, "pool name or uuid"),
    OPT_BOOL(bytes, "bytes", "sizes are represented in bytes rather than pretty units"),
    OPT_BOOL(physical, "physical", "return the physical size of the volume in allocation field"),
    OPT_END,
};

static void show_amount(struct virsh *sh, const struct args *a, const char *label, unsigned long long bytes)
{
    g_autofree char *text = a->bytes ? g_strdup_printf("%llu bytes", bytes) : volume_amount(bytes);

    virsh_print(sh, "%-15s %s\n", label, text);
}

static bool run(struct virsh *sh, const struct args *a)
{
    auto_volume vol = volume_find(sh, a->vol, a->pool, "pool");
    virStorageVolInfo info;

    if (!vol)
        return false;
    virsh_print(sh, "%-15s %s\n", "Name:", virStorageVolGetName(vol));
    int rc = a->physical ? virStorageVolGetInfoFlags(vol, &info, VIR_STORAGE_VOL_GET_PHYSICAL)
                         : virStorageVolGetInfo(vol, &info);
    if (rc < 0)
        return false;
    virsh_print(sh, "%-15s %s\n",
                "Type:", info.type >= 0 && info.type < VOLUME_TYPES ? volume_types[info.type] : "unknown");
    show_amount(sh, a, "Capacity:", info.capacity);
    show_amount(sh, a, a->physical ? "Physical:" : "Allocation:", info.allocation);
    return true;
}

COMMAND(vol_info, "vol-info", "storage vol information", "Returns basic information about the storage vol.");
