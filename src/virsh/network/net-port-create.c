/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh net-port-create: create a network port from an XML file. */
#include "virsh/common/common.h"

struct args {
    virNetworkPtr net;
    const char *file;
    bool validate;
};

static const struct opt opts[] = {
    OPT_NETWORK(net, resolve_network, REQ, "network name or uuid"),
    OPT_FILE(file, "file", REQ, "file containing an XML network port description"),
    OPT_VALIDATE,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *xml = virsh_read_file(sh, a->file);
    char uuid[VIR_UUID_STRING_BUFLEN] = "";

    if (!xml)
        return false;
    virNetworkPortPtr port = virNetworkPortCreateXML(a->net, xml, a->validate ? VIR_NETWORK_PORT_CREATE_VALIDATE : 0);
    if (!port) {
        virsh_error(sh, "Failed to create network from %s", a->file);
        return false;
    }
    virNetworkPortGetUUIDString(port, uuid);
    virsh_extra(sh, "Network port %s created from %s\n", uuid, a->file);
    virNetworkPortFree(port);
    return true;
}

COMMAND(net_port_create, "net-port-create", "create a network port from an XML file", "Create a network port.");
