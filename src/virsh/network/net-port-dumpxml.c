/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh net-port-dumpxml: network port information in XML. */
#include "virsh/common/common.h"

struct args {
    virNetworkPtr net;
    const char *port, *xpath;
    bool wrap;
};

static const struct opt opts[] = {
    OPT_NETWORK(net, resolve_network, REQ, "network name or uuid"),
    OPT_STR(port, "port", REQ, "port UUID"),
    OPT_XPATH,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    virNetworkPortPtr port = virNetworkPortLookupByUUIDString(a->net, a->port);

    if (!port) {
        virsh_error(sh, "failed to get network port '%s'", a->port);
        virsh_forget(sh);
        return true; /* as libvirt's virsh: scripts may rely on it */
    }
    bool ok = xml_show(sh, virNetworkPortGetXMLDesc(port, 0), a->xpath, a->wrap);
    virNetworkPortFree(port);
    return ok;
}

COMMAND(net_port_dumpxml, "net-port-dumpxml", "network port information in XML",
        "Output the network port information as an XML dump to stdout.");
