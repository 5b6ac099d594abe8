/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh ttyconsole: tty console. */
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

    if (!xdoc_domain(sh, &x, a->dom, 0))
        return false;
    g_autofree char *tty = xdoc_text(&x, NULL, "./devices/console/@tty");
    if (!tty)
        return false;
    virsh_print(sh, "%s\n", tty);
    return true;
}

COMMAND(ttyconsole, "ttyconsole", "tty console", "Output the device for the TTY console.");
