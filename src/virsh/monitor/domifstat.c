/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domifstat: get network interface stats for a domain. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *interface;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(interface, "interface", REQ, "interface device specified by name or MAC Address"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    virDomainInterfaceStatsStruct s;

    if (virDomainInterfaceStats(a->dom, a->interface, &s, sizeof(s)) < 0) {
        virsh_error(sh, "Failed to get interface stats %s %s", virDomainGetName(a->dom), a->interface);
        return false;
    }
    const struct {
        const char *name;
        long long v;
    } rows[] = {{"rx_bytes", s.rx_bytes}, {"rx_packets", s.rx_packets}, {"rx_errs", s.rx_errs}, {"rx_drop", s.rx_drop},
                {"tx_bytes", s.tx_bytes}, {"tx_packets", s.tx_packets}, {"tx_errs", s.tx_errs}, {"tx_drop", s.tx_drop}};
    for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++)
        if (rows[i].v >= 0)
            virsh_print(sh, "%s %s %lld\n", a->interface, rows[i].name, rows[i].v);
    return true;
}

COMMAND(domifstat, "domifstat", "get network interface stats for a domain",
        "Get network interface stats for a running domain.");
