/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh iface-edit: edit XML configuration for a physical host interface. */
#include "virsh/common/common.h"

struct args {
    virInterfacePtr iface;
};

static const struct opt opts[] = {
    OPT_INTERFACE(iface, resolve_interface, "interface name or MAC address"),
    OPT_END,
};

static char *load(struct virsh *sh, void *object)
{
    (void) sh;
    return virInterfaceGetXMLDesc(object, VIR_INTERFACE_XML_INACTIVE);
}

static bool save(struct virsh *sh, void *object, const char *xml, bool relaxed)
{
    virInterfacePtr now = virInterfaceDefineXML(sh->conn, xml, 0);

    (void) object, (void) relaxed;
    if (now)
        virInterfaceFree(now);
    return now != NULL;
}

static bool run(struct virsh *sh, const struct args *a)
{
    return edit_run(sh, &(struct edit){.unchanged_fmt = "Interface %s XML configuration not changed.\n",
                                       .edited_fmt = "Interface %s XML configuration edited.\n",
                                       .name = virInterfaceGetName(a->iface),
                                       .load = load,
                                       .save = save,
                                       .arg = a->iface});
}

COMMAND(iface_edit, "iface-edit", "edit XML configuration for a physical host interface",
        "Edit the XML configuration for a physical host interface.");
