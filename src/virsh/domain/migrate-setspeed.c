/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh migrate-setspeed: Set the maximum migration bandwidth. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    struct num_ull bandwidth;
    bool postcopy;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_ULL(bandwidth, "bandwidth", REQ, "migration bandwidth limit in MiB/s"),
    OPT_BOOL(postcopy, "postcopy", "set post-copy migration bandwidth"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return virDomainMigrateSetMaxSpeed(a->dom, (unsigned long) a->bandwidth.v,
                                       a->postcopy ? VIR_DOMAIN_MIGRATE_MAX_SPEED_POSTCOPY : 0) == 0;
}

COMMAND(migrate_setspeed, "migrate-setspeed", "Set the maximum migration bandwidth",
        "Set the maximum migration bandwidth (in MiB/s) for a domain which is being migrated to another host.");
