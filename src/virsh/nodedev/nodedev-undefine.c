/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nodedev-undefine: Undefine an inactive node device. */
#include "virsh/common/common.h"

struct args {
    virNodeDevicePtr device;
};

static const struct opt opts[] = {
    OPT_NODEDEV(device, REQ, "device name or wwn pair in 'wwnn,wwpn' format"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return outcome(sh, virNodeDeviceUndefine(a->device, 0), "Undefined node device '%s'\n",
                   "Failed to undefine node device '%s'", virNodeDeviceGetName(a->device));
}

COMMAND(nodedev_undefine, "nodedev-undefine", "Undefine an inactive node device",
        "Undefines the configuration for an inactive node device");
