/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh pool-autostart: autostart a pool. */
#include "virsh/common/common.h"

struct args {
    virStoragePoolPtr pool;
    bool disable;
};

static const struct opt opts[] = {
    OPT_POOL(pool, resolve_pool, "pool", REQ, "pool name or uuid"),
    OPT_BOOL(disable, "disable", "disable autostarting"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    int rc = virStoragePoolSetAutostart(a->pool, !a->disable);

    if (a->disable)
        return outcome(sh, rc, "Pool %s unmarked as autostarted\n", "failed to unmark pool %s as autostarted",
                       virStoragePoolGetName(a->pool));
    return outcome(sh, rc, "Pool %s marked as autostarted\n", "failed to mark pool %s as autostarted",
                   virStoragePoolGetName(a->pool));
}

COMMAND(pool_autostart, "pool-autostart", "autostart a pool", "Configure a pool to be automatically started at boot.");
