/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh pool-undefine: undefine an inactive pool. */
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
    return outcome(sh, virStoragePoolUndefine(a->pool), "Pool %s has been undefined\n", "Failed to undefine pool %s",
                   virStoragePoolGetName(a->pool));
}

COMMAND(pool_undefine, "pool-undefine", "undefine an inactive pool",
        "Undefine the configuration for an inactive pool.");
