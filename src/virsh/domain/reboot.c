/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh reboot: reboot a domain. */
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

    /* The reboot flags have the same bits as the shutdown flags. */
    if (a->mode && !modes_parse(sh, a->mode, &flags))
        return false;
    return outcome(sh, virDomainReboot(a->dom, flags), "Domain '%s' is being rebooted\n",
                   "Failed to reboot domain '%s'", virDomainGetName(a->dom));
}

COMMAND(reboot, "reboot", "reboot a domain", "Run a reboot command in the target domain.");
