/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nodedev-create: create a device defined by an XML file on the node. */
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
        xml ? virNodeDeviceCreateXML(sh->conn, xml, a->validate ? VIR_NODE_DEVICE_CREATE_XML_VALIDATE : 0) : NULL;

    if (!xml)
        return false;
    if (!object) {
        virsh_error(sh, "Failed to create node device from %s", a->file);
        return false;
    }
    virsh_extra(sh, "Node device %s created from %s\n", virNodeDeviceGetName(object), a->file);
    virNodeDeviceFree(object);
    return true;
}

COMMAND(nodedev_create, "nodedev-create", "create a device defined by an XML file on the node",
        "Create a device on the node.  Note that this command creates devices on the physical host that can then be "
        "assigned to a virtual machine.");
