/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nwfilter-binding-dumpxml: network filter information in XML. */
#include "virsh/common/common.h"

struct args {
    virNWFilterBindingPtr binding;
    const char *xpath;
    bool wrap;
};

static const struct opt opts[] = {
    OPT_BINDING(binding, "network filter binding portdev"),
    OPT_XPATH,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return xml_show(sh, virNWFilterBindingGetXMLDesc(a->binding, 0), a->xpath, a->wrap);
}

COMMAND(nwfilter_binding_dumpxml, "nwfilter-binding-dumpxml", "network filter information in XML",
        "Output the network filter information as an XML dump to stdout.");
