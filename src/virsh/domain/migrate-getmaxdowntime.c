/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh migrate-getmaxdowntime: get maximum tolerable downtime. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned long long ms;

    if (virDomainMigrateGetMaxDowntime(a->dom, &ms, 0) < 0)
        return false;
    virsh_print(sh, "%llu\n", ms);
    return true;
}

COMMAND(migrate_getmaxdowntime, "migrate-getmaxdowntime", "get maximum tolerable downtime",
        "Get maximum tolerable downtime of a domain which is being live-migrated to another host.");
