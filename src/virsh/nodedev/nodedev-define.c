/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nodedev-define: Define a device by an xml file on a node. */
#include "virsh/common/common.h"

struct args {
    const char *file;
    bool validate;
};

static const struct opt opts[] = {
    OPT_FILE(file, "file", REQ, "file containing an XML description of the device"),
    OPT_VALIDATE,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *xml = virsh_read_file(sh, a->file);
    virNodeDevicePtr object =
        xml ? virNodeDeviceDefineXML(sh->conn, xml, a->validate ? VIR_NODE_DEVICE_DEFINE_XML_VALIDATE : 0) : NULL;

    if (!xml)
        return false;
    if (!object) {
        virsh_error(sh, "Failed to define node device from '%s'", a->file);
        return false;
    }
    virsh_extra(sh, "Node device '%s' defined from '%s'\n", virNodeDeviceGetName(object), a->file);
    virNodeDeviceFree(object);
    return true;
}

COMMAND(nodedev_define, "nodedev-define", "Define a device by an xml file on a node",
        "Defines a persistent device on the node that can be assigned to a domain. The device must be started before "
        "it can be assigned to a domain.");
