/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh net-undefine: undefine a persistent network. */
#include "virsh/common/common.h"

struct args {
    virNetworkPtr net;
};

static const struct opt opts[] = {
    OPT_NETWORK(net, resolve_network, REQ, "network name or uuid"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return outcome(sh, virNetworkUndefine(a->net), "Network %s has been undefined\n", "Failed to undefine network %s",
                   virNetworkGetName(a->net));
}

COMMAND(net_undefine, "net-undefine", "undefine a persistent network",
        "Undefine the configuration for a persistent network.");
