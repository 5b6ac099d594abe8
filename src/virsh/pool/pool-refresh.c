/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh pool-refresh: refresh a pool. */
#include "virsh/common/common.h"

struct args {
    virStoragePoolPtr pool;
};

static const struct opt opts[] = {
    OPT_POOL(pool, resolve_pool, "pool", REQ, "pool name or uuid"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return outcome(sh, virStoragePoolRefresh(a->pool, 0), "Pool %s refreshed\n", "Failed to refresh pool %s",
                   virStoragePoolGetName(a->pool));
}

COMMAND(pool_refresh, "pool-refresh", "refresh a pool", "Refresh a given pool.");
