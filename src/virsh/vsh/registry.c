/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* All commands and their groups, from the one list in commands.h. */
#include <string.h>

#include "virsh/vsh/virsh.h"

enum group_id {
    GROUP_domain,
    GROUP_monitor,
    GROUP_events,
    GROUP_host,
    GROUP_checkpoint,
    GROUP_interface,
    GROUP_filter,
    GROUP_network,
    GROUP_nodedev,
    GROUP_secret,
    GROUP_snapshot,
    GROUP_backup,
    GROUP_pool,
    GROUP_volume,
    GROUP_virsh,
};

#define X(GROUP, ID) extern const struct command cmd_##ID;
#include "virsh/commands.h"
#undef X

static const struct {
    enum group_id group;
    const struct command *cmd;
} rows[] = {
#define X(GROUP, ID) {GROUP_##GROUP, &cmd_##ID},
#include "virsh/commands.h"
#undef X
};

/* In the order of `help`. */
const struct group virsh_groups[] = {
    [GROUP_domain] = {"domain", "Domain Management"},  [GROUP_monitor] = {"monitor", "Domain Monitoring"},
    [GROUP_events] = {"events", "Domain Events"},      [GROUP_host] = {"host", "Host and Hypervisor"},
    [GROUP_checkpoint] = {"checkpoint", "Checkpoint"}, [GROUP_interface] = {"interface", "Interface"},
    [GROUP_filter] = {"filter", "Network Filter"},     [GROUP_network] = {"network", "Networking"},
    [GROUP_nodedev] = {"nodedev", "Node Device"},      [GROUP_secret] = {"secret", "Secret"},
    [GROUP_snapshot] = {"snapshot", "Snapshot"},       [GROUP_backup] = {"backup", "Backup"},
    [GROUP_pool] = {"pool", "Storage Pool"},           [GROUP_volume] = {"volume", "Storage Volume"},
    [GROUP_virsh] = {"virsh", "Virsh itself"},         {0},
};

const struct command *group_next(const struct group *g, unsigned *at)
{
    while (*at < G_N_ELEMENTS(rows)) {
        unsigned i = (*at)++;
        if (&virsh_groups[rows[i].group] == g)
            return rows[i].cmd;
    }
    return NULL;
}

const struct command *command_find(const char *name)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
        const struct command *c = rows[i].cmd;
        if (strcmp(c->name, name) == 0 || (c->old_name && strcmp(c->old_name, name) == 0))
            return c;
    }
    return NULL;
}

const struct group *group_find(const char *keyword)
{
    for (const struct group *g = virsh_groups; g->keyword; g++)
        if (strcmp(g->keyword, keyword) == 0 || strcmp(g->title, keyword) == 0)
            return g;
    return NULL;
}
