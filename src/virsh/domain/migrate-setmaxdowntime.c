/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh migrate-setmaxdowntime: set maximum tolerable downtime. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    struct num_ll downtime;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_LL(downtime, "downtime", REQ, "maximum tolerable downtime (in milliseconds) for migration"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    if (a->downtime.v < 1) {
        virsh_error(sh, "migrate: Invalid downtime");
        return false;
    }
    return virDomainMigrateSetMaxDowntime(a->dom, (unsigned long long) a->downtime.v, 0) == 0;
}

COMMAND(migrate_setmaxdowntime, "migrate-setmaxdowntime", "set maximum tolerable downtime",
        "Set maximum tolerable downtime of a domain which is being live-migrated to another host.");
