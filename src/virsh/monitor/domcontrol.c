/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domcontrol: domain control interface state. */
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
    static const char *const states[] = {"ok", "background job", "occupied", "error"};
    static const char *const details[] = {"", "unknown", "monitor failure", "internal (locking) error"};
    virDomainControlInfo info;

    if (virDomainGetControlInfo(a->dom, &info, 0) < 0)
        return false;
    if (info.state == VIR_DOMAIN_CONTROL_ERROR && info.details)
        virsh_print(sh, "%s: %s\n", NAME_OF(states, (int) info.state), NAME_OF(details, (int) info.details));
    else if (info.state != VIR_DOMAIN_CONTROL_OK && info.state != VIR_DOMAIN_CONTROL_ERROR)
        virsh_print(sh, "%s (%0.3fs)\n", NAME_OF(states, (int) info.state), info.stateTime / 1000.0);
    else
        virsh_print(sh, "%s\n", NAME_OF(states, (int) info.state));
    return true;
}

COMMAND(domcontrol, "domcontrol", "domain control interface state",
        "Returns state of a control interface to the domain.");
