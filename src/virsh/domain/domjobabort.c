/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domjobabort: abort active domain job. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    bool postcopy;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain_active),
    OPT_BOOL(postcopy, "postcopy", "interrupt post-copy migration"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    if (a->postcopy)
        return virDomainAbortJobFlags(a->dom, VIR_DOMAIN_ABORT_JOB_POSTCOPY) == 0;
    return virDomainAbortJob(a->dom) == 0;
}

COMMAND(domjobabort, "domjobabort", "abort active domain job", "Aborts the currently running domain job");
