/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh pool-delete: delete a pool. */
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
    return outcome(sh, virStoragePoolDelete(a->pool, 0), "Pool %s deleted\n", "Failed to delete pool %s",
                   virStoragePoolGetName(a->pool));
}

COMMAND(pool_delete, "pool-delete", "delete a pool", "Delete a given pool.");
