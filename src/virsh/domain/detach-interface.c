/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh detach-interface: detach network interface. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *type, *mac;
    bool persistent, config, live, current, print_xml;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(type, "type", REQ, "network interface type"),
    OPT_STR(mac, "mac", 0, "MAC address"),
    OPT_BOOL(persistent, "persistent", "make live change persistent"),
    OPT_AFFECT,
    OPT_BOOL(print_xml, "print-xml", "print XML document rather than detach the interface"),
    OPT_END,
};

static xmlNodePtr find(struct virsh *sh, struct xdoc *x, const struct args *a)
{
    xmlNodePtr found = NULL;
    unsigned of_type = 0, n = 0;
    g_autofree xmlNodePtr *nics = xdoc_nodes(x, NULL, "./devices/interface", NULL);

    for (xmlNodePtr *nic = nics; *nic; nic++) {
        g_autofree char *type = xdoc_text(x, *nic, "./@type");
        g_autofree char *mac = xdoc_text(x, *nic, "./mac/@address");
        if (!type || strcmp(type, a->type) != 0)
            continue;
        of_type++;
        if (a->mac && (!mac || g_ascii_strcasecmp(mac, a->mac) != 0))
            continue;
        found = *nic;
        n++;
    }
    if (n == 1)
        return found;
    if (of_type == 0)
        virsh_error(sh, "No interface found whose type is %s", a->type);
    else if (n == 0)
        virsh_error(sh, "No interface with MAC address %s was found", a->mac);
    else if (a->mac)
        virsh_error(sh,
                    "Domain has multiple interfaces matching MAC address %s. You must use detach-device and specify "
                    "the device pci address to remove it.",
                    a->mac);
    else
        virsh_error(sh, "Domain has %u interfaces. Please specify which one to detach using --mac", n);
    return NULL;
}

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags = affect_device(a->dom, a->persistent, a->config, a->live);
    auto_xdoc x = {0};

    if (!xdoc_domain(sh, &x, a->dom, a->config || a->persistent ? VIR_DOMAIN_XML_INACTIVE : 0))
        return false;
    xmlNodePtr nic = find(sh, &x, a);
    if (!nic) {
        if (!a->mac)
            virsh_error(sh, "Failed to detach interface");
        return false;
    }
    g_autofree char *xml = xdoc_node_xml(&x, nic);
    if (a->print_xml) {
        virsh_print(sh, "%s", xml);
        return true;
    }
    int rc = flags || a->current ? virDomainDetachDeviceFlags(a->dom, xml, flags) : virDomainDetachDevice(a->dom, xml);
    return outcome(sh, rc, "Interface detached successfully\n", "Failed to detach interface", "");
}

COMMAND(detach_interface, "detach-interface", "detach network interface", "Detach network interface.",
        .excl = EXCL({"current", "live"}, {"current", "config"}, {"persistent", "current"}));
