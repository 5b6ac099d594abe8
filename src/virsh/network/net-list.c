/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh net-list: list networks. */
#include "virsh/common/common.h"
#include "virsh/common/listing.h"

struct args {
    bool inactive, all, persistent, transient, autostart, no_autostart, uuid, name, table;
};

static const struct opt opts[] = {
    OPT_BOOL(inactive, "inactive", "list inactive networks"),
    OPT_BOOL(all, "all", "list inactive & active networks"),
    OPT_BOOL(persistent, "persistent", "list persistent networks"),
    OPT_BOOL(transient, "transient", "list transient networks"),
    OPT_BOOL(autostart, "autostart", "list networks with autostart enabled"),
    OPT_BOOL(no_autostart, "no-autostart", "list networks with autostart disabled"),
    OPT_BOOL(uuid, "uuid", "list uuid's only"),
    OPT_BOOL(name, "name", "list network names only"),
    OPT_BOOL(table, "table", "list table (default)"),
    OPT_END,
};

static unsigned filters(const struct args *a)
{
    unsigned flags = a->all ? 0 : a->inactive ? VIR_CONNECT_LIST_NETWORKS_INACTIVE : VIR_CONNECT_LIST_NETWORKS_ACTIVE;

    return flags | FLAGS({a->persistent, VIR_CONNECT_LIST_NETWORKS_PERSISTENT},
                         {a->transient, VIR_CONNECT_LIST_NETWORKS_TRANSIENT},
                         {a->autostart, VIR_CONNECT_LIST_NETWORKS_AUTOSTART},
                         {a->no_autostart, VIR_CONNECT_LIST_NETWORKS_NO_AUTOSTART});
}

static const char *name_of(void *net)
{
    return virNetworkGetName(net);
}

static int unref(void *net)
{
    return virNetworkFree(net);
}

static void show_word(struct virsh *sh, const struct args *a, virNetworkPtr net)
{
    char uuid[VIR_UUID_STRING_BUFLEN];

    if (a->name)
        virsh_print(sh, "%s\n", virNetworkGetName(net));
    else if (virNetworkGetUUIDString(net, uuid) == 0)
        virsh_print(sh, "%s\n", uuid);
}

static void add_row(struct table *t, virNetworkPtr net)
{
    int autostart, has = virNetworkGetAutostart(net, &autostart);

    table_row(t, virNetworkGetName(net), active_word(virNetworkIsActive(net)),
              has < 0 ? "no autostart" : yes_no(autostart), yes_no(virNetworkIsPersistent(net)), NULL);
}

static bool run(struct virsh *sh, const struct args *a)
{
    virNetworkPtr *nets = NULL;

    if (a->name + a->uuid + a->table > 1) {
        virsh_error(sh, "Only one argument from --table, --name and --uuid may be specified.");
        return false;
    }
    int n = virConnectListAllNetworks(sh->conn, &nets, filters(a));
    if (n < 0) {
        virsh_error(sh, "Failed to list networks");
        return false;
    }
    objects_sort((void **) nets, n, name_of);
    auto_table t = table_new("Name", "State", "Autostart", "Persistent", NULL);
    for (int i = 0; i < n; i++) {
        if (a->name || a->uuid)
            show_word(sh, a, nets[i]);
        else
            add_row(t, nets[i]);
    }
    if (!a->name && !a->uuid)
        table_print(t, sh);
    objects_free((void **) nets, n, unref);
    return true;
}

COMMAND(net_list, "net-list", "list networks", "Returns list of networks.");
