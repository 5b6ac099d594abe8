/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh vol-list: list vols. */
#include "virsh/common/common.h"
#include "virsh/common/listing.h"
#include "virsh/volume/find.h"

struct args {
    virStoragePoolPtr pool;
    bool details;
};

static const struct opt opts[] = {
    OPT_POOL(pool, resolve_pool, "pool", REQ, "pool name or uuid"),
    OPT_BOOL(details, "details", "display extended details for volumes"),
    OPT_END,
};

static const char *name_of(void *vol)
{
    return virStorageVolGetName(vol);
}

static int unref(void *vol)
{
    return virStorageVolFree(vol);
}

static void add_row(struct table *t, const struct args *a, virStorageVolPtr vol)
{
    virStorageVolInfo info;
    char *path = virStorageVolGetPath(vol);

    if (!a->details) {
        table_row(t, virStorageVolGetName(vol), path ? path : "-", NULL);
    } else {
        bool known = virStorageVolGetInfo(vol, &info) == 0;
        g_autofree char *cap = known ? volume_amount(info.capacity) : g_strdup("-");
        g_autofree char *alloc = known ? volume_amount(info.allocation) : g_strdup("-");
        table_row(t, virStorageVolGetName(vol), path ? path : "-",
                  known && info.type >= 0 && info.type < VOLUME_TYPES ? volume_types[info.type] : "unknown", cap, alloc,
                  NULL);
    }
    free(path);
}

static bool run(struct virsh *sh, const struct args *a)
{
    virStorageVolPtr *vols = NULL;
    int n = virStoragePoolListAllVolumes(a->pool, &vols, 0);

    if (n < 0) {
        virsh_error(sh, "Failed to list storage volumes");
        return false;
    }
    objects_sort((void **) vols, n, name_of);
    auto_table t = a->details ? table_new("Name", "Path", "Type", "Capacity", "Allocation", NULL)
                              : table_new("Name", "Path", NULL);
    for (int i = 0; i < n; i++)
        add_row(t, a, vols[i]);
    table_print(t, sh);
    objects_free((void **) vols, n, unref);
    return true;
}

COMMAND(vol_list, "vol-list", "list vols", "Returns list of vols by pool.");
