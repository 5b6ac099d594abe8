/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh net-port-list: list network ports. */
#include "virsh/common/common.h"

struct args {
    virNetworkPtr net;
    bool uuid, table;
};

static const struct opt opts[] = {
    OPT_NETWORK(net, resolve_network, REQ, "network name or uuid"),
    OPT_BOOL(uuid, "uuid", "list uuid's only"),
    OPT_BOOL(table, "table", "list table (default)"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    virNetworkPortPtr *ports = NULL;
    char uuid[VIR_UUID_STRING_BUFLEN];
    int n = virNetworkListAllPorts(a->net, &ports, 0);

    if (n < 0)
        return false;
    auto_table t = table_new("UUID", NULL);
    for (int i = 0; i < n; i++) {
        if (virNetworkPortGetUUIDString(ports[i], uuid) == 0) {
            if (a->uuid)
                virsh_print(sh, "%s\n", uuid);
            else
                table_row(t, uuid, NULL);
        }
        virNetworkPortFree(ports[i]);
    }
    if (!a->uuid)
        table_print(t, sh);
    free(ports);
    return true;
}

COMMAND(net_port_list, "net-port-list", "list network ports", "Returns list of network ports.",
        .excl = EXCL({"table", "uuid"}));
