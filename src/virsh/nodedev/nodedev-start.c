/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nodedev-start: Start an inactive node device. */
#include "virsh/common/common.h"

struct args {
    virNodeDevicePtr device;
};

static const struct opt opts[] = {
    OPT_NODEDEV(device, REQ, "device name"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return outcome(sh, virNodeDeviceCreate(a->device, 0), "Device %s started\n", "Failed to start device %s",
                   virNodeDeviceGetName(a->device));
}

COMMAND(nodedev_start, "nodedev-start", "Start an inactive node device",
        "Starts an inactive node device that was previously defined");
