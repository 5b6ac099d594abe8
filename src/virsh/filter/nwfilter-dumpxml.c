/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nwfilter-dumpxml: network filter information in XML. */
#include "virsh/common/common.h"

struct args {
    virNWFilterPtr nwfilter;
    const char *xpath;
    bool wrap;
};

static const struct opt opts[] = {
    OPT_NWFILTER(nwfilter, "network filter name or uuid"),
    OPT_XPATH,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return xml_show(sh, virNWFilterGetXMLDesc(a->nwfilter, 0), a->xpath, a->wrap);
}

COMMAND(nwfilter_dumpxml, "nwfilter-dumpxml", "network filter information in XML",
        "Output the network filter information as an XML dump to stdout.");
