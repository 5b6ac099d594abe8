/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh pool-name: convert a pool UUID to pool name. */
#include "virsh/common/common.h"

struct args {
    virStoragePoolPtr pool;
};

static const struct opt opts[] = {
    OPT_POOL(pool, resolve_pool_by_uuid, "pool", REQ, "pool name or uuid"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    virsh_print(sh, "%s\n", virStoragePoolGetName(a->pool));
    return true;
}

COMMAND(pool_name, "pool-name", "convert a pool UUID to pool name", "");
