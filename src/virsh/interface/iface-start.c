/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh iface-start: start a physical host interface (enable it / "if-up"). */
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
    return outcome(sh, virInterfaceCreate(a->iface, 0), "Interface %s started\n", "Failed to start interface %s",
                   virInterfaceGetName(a->iface));
}

COMMAND(iface_start, "iface-start", "start a physical host interface (enable it / \"if-up\")",
        "start a physical host interface.");
