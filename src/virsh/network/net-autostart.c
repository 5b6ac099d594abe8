/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh net-autostart: autostart a network. */
#include "virsh/common/common.h"

struct args {
    virNetworkPtr net;
    bool disable;
};

static const struct opt opts[] = {
    OPT_NETWORK(net, resolve_network, REQ, "network name or uuid"),
    OPT_BOOL(disable, "disable", "disable autostarting"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    int rc = virNetworkSetAutostart(a->net, !a->disable);

    if (a->disable)
        return outcome(sh, rc, "Network %s unmarked as autostarted\n", "failed to unmark network %s as autostarted",
                       virNetworkGetName(a->net));
    return outcome(sh, rc, "Network %s marked as autostarted\n", "failed to mark network %s as autostarted",
                   virNetworkGetName(a->net));
}

COMMAND(net_autostart, "net-autostart", "autostart a network",
        "Configure a network to be automatically started at boot.");
