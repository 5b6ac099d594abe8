/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nodedev-info: node device information. */
#include "virsh/common/common.h"
#include "virsh/common/listing.h"

struct args {
    virNodeDevicePtr device;
};

static const struct opt opts[] = {
    OPT_NODEDEV(device, REQ, "device name or wwn pair in 'wwnn,wwpn' format"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    const char *parent = virNodeDeviceGetParent(a->device);
    int autostart;

    virsh_print(sh, "%-15s %s\n", "Name:", virNodeDeviceGetName(a->device));
    virsh_print(sh, "%-15s %s\n", "Parent:", parent ? parent : "");
    virsh_print(sh, "%-15s %s\n", "Active:", yes_no(virNodeDeviceIsActive(a->device) != 0));
    virsh_print(sh, "%-15s %s\n", "Persistent:", yes_no(virNodeDeviceIsPersistent(a->device) != 0));
    if (virNodeDeviceGetAutostart(a->device, &autostart) < 0)
        virsh_print(sh, "%-15s %s\n", "Autostart:", "no autostart");
    else
        virsh_print(sh, "%-15s %s\n", "Autostart:", yes_no(autostart));
    return true;
}

COMMAND(nodedev_info, "nodedev-info", "node device information", "Returns basic information about the node device");
