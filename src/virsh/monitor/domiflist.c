/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domiflist: list all domain virtual interfaces. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    bool inactive;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_BOOL(inactive, "inactive", "get inactive rather than running configuration"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags = a->inactive ? VIR_DOMAIN_XML_INACTIVE : 0;
    auto_xdoc x = {0};

    if (!xdoc_domain(sh, &x, a->dom, flags))
        return false;
    auto_table t = table_new("Interface", "Type", "Source", "Model", "MAC", NULL);
    g_autofree xmlNodePtr *nics = xdoc_nodes(&x, NULL, "./devices/interface", NULL);
    for (xmlNodePtr *n = nics; *n; n++) {
        g_autofree char *type = xdoc_text(&x, *n, "./@type");
        g_autofree char *source = xdoc_text(&x, *n, "./source/@bridge|./source/@dev|./source/@network|./source/@name");
        g_autofree char *target = xdoc_text(&x, *n, "./target/@dev");
        g_autofree char *model = xdoc_text(&x, *n, "./model/@type");
        g_autofree char *mac = xdoc_text(&x, *n, "./mac/@address");
        table_row(t, target ? target : "-", type ? type : "-", source ? source : "-", model ? model : "-",
                  mac ? mac : "-", NULL);
    }
    table_print(t, sh);
    return true;
}

COMMAND(domiflist, "domiflist", "list all domain virtual interfaces",
        "Get the summary of virtual interfaces for a domain.");
