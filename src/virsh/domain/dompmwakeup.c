/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh dompmwakeup: wakeup a domain from pmsuspended state. */
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
    return outcome(sh, virDomainPMWakeup(a->dom, 0), "Domain '%s' successfully woken up",
                   "Domain '%s' could not be woken up", virDomainGetName(a->dom));
}

COMMAND(dompmwakeup, "dompmwakeup", "wakeup a domain from pmsuspended state",
        "Wakeup a domain that was previously suspended by power management.");
