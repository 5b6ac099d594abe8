/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nodedev-autostart: autostart a defined node device. */
#include "virsh/common/common.h"

struct args {
    virNodeDevicePtr device;
    bool disable;
};

static const struct opt opts[] = {
    OPT_NODEDEV(device, REQ, "device name or wwn pair in 'wwnn,wwpn' format"),
    OPT_BOOL(disable, "disable", "disable autostarting"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    int rc = virNodeDeviceSetAutostart(a->device, !a->disable);

    if (a->disable)
        return outcome(sh, rc, "Device %s unmarked as autostarted\n", "failed to unmark device %s as autostarted",
                       virNodeDeviceGetName(a->device));
    return outcome(sh, rc, "Device %s marked as autostarted\n", "failed to mark device %s as autostarted",
                   virNodeDeviceGetName(a->device));
}

COMMAND(nodedev_autostart, "nodedev-autostart", "autostart a defined node device",
        "Configure a node device to be automatically started at boot.");
