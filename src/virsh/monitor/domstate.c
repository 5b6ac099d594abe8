/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domstate: domain state. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    bool reason;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_BOOL(reason, "reason", "also print reason for the state"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    int state, reason;

    if (virDomainGetState(a->dom, &state, &reason, 0) < 0)
        return false;
    if (a->reason)
        virsh_print(sh, "%s (%s)\n", domain_state_name(state), domain_reason_name(state, reason));
    else
        virsh_print(sh, "%s\n", domain_state_name(state));
    return true;
}

COMMAND(domstate, "domstate", "domain state", "Returns state about a domain.");
