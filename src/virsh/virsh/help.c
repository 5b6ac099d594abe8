/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh help: print help. */
#include "virsh/common/common.h"

struct args {
    const char *command;
};

static const struct opt opts[] = {
    OPT_STR(command, "command", 0,
            "Prints global help, command specific help, or help for a group of related commands"),
    OPT_ALIAS("command-name", "command"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    const struct command *cmd;
    const struct group *group;

    if (!a->command) {
        help_all(sh);
        return true;
    }
    if ((cmd = command_find(a->command))) {
        help_command(sh, cmd);
    } else if ((group = group_find(a->command))) {
        help_group(sh, group);
    } else {
        virsh_error(sh, "command or command group '%s' doesn't exist", a->command);
        return false;
    }
    return true;
}

COMMAND(help, "help", "print help",
        "Prints global help, command specific help, or help for a\n    group of related commands",
        .flags = CMD_NO_CONNECT | CMD_LENIENT);
