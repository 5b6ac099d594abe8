/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh resume: resume a domain. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain_paused),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return outcome(sh, virDomainResume(a->dom), "Domain '%s' resumed\n", "Failed to resume domain '%s'",
                   virDomainGetName(a->dom));
}

COMMAND(resume, "resume", "resume a domain", "Resume a previously suspended domain.");
