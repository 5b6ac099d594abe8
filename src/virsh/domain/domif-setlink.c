/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domif-setlink: set link state of a virtual interface. */
#include "virsh/common/common.h"
#include "virsh/domain/nic.h"

struct args {
    virDomainPtr dom;
    const char *interface, *state;
    bool config, print_xml;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(interface, "interface", REQ, "interface device (MAC Address)"),
    OPT_STR(state, "state", REQ, "new state of the device", .complete = "up,down"),
    OPT_CONFIG,
    OPT_BOOL(print_xml, "print-xml", "print XML document rather than set the interface link state"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_xdoc x = {0};
    unsigned flags = VIR_DOMAIN_AFFECT_CURRENT;

    if (strcmp(a->state, "up") != 0 && strcmp(a->state, "down") != 0) {
        virsh_error(sh, "invalid link state '%s'", a->state);
        return false;
    }
    if (a->print_xml)
        flags = 0;
    else if (a->config || virDomainIsActive(a->dom) == 0)
        flags = VIR_DOMAIN_AFFECT_CONFIG;
    else
        flags = VIR_DOMAIN_AFFECT_LIVE;
    if (!xdoc_domain(sh, &x, a->dom, a->config ? VIR_DOMAIN_XML_INACTIVE : 0))
        return false;
    unsigned n;
    xmlNodePtr nic = nic_find(&x, a->interface, &n);
    if (!nic) {
        virsh_error(sh, n ? "multiple matching interfaces found" : "interface '%s' not found", a->interface);
        return false;
    }
    g_autofree xmlNodePtr *links = xdoc_nodes(&x, nic, "./link", NULL);
    xmlNodePtr link = links[0] ? links[0] : xmlNewChild(nic, NULL, BAD_CAST "link", NULL);
    xmlSetProp(link, BAD_CAST "state", BAD_CAST a->state);
    g_autofree char *xml = xdoc_node_xml(&x, nic);
    if (a->print_xml) {
        virsh_print(sh, "%s", xml);
        return true;
    }
    return outcome(sh, virDomainUpdateDeviceFlags(a->dom, xml, flags), "Device updated successfully\n",
                   "Failed to update interface link state", "");
}

COMMAND(domif_setlink, "domif-setlink", "set link state of a virtual interface",
        "Set link state of a domain's virtual interface. This command wraps usage of update-device command.");
