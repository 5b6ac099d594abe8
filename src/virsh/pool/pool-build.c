/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh pool-build: build a pool. */
#include "virsh/common/common.h"

struct args {
    virStoragePoolPtr pool;
    bool no_overwrite, overwrite;
};

static const struct opt opts[] = {
    OPT_POOL(pool, resolve_pool, "pool", REQ, "pool name or uuid"),
    OPT_BOOL(no_overwrite, "no-overwrite", "do not overwrite any existing data"),
    OPT_BOOL(overwrite, "overwrite", "overwrite any existing data"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags =
        FLAGS({a->overwrite, VIR_STORAGE_POOL_BUILD_OVERWRITE}, {a->no_overwrite, VIR_STORAGE_POOL_BUILD_NO_OVERWRITE});

    return outcome(sh, virStoragePoolBuild(a->pool, flags), "Pool %s built\n", "Failed to build pool %s",
                   virStoragePoolGetName(a->pool));
}

COMMAND(pool_build, "pool-build", "build a pool", "Build a given pool.");
