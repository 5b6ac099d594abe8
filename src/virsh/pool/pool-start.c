/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh pool-start: start a (previously defined) inactive pool. */
#include "virsh/common/common.h"

struct args {
    virStoragePoolPtr pool;
    bool build, no_overwrite, overwrite;
};

static const struct opt opts[] = {
    OPT_POOL(pool, resolve_pool, "pool", REQ, "pool name or uuid"),
    OPT_BOOL(build, "build", "build the pool as normal"),
    OPT_BOOL(no_overwrite, "no-overwrite", "do not overwrite any existing data"),
    OPT_BOOL(overwrite, "overwrite", "overwrite any existing data"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags = FLAGS({a->build, VIR_STORAGE_POOL_CREATE_WITH_BUILD},
                           {a->overwrite, VIR_STORAGE_POOL_CREATE_WITH_BUILD_OVERWRITE},
                           {a->no_overwrite, VIR_STORAGE_POOL_CREATE_WITH_BUILD_NO_OVERWRITE});

    return outcome(sh, virStoragePoolCreate(a->pool, flags), "Pool %s started\n", "Failed to start pool %s",
                   virStoragePoolGetName(a->pool));
}

COMMAND(pool_start, "pool-start", "start a (previously defined) inactive pool", "Start a pool.",
        .excl = EXCL({"overwrite", "no-overwrite"}));
