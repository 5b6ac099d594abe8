/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nodedev-destroy: destroy (stop) a device on the node. */
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
    return outcome(sh, virNodeDeviceDestroy(a->device), "Destroyed node device '%s'\n",
                   "Failed to destroy node device '%s'", virNodeDeviceGetName(a->device));
}

COMMAND(nodedev_destroy, "nodedev-destroy", "destroy (stop) a device on the node",
        "Destroy a device on the node.  Note that this command destroys devices on the physical host");
