/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh reset: reset a domain. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain_active),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return outcome(sh, virDomainReset(a->dom, 0), "Domain '%s' was reset\n", "Failed to reset domain '%s'",
                   virDomainGetName(a->dom));
}

COMMAND(reset, "reset", "reset a domain", "Reset the target domain as if by power button");
