/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh shutdown: gracefully shutdown a domain. */
#include "virsh/common/common.h"
#include "virsh/domain/modes.h"

struct args {
    virDomainPtr dom;
    const char *mode;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain_active),
    OPT_STR(mode, "mode", 0, "shutdown mode: acpi|agent|initctl|signal|paravirt",
            .complete = "acpi,agent,initctl,signal,paravirt"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags = 0;

    if (a->mode && !modes_parse(sh, a->mode, &flags))
        return false;
    return outcome(sh, flags ? virDomainShutdownFlags(a->dom, flags) : virDomainShutdown(a->dom),
                   "Domain '%s' is being shutdown\n", "Failed to shutdown domain '%s'", virDomainGetName(a->dom));
}

COMMAND(shutdown, "shutdown", "gracefully shutdown a domain", "Run shutdown in the target domain.");
