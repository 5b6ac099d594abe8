/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh vncdisplay: vnc display. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain_active),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_xdoc x = {0};

    if (virDomainIsActive(a->dom) != 1) {
        virsh_error(sh, "Domain is not running");
        return false;
    }
    if (!xdoc_domain(sh, &x, a->dom, 0))
        return false;
    g_autofree char *port = xdoc_text(&x, NULL, "./devices/graphics[@type='vnc']/@port");
    int n = port ? atoi(port) : -1;
    if (n < 0) {
        virsh_error(sh, "Failed to get VNC port. Is this domain using VNC?");
        return false;
    }
    g_autofree char *listen = xdoc_text(&x, NULL, "./devices/graphics[@type='vnc']/@listen");
    if (listen && strcmp(listen, "0.0.0.0") != 0)
        virsh_print(sh, strchr(listen, ':') ? "[%s]" : "%s", listen);
    virsh_print(sh, ":%d\n", n - 5900);
    return true;
}

COMMAND(vncdisplay, "vncdisplay", "vnc display", "Output the IP address and port number for the VNC display.");
