/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh net-name: convert a network UUID to network name. */
#include "virsh/common/common.h"

struct args {
    virNetworkPtr net;
};

static const struct opt opts[] = {
    OPT_NETWORK(net, resolve_network_by_uuid, REQ, "network uuid"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    virsh_print(sh, "%s\n", virNetworkGetName(a->net));
    return true;
}

COMMAND(net_name, "net-name", "convert a network UUID to network name", "");
