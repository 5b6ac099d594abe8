/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domif-getlink: get link state of a virtual interface. */
#include "virsh/common/common.h"
#include "virsh/domain/nic.h"

struct args {
    virDomainPtr dom;
    const char *interface;
    bool config;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(interface, "interface", REQ, "interface device (MAC Address)"),
    OPT_BOOL(config, "config", "Get persistent interface state"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_xdoc x = {0};

    if (!xdoc_domain(sh, &x, a->dom, a->config ? VIR_DOMAIN_XML_INACTIVE : 0))
        return false;
    unsigned n;
    xmlNodePtr nic = nic_find(&x, a->interface, &n);
    if (!nic) {
        virsh_error(sh, nic_is_mac(a->interface) ? "Interface (mac: %s) not found." : "Interface (dev: %s) not found.",
                    a->interface);
        return false;
    }
    g_autofree char *state = xdoc_text(&x, nic, "./link/@state");
    virsh_print(sh, "%s %s", a->interface, state && strcmp(state, "down") == 0 ? "down" : "up");
    return true;
}

COMMAND(domif_getlink, "domif-getlink", "get link state of a virtual interface",
        "Get link state of a domain's virtual interface.");
