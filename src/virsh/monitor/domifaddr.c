/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domifaddr: Get network interfaces' addresses for a running domain. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *interface, *source;
    bool full;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(interface, "interface", 0, "network interface name"),
    OPT_BOOL(full, "full", "always display names and MACs of interfaces"),
    OPT_STR(source, "source", 0, "address source: 'lease', 'agent', or 'arp'", .complete = "lease,agent,arp"),
    OPT_END,
};

static const char *const sources[] = {"lease", "agent", "arp"};
static const char *const types[] = {"ipv4", "ipv6"};

static char *addresses_joined(const struct args *a, virDomainInterfacePtr nic)
{
    GString *out = g_string_new(NULL);

    (void) a;
    for (unsigned i = 0; i < nic->naddrs; i++)
        g_string_append_printf(out, "%s%s/%d", i ? ", " : "", nic->addrs[i].addr, nic->addrs[i].prefix);
    return g_string_free(out, FALSE);
}

static void show(struct virsh *sh, const struct args *a, virDomainInterfacePtr nic)
{
    const char *mac = nic->hwaddr ? nic->hwaddr : "N/A";

    (void) addresses_joined;
    if (nic->naddrs == 0) {
        virsh_print(sh, " %-10s %-17s    %-12s %s\n", nic->name, mac, "N/A", "N/A");
        return;
    }
    for (unsigned i = 0; i < nic->naddrs; i++) {
        const char *type = NAME_OF(types, nic->addrs[i].type);
        bool full = i == 0 || a->full;
        virsh_print(sh, " %-10s %-17s    %-12s %s/%d\n", full ? nic->name : "-", full ? mac : "-", type,
                    nic->addrs[i].addr, nic->addrs[i].prefix);
    }
}

static bool run(struct virsh *sh, const struct args *a)
{
    virDomainInterfacePtr *nics = NULL;
    int source = a->source ? INDEX_OF(sources, a->source) : VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE;

    if (source < 0) {
        virsh_error(sh, "Unknown data source '%s'", a->source);
        return false;
    }
    int n = virDomainInterfaceAddresses(a->dom, &nics, (unsigned) source, 0);
    if (n < 0) {
        virsh_error(sh, "Failed to query for interfaces addresses");
        return false;
    }
    virsh_extra(sh, " %-10s %-20s %-8s     %s\n%s%s\n", "Name", "MAC address", "Protocol", "Address",
                "-------------------------------------------------", "------------------------------");
    for (int i = 0; i < n; i++) {
        if (!a->interface || strcmp(a->interface, nics[i]->name) == 0)
            show(sh, a, nics[i]);
        virDomainInterfaceFree(nics[i]);
    }
    free(nics);
    return true;
}

COMMAND(domifaddr, "domifaddr", "Get network interfaces' addresses for a running domain",
        "Get network interfaces' addresses for a running domain");
