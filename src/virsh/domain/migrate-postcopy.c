/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh migrate-postcopy: Switch running migration from pre-copy to post-copy. */
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
    return virDomainMigrateStartPostCopy(a->dom, 0) == 0;
}

COMMAND(migrate_postcopy, "migrate-postcopy", "Switch running migration from pre-copy to post-copy",
        "Switch running migration from pre-copy to post-copy. The migration must have been started with --postcopy "
        "option.");
