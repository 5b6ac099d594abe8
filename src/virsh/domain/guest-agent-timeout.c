/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh guest-agent-timeout: Set the guest agent timeout. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    struct num_int timeout;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_INT(timeout, "timeout", NOPOS, "timeout seconds."),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return virDomainAgentSetResponseTimeout(
               a->dom, a->timeout.set ? a->timeout.v : VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK, 0) == 0;
}

COMMAND(guest_agent_timeout, "guest-agent-timeout", "Set the guest agent timeout",
        "Set the number of seconds to wait for a response from the guest agent.");
