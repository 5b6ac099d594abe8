/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh net-start: start a (previously defined) inactive network. */
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
    return outcome(sh, virNetworkCreate(a->net), "Network %s started\n", "Failed to start network %s",
                   virNetworkGetName(a->net));
}

COMMAND(net_start, "net-start", "start a (previously defined) inactive network", "Start a network.");
