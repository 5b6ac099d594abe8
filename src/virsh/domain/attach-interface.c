/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh attach-interface: attach network interface. */
#include "virsh/common/common.h"
#include "virsh/domain/rate.h"

struct args {
    virDomainPtr dom;
    const char *type, *source, *target, *mac, *script, *model, *alias, *inbound, *outbound, *source_mode;
    bool persistent, config, live, current, print_xml, managed;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(type, "type", REQ, "network interface type", .complete = "network,bridge,direct,hostdev"),
    OPT_STR(source, "source", REQ, "source of network interface"),
    OPT_STR(target, "target", 0, "target network name"),
    OPT_STR(mac, "mac", 0, "MAC address"),
    OPT_STR(script, "script", 0, "script used to bridge network interface"),
    OPT_STR(model, "model", 0, "model type"),
    OPT_STR(alias, "alias", 0, "custom alias name of interface device"),
    OPT_STR(inbound, "inbound", 0, "control domain's incoming traffics"),
    OPT_STR(outbound, "outbound", 0, "control domain's outgoing traffics"),
    OPT_BOOL(persistent, "persistent", "make live change persistent"),
    OPT_AFFECT,
    OPT_BOOL(print_xml, "print-xml", "print XML document rather than attach the interface"),
    OPT_BOOL(managed, "managed", "libvirt will automatically detach/attach the device from/to host"),
    OPT_STR(source_mode, "source-mode", 0, "mode attribute of <source/> element"),
    OPT_END,
};

static const char *const types[] = {"network", "bridge", "direct", "hostdev", "vhostuser"};
static const char *const source_modes[] = {"server", "client"};

static bool source_put(struct virsh *sh, xmlNodePtr root, const struct args *a)
{
    unsigned domain, bus, slot, function;
    char rest;

    if (strcmp(a->type, "vhostuser") == 0) {
        xml_put(root, "source/@type", "unix");
        xml_put(root, "source/@path", a->source);
        return true;
    }
    if (strcmp(a->type, "hostdev") != 0) {
        xml_put(root,
                strcmp(a->type, "network") == 0  ? "source/@network"
                : strcmp(a->type, "bridge") == 0 ? "source/@bridge"
                                                 : "source/@dev",
                a->source);
        return true;
    }
    if (sscanf(a->source, "%x:%x:%x.%x%c", &domain, &bus, &slot, &function, &rest) != 4) {
        virsh_error(sh, "cannot parse pci address '%s' for network interface", a->source);
        return false;
    }
    g_autofree char *d = g_strdup_printf("0x%.4x", domain), *b = g_strdup_printf("0x%.2x", bus),
                    *s = g_strdup_printf("0x%.2x", slot), *f = g_strdup_printf("0x%x", function);
    xml_put(root, "source/address/@type", "pci");
    xml_put(root, "source/address/@domain", d);
    xml_put(root, "source/address/@bus", b);
    xml_put(root, "source/address/@slot", s);
    xml_put(root, "source/address/@function", f);
    return true;
}

static bool rates_put(struct virsh *sh, xmlNodePtr root, const struct args *a)
{
    return (!a->inbound || rate_put(sh, root, "inbound", a->inbound, true)) &&
           (!a->outbound || rate_put(sh, root, "outbound", a->outbound, false));
}

static char *document(struct virsh *sh, const struct args *a)
{
    xmlDocPtr doc =
        xml_tree("interface",
                 (const struct xml_row[]){{"@type", a->type}, {"@managed", a->managed ? "yes" : NULL}, {NULL, NULL}});
    xmlNodePtr root = xmlDocGetRootElement(doc);
    const struct xml_row rows[] = {
        {"source/@mode", a->source_mode}, {"target/@dev", a->target}, {"mac/@address", a->mac},
        {"script/@path", a->script},      {"model/@type", a->model},  {"alias/@name", a->alias},
    };
    char *xml = NULL;

    if (source_put(sh, root, a)) {
        for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++)
            if (rows[i].value)
                xml_put(root, rows[i].path, rows[i].value);
        if (rates_put(sh, root, a))
            xml = xml_format(root);
    }
    xmlFreeDoc(doc);
    return xml;
}

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags = affect_device(a->dom, a->persistent, a->config, a->live);

    if (INDEX_OF(types, a->type) < 0) {
        virsh_error(sh, "No support for %s in command 'attach-interface'", a->type);
        return false;
    }
    if (a->source_mode && INDEX_OF(source_modes, a->source_mode) < 0) {
        virsh_error(sh, "Invalid source mode: %s", a->source_mode);
        return false;
    }
    if (strcmp(a->type, "vhostuser") == 0 && !a->source_mode) {
        virsh_error(sh, "source-mode is mandatory");
        return false;
    }
    g_autofree char *xml = document(sh, a);
    if (!xml)
        return false;
    if (a->print_xml) {
        virsh_print(sh, "%s", xml);
        return true;
    }
    int rc = flags || a->current ? virDomainAttachDeviceFlags(a->dom, xml, flags) : virDomainAttachDevice(a->dom, xml);
    return outcome(sh, rc, "Interface attached successfully\n", "Failed to attach interface", "");
}

COMMAND(attach_interface, "attach-interface", "attach network interface", "Attach new network interface.",
        .excl = EXCL({"current", "live"}, {"current", "config"}, {"persistent", "current"}));
