/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh pool-uuid: convert a pool name to pool UUID. */
#include "virsh/common/common.h"

struct args {
    virStoragePoolPtr pool;
};

static const struct opt opts[] = {
    OPT_POOL(pool, resolve_pool_by_name, "pool", REQ, "pool name or uuid"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    char uuid[VIR_UUID_STRING_BUFLEN];

    if (virStoragePoolGetUUIDString(a->pool, uuid) < 0) {
        virsh_error(sh, "failed to get pool UUID");
        return false;
    }
    virsh_print(sh, "%s\n", uuid);
    return true;
}

COMMAND(pool_uuid, "pool-uuid", "convert a pool name to pool UUID", "");
