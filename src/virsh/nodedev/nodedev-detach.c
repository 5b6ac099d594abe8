/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nodedev-detach: detach node device from its device driver. */
#include "virsh/common/common.h"

struct args {
    virNodeDevicePtr device;
    const char *driver;
};

static const struct opt opts[] = {
    OPT_NODEDEV(device, REQ, "device key"),
    OPT_STR(driver, "driver", 0, "pci device assignment backend driver (e.g. 'vfio' or 'xen')"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return outcome(sh, a->driver ? virNodeDeviceDetachFlags(a->device, a->driver, 0) : virNodeDeviceDettach(a->device),
                   "Device %s detached\n", "Failed to detach device %s", virNodeDeviceGetName(a->device));
}

COMMAND(nodedev_detach, "nodedev-detach", "detach node device from its device driver",
        "Detach node device from its device driver before assigning to a domain.", .old_name = "nodedev-dettach");
