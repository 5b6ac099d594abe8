/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh net-info: network information. */
#include "virsh/common/common.h"
#include "virsh/common/listing.h"

struct args {
    virNetworkPtr net;
};

static const struct opt opts[] = {
    OPT_NETWORK(net, resolve_network, REQ, "network name or uuid"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    char uuid[VIR_UUID_STRING_BUFLEN];
    int active, autostart;

    virsh_print(sh, "%-15s %s\n", "Name:", virNetworkGetName(a->net));
    if (virNetworkGetUUIDString(a->net, uuid) == 0)
        virsh_print(sh, "%-15s %s\n", "UUID:", uuid);
    if ((active = virNetworkIsActive(a->net)) >= 0)
        virsh_print(sh, "%-15s %s\n", "Active:", yes_no(active));
    virsh_print(sh, "%-15s %s\n", "Persistent:", yes_no(virNetworkIsPersistent(a->net)));
    if (virNetworkGetAutostart(a->net, &autostart) < 0)
        virsh_print(sh, "%-15s %s\n", "Autostart:", "no autostart");
    else
        virsh_print(sh, "%-15s %s\n", "Autostart:", yes_no(autostart));
    char *bridge = virNetworkGetBridgeName(a->net);
    if (bridge)
        virsh_print(sh, "%-15s %s\n", "Bridge:", bridge);
    free(bridge);
    return true;
}

COMMAND(net_info, "net-info", "network information", "Returns basic information about the network");
