/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh net-port-delete: delete the specified network port. */
#include "virsh/common/common.h"

struct args {
    virNetworkPtr net;
    const char *port;
};

static const struct opt opts[] = {
    OPT_NETWORK(net, resolve_network, REQ, "network name or uuid"),
    OPT_STR(port, "port", REQ, "port UUID"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    virNetworkPortPtr port = virNetworkPortLookupByUUIDString(a->net, a->port);

    if (!port) {
        virsh_error(sh, "failed to get network port '%s'", a->port);
        virsh_forget(sh);
        return true; /* as libvirt's virsh: scripts may rely on it */
    }
    int rc = virNetworkPortDelete(port, 0);
    virNetworkPortFree(port);
    return outcome(sh, rc, "Network port %s deleted\n", "Failed to delete network port %s", a->port);
}

COMMAND(net_port_delete, "net-port-delete", "delete the specified network port", "Delete the specified network port.");
