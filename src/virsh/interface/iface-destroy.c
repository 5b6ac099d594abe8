/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh iface-destroy: destroy a physical host interface (disable it / "if-down"). */
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
    /* The exit status is that of libvirt's virsh, which is failure in both cases. */
    outcome(sh, virInterfaceDestroy(a->iface, 0), "Interface %s destroyed\n", "Failed to destroy interface %s",
            virInterfaceGetName(a->iface));
    return false;
}

COMMAND(iface_destroy, "iface-destroy", "destroy a physical host interface (disable it / \"if-down\")",
        "forcefully stop a physical host interface.");
