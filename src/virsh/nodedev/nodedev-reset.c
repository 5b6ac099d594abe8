/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nodedev-reset: reset node device. */
#include "virsh/common/common.h"

struct args {
    virNodeDevicePtr device;
};

static const struct opt opts[] = {
    OPT_NODEDEV(device, REQ, "device key"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return outcome(sh, virNodeDeviceReset(a->device), "Device %s reset\n", "Failed to reset device %s",
                   virNodeDeviceGetName(a->device));
}

COMMAND(nodedev_reset, "nodedev-reset", "reset node device",
        "Reset node device before or after assigning to a domain.");
