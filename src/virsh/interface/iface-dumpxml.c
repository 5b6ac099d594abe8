/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh iface-dumpxml: interface information in XML. */
#include "virsh/common/common.h"

struct args {
    virInterfacePtr iface;
    bool inactive, wrap;
    const char *xpath;
};

static const struct opt opts[] = {
    OPT_INTERFACE(iface, resolve_interface, "interface name or MAC address"),
    OPT_BOOL(inactive, "inactive", "show inactive defined XML"),
    OPT_XPATH,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return xml_show(sh, virInterfaceGetXMLDesc(a->iface, a->inactive ? VIR_INTERFACE_XML_INACTIVE : 0), a->xpath,
                    a->wrap);
}

COMMAND(iface_dumpxml, "iface-dumpxml", "interface information in XML",
        "Output the physical host interface information as an XML dump to stdout.");
