/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh iface-undefine: undefine a physical host interface (remove it from configuration). */
#include "virsh/common/common.h"

struct args {
    virInterfacePtr iface;
};

static const struct opt opts[] = {
    OPT_INTERFACE(iface, resolve_interface, "interface name or MAC address"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return outcome(sh, virInterfaceUndefine(a->iface), "Interface %s undefined\n", "Failed to undefine interface %s",
                   virInterfaceGetName(a->iface));
}

COMMAND(iface_undefine, "iface-undefine", "undefine a physical host interface (remove it from configuration)",
        "undefine an interface.");
