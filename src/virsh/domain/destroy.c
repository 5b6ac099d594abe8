/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh destroy: destroy (stop) a domain. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    bool graceful, remove_logs;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain_active),
    OPT_BOOL(graceful, "graceful", "terminate gracefully"),
    OPT_BOOL(remove_logs, "remove-logs", "remove domain logs"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    int rc = a->graceful ? virDomainDestroyFlags(a->dom, VIR_DOMAIN_DESTROY_GRACEFUL) : virDomainDestroy(a->dom);

    return outcome(sh, rc, "Domain '%s' destroyed\n", "Failed to destroy domain '%s'", virDomainGetName(a->dom));
}

COMMAND(destroy, "destroy", "destroy (stop) a domain",
        "Forcefully stop a given domain, but leave its resources intact.");
