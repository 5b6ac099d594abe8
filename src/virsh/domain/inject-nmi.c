/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh inject-nmi: Inject NMI to the guest. */
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
    return virDomainInjectNMI(a->dom, 0) == 0;
}

COMMAND(inject_nmi, "inject-nmi", "Inject NMI to the guest", "Inject NMI to the guest domain.");
