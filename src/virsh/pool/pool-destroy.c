/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh pool-destroy: destroy (stop) a pool. */
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
    return outcome(sh, virStoragePoolDestroy(a->pool), "Pool %s destroyed\n", "Failed to destroy pool %s",
                   virStoragePoolGetName(a->pool));
}

COMMAND(pool_destroy, "pool-destroy", "destroy (stop) a pool",
        "Forcefully stop a given pool. Raw data in the pool is untouched");
