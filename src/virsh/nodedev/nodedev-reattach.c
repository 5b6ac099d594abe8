/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nodedev-reattach: reattach node device to its device driver. */
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
    return outcome(sh, virNodeDeviceReAttach(a->device), "Device %s re-attached\n", "Failed to re-attach device %s",
                   virNodeDeviceGetName(a->device));
}

COMMAND(nodedev_reattach, "nodedev-reattach", "reattach node device to its device driver",
        "Reattach node device to its device driver once released by the domain.");
