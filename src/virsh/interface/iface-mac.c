/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh iface-mac: convert an interface name to interface MAC address. */
#include "virsh/common/common.h"

struct args {
    virInterfacePtr iface;
};

static const struct opt opts[] = {
    OPT_INTERFACE(iface, resolve_interface_by_name, "interface name"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    virsh_print(sh, "%s\n", virInterfaceGetMACString(a->iface));
    return true;
}

COMMAND(iface_mac, "iface-mac", "convert an interface name to interface MAC address", "");
