/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh net-update: update parts of an existing network's configuration. */
#include "virsh/common/common.h"

struct args {
    virNetworkPtr net;
    const char *command, *section, *xml;
    struct num_int parent_index;
    bool config, live, current;
};

static const struct opt opts[] = {
    OPT_NETWORK(net, resolve_network, REQ, "network name or uuid"),
    OPT_STR(command, "command", REQ, "type of update (add-first, add-last (add), delete, or modify)",
            .complete = "add,add-first,add-last,delete,modify"),
    OPT_STR(section, "section", REQ, "which section of network configuration to update",
            .complete = "bridge,domain,ip,ip-dhcp-host,ip-dhcp-range,forward,forward-interface,forward-pf,portgroup,"
                        "dns-host,dns-txt,dns-srv"),
    OPT_FILE(xml, "xml", REQ,
             "name of file containing xml (or, if it starts with '<', the complete xml element itself) to add/modify, "
             "or to be matched for search"),
    OPT_INT(parent_index, "parent-index", 0, "which parent object to search through"),
    OPT_BOOL(config, "config", "affect next network startup"),
    OPT_BOOL(live, "live", "affect running network"),
    OPT_BOOL(current, "current", "affect current state of network"),
    OPT_END,
};

static const char *const commands[] = {NULL, "modify", "delete", "add-last", "add-first"};
static const char *const sections[] = {
    NULL,         "bridge",    "domain",   "ip",      "ip-dhcp-host", "ip-dhcp-range", "forward", "forward-interface",
    "forward-pf", "portgroup", "dns-host", "dns-txt", "dns-srv"};

static int command_of(const char *text)
{
    if (strcmp(text, "add") == 0)
        return VIR_NETWORK_UPDATE_COMMAND_ADD_LAST;
    return INDEX_OF(commands, text);
}

/* What was changed: without a wish, the state that the network was in. */
static const char *changed(const struct args *a, bool active)
{
    if (a->config && a->live)
        return "persistent config and live state";
    if (a->config || (!a->live && !active))
        return "persistent config";
    return "live state";
}

static bool run(struct virsh *sh, const struct args *a)
{
    int command = command_of(a->command), section = INDEX_OF(sections, a->section);
    g_autofree char *text = NULL;

    if (command < 0) {
        virsh_error(sh, "unrecognized command name '%s'", a->command);
        return false;
    }
    if (section < 0) {
        virsh_error(sh, "unrecognized section name '%s'", a->section);
        return false;
    }
    /* An element can be given in place of the name of a file. */
    text = *a->xml == '<' ? g_strdup(a->xml) : virsh_read_file(sh, a->xml);
    if (!text)
        return false;
    bool active = virNetworkIsActive(a->net) > 0;
    unsigned flags =
        (a->config ? VIR_NETWORK_UPDATE_AFFECT_CONFIG : 0) | (a->live ? VIR_NETWORK_UPDATE_AFFECT_LIVE : 0);
    if (virNetworkUpdate(a->net, (unsigned) command, (unsigned) section, a->parent_index.set ? a->parent_index.v : -1,
                         text, flags) < 0) {
        virsh_error(sh, "Failed to update network %s", virNetworkGetName(a->net));
        return false;
    }
    virsh_extra(sh, "Updated network %s %s", virNetworkGetName(a->net), changed(a, active));
    return true;
}

COMMAND(net_update, "net-update", "update parts of an existing network's configuration", "", .excl = EXCL_AFFECT);
