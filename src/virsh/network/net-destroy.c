/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh net-destroy: destroy (stop) a network. */
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
    return outcome(sh, virNetworkDestroy(a->net), "Network %s destroyed\n", "Failed to destroy network %s",
                   virNetworkGetName(a->net));
}

COMMAND(net_destroy, "net-destroy", "destroy (stop) a network", "Forcefully stop a given network.");
