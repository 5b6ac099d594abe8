/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh iface-name: convert an interface MAC address to interface name. */
#include "virsh/common/common.h"

struct args {
    virInterfacePtr iface;
};

static const struct opt opts[] = {
    OPT_INTERFACE(iface, resolve_interface_by_mac, "interface mac"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    virsh_print(sh, "%s\n", virInterfaceGetName(a->iface));
    return true;
}

COMMAND(iface_name, "iface-name", "convert an interface MAC address to interface name", "");
