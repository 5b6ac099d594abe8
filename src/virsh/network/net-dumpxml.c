/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh net-dumpxml: network information in XML. */
#include "virsh/common/common.h"

struct args {
    virNetworkPtr net;
    bool inactive, wrap;
    const char *xpath;
};

static const struct opt opts[] = {
    OPT_NETWORK(net, resolve_network, REQ, "network name or uuid"),
    OPT_BOOL(inactive, "inactive", "show inactive defined XML"),
    OPT_XPATH,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return xml_show(sh, virNetworkGetXMLDesc(a->net, a->inactive ? VIR_NETWORK_XML_INACTIVE : 0), a->xpath, a->wrap);
}

COMMAND(net_dumpxml, "net-dumpxml", "network information in XML",
        "Output the network information as an XML dump to stdout.");
