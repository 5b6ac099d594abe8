/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh net-dhcp-leases: print lease info for a given network. */
#include "virsh/common/common.h"

struct args {
    virNetworkPtr net;
    const char *mac;
};

static const struct opt opts[] = {
    OPT_NETWORK(net, resolve_network, REQ, "network name or uuid"),
    OPT_STR(mac, "mac", 0, "MAC address"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    virNetworkDHCPLeasePtr *leases = NULL;
    int n = virNetworkGetDHCPLeases(a->net, a->mac, &leases, 0);

    if (n < 0) {
        virsh_error(sh, "Failed to get leases info for %s", virNetworkGetName(a->net));
        return false;
    }
    auto_table t =
        table_new("Expiry Time", "MAC address", "Protocol", "IP address", "Hostname", "Client ID or DUID", NULL);
    for (int i = 0; i < n; i++) {
        virNetworkDHCPLeasePtr l = leases[i];
        g_autoptr(GDateTime) when = g_date_time_new_from_unix_local(l->expirytime);
        g_autofree char *expiry = when ? g_date_time_format(when, "%Y-%m-%d %H:%M:%S") : g_strdup("-");
        g_autofree char *ip = g_strdup_printf("%s/%d", l->ipaddr, l->prefix);
        table_row(t, expiry, l->mac ? l->mac : "-", l->type == VIR_IP_ADDR_TYPE_IPV6 ? "ipv6" : "ipv4", ip,
                  l->hostname ? l->hostname : "-",
                  l->clientid ? l->clientid
                  : l->iaid   ? l->iaid
                              : "-",
                  NULL);
        virNetworkDHCPLeaseFree(l);
    }
    table_print(t, sh);
    free(leases);
    return true;
}

COMMAND(net_dhcp_leases, "net-dhcp-leases", "print lease info for a given network",
        "Print lease info for a given network");
