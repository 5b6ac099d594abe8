/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh migrate-getspeed: Get the maximum migration bandwidth. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    bool postcopy;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_BOOL(postcopy, "postcopy", "get post-copy migration bandwidth"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned long mib;

    if (virDomainMigrateGetMaxSpeed(a->dom, &mib, a->postcopy ? VIR_DOMAIN_MIGRATE_MAX_SPEED_POSTCOPY : 0) < 0)
        return false;
    virsh_print(sh, "%lu\n", mib);
    return true;
}

COMMAND(migrate_getspeed, "migrate-getspeed", "Get the maximum migration bandwidth",
        "Get the maximum migration bandwidth (in MiB/s) for a domain.");
