/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh vol-delete: delete a vol. */
#include "virsh/common/common.h"
#include "virsh/volume/find.h"

struct args {
    const char *vol;
    virStoragePoolPtr pool;
    bool delete_snapshots;
};

static const struct opt opts[] = {
    OPT_STR(vol, "vol", REQ, "vol name, key or path"),
    OPT_POOL(pool, resolve_pool, "pool", 0, "pool name or uuid"),
    OPT_BOOL(delete_snapshots, "delete-snapshots",
             "delete snapshots associated with volume (must be supported by storage driver)"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_volume vol = volume_find(sh, a->vol, a->pool, "pool");

    if (!vol)
        return false;
    return outcome(sh, virStorageVolDelete(vol, a->delete_snapshots ? VIR_STORAGE_VOL_DELETE_WITH_SNAPSHOTS : 0),
                   "Vol %s deleted\n", "Failed to delete vol %s", virStorageVolGetName(vol));
}

COMMAND(vol_delete, "vol-delete", "delete a vol", "Delete a given vol.");
