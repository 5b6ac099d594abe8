/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh net-uuid: convert a network name to network UUID. */
#include "virsh/common/common.h"

struct args {
    virNetworkPtr net;
};

static const struct opt opts[] = {
    OPT_NETWORK(net, resolve_network_by_name, REQ, "network name"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    char uuid[VIR_UUID_STRING_BUFLEN];

    if (virNetworkGetUUIDString(a->net, uuid) < 0) {
        virsh_error(sh, "failed to get network UUID");
        return false;
    }
    virsh_print(sh, "%s\n", uuid);
    return true;
}

COMMAND(net_uuid, "net-uuid", "convert a network name to network UUID", "");
