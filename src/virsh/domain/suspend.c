/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh suspend: suspend a domain. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain_running),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return outcome(sh, virDomainSuspend(a->dom), "Domain '%s' suspended\n", "Failed to suspend domain '%s'",
                   virDomainGetName(a->dom));
}

COMMAND(suspend, "suspend", "suspend a domain", "Suspend a running domain.");
