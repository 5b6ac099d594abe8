/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domblklist: list all domain blocks. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    bool inactive, details;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_BOOL(inactive, "inactive", "get inactive rather than running configuration"),
    OPT_BOOL(details, "details", "additionally display the type and device value"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags = a->inactive ? VIR_DOMAIN_XML_INACTIVE : 0;
    auto_xdoc x = {0};

    if (!xdoc_domain(sh, &x, a->dom, flags))
        return false;
    auto_table t =
        a->details ? table_new("Type", "Device", "Target", "Source", NULL) : table_new("Target", "Source", NULL);
    g_autofree xmlNodePtr *disks = xdoc_nodes(&x, NULL, "./devices/disk", NULL);
    for (xmlNodePtr *d = disks; *d; d++) {
        g_autofree char *type = xdoc_text(&x, *d, "./@type");
        g_autofree char *device = xdoc_text(&x, *d, "./@device");
        g_autofree char *target = xdoc_text(&x, *d, "./target/@dev");
        g_autofree char *source =
            xdoc_text(&x, *d, "./source/@file|./source/@dev|./source/@dir|./source/@name|./source/@volume");
        if (!target) {
            virsh_error(sh, "unable to query block list");
            return false;
        }
        if (a->details)
            table_row(t, type, device ? device : "-", target, source ? source : "-", NULL);
        else
            table_row(t, target, source ? source : "-", NULL);
    }
    table_print(t, sh);
    return true;
}

COMMAND(domblklist, "domblklist", "list all domain blocks", "Get the summary of block devices for a domain.");
