/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nodedev-dumpxml: node device details in XML. */
#include "virsh/common/common.h"

struct args {
    virNodeDevicePtr device;
    const char *xpath;
    bool wrap;
};

static const struct opt opts[] = {
    OPT_NODEDEV(device, REQ, "device name or wwn pair in 'wwnn,wwpn' format"),
    OPT_XPATH,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return xml_show(sh, virNodeDeviceGetXMLDesc(a->device, 0), a->xpath, a->wrap);
}

COMMAND(nodedev_dumpxml, "nodedev-dumpxml", "node device details in XML",
        "Output the node device details as an XML dump to stdout.");
