/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh autostart: autostart a domain. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    bool disable;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_BOOL(disable, "disable", "disable autostarting"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    int rc = virDomainSetAutostart(a->dom, !a->disable);

    if (a->disable)
        return outcome(sh, rc, "Domain '%s' unmarked as autostarted\n", "Failed to unmark domain '%s' as autostarted",
                       virDomainGetName(a->dom));
    return outcome(sh, rc, "Domain '%s' marked as autostarted\n", "Failed to mark domain '%s' as autostarted",
                   virDomainGetName(a->dom));
}

COMMAND(autostart, "autostart", "autostart a domain", "Configure a domain to be automatically started at boot.");
