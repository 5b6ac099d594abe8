/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Help from the tables: one command, one group, all groups, and the usage of the program. */
#include <stdio.h>
#include <string.h>

#include "virsh/vsh/virsh.h"

static const char *kind(const struct opt *o)
{
    if (o->flags & TEXT)
        return "string";
    if (o->flags & NUMBER)
        return "number";
    return o->type >= OPT_TYPE_INT && o->type <= OPT_TYPE_ULL ? "number" : "string";
}

/* How an option stands in the synopsis. */
static char *synopsis_of(const struct opt *o)
{
    const char *k = kind(o);

    if (o->type == OPT_TYPE_BOOL)
        return g_strdup_printf("[--%s]", o->name);
    if (o->type == OPT_TYPE_ARGV) {
        if (o->flags & RAW)
            return g_strdup_printf(o->flags & REQ ? "<%s>..." : "[<%s>]...", o->name);
        return g_strdup_printf(o->flags & REQ ? "{[--%s] <%s>}..." : "[[--%s] <%s>]...", o->name, k);
    }
    if (!(o->flags & REQ))
        return g_strdup_printf("[--%s <%s>]", o->name, k);
    if (o->flags & NOPOS)
        return g_strdup_printf("--%s <%s>", o->name, k);
    return g_strdup_printf("<%s>", o->name);
}

/* How it stands in the list of options. */
static char *label_of(const struct opt *o)
{
    const char *k = kind(o);

    if (o->type == OPT_TYPE_BOOL)
        return g_strdup_printf("--%s", o->name);
    if (o->type == OPT_TYPE_ARGV)
        return o->flags & RAW ? g_strdup_printf("<%s>", o->name) : g_strdup_printf("[--%s] <%s>", o->name, k);
    if ((o->flags & REQ) && !(o->flags & NOPOS))
        return g_strdup_printf("[--%s] <%s>", o->name, k);
    return g_strdup_printf("--%s <%s>", o->name, k);
}

void help_command(struct virsh *sh, const struct command *cmd)
{
    virsh_print(sh, "  NAME\n    %s - %s\n\n  SYNOPSIS\n    %s", cmd->name, cmd->summary, cmd->name);
    for (const struct opt *o = cmd->opts; o->name; o++) {
        if (o->type == OPT_TYPE_ALIAS)
            continue;
        g_autofree char *text = synopsis_of(o);
        virsh_print(sh, " %s", text);
    }
    virsh_print(sh, "\n");
    if (cmd->desc && *cmd->desc)
        virsh_print(sh, "\n  DESCRIPTION\n    %s\n", cmd->desc);
    if (cmd->opts[0].name)
        virsh_print(sh, "\n  OPTIONS\n");
    for (const struct opt *o = cmd->opts; o->name; o++) {
        if (o->type == OPT_TYPE_ALIAS)
            continue;
        g_autofree char *text = label_of(o);
        virsh_print(sh, "    %-15s  %s\n", text, o->help);
    }
    virsh_print(sh, "\n");
}

static void group_list(struct virsh *sh, const struct group *g)
{
    const struct command *c;

    for (unsigned at = 0; (c = group_next(g, &at));)
        if (!(c->flags & CMD_HIDDEN))
            virsh_print(sh, "    %-30s %s\n", c->name, c->summary);
}

void help_group(struct virsh *sh, const struct group *g)
{
    virsh_print(sh, " %s (help keyword '%s'):\n", g->title, g->keyword);
    group_list(sh, g);
}

void help_all(struct virsh *sh)
{
    virsh_print(sh, "Grouped commands:\n\n");
    for (const struct group *g = virsh_groups; g->keyword; g++) {
        help_group(sh, g);
        virsh_print(sh, "\n");
    }
}

void help_usage(const char *program)
{
    struct virsh sh = {0};

    printf("\n%s [options]... [<command_string>]\n%s [options]... <command> [args...]\n\n", program, program);
    printf("  options:\n"
           "    -c | --connect=URI      hypervisor connection URI\n"
           "    -d | --debug=NUM        debug level [0-4]\n"
           "    -e | --escape <char>    set escape sequence for console\n"
           "    -h | --help             this help\n"
           "    -k | --keepalive-interval=NUM\n"
           "                            keepalive interval in seconds, 0 for disable\n"
           "    -K | --keepalive-count=NUM\n"
           "                            number of possible missed keepalive messages\n"
           "    -l | --log=FILE         output logging to file\n"
           "    -q | --quiet            quiet mode\n"
           "    -r | --readonly         connect readonly\n"
           "    -t | --timing           print timing information\n"
           "    -v                      short version\n"
           "    -V                      long version\n"
           "         --version[=TYPE]   version, TYPE is short or long (default short)\n"
           "  commands (non interactive mode):\n\n");
    for (const struct group *g = virsh_groups; g->keyword; g++) {
        printf(" %s (help keyword '%s')\n", g->title, g->keyword);
        group_list(&sh, g);
        printf("\n");
    }
    printf("\n  (specify help <group> for details about the commands in the group)\n");
    printf("\n  (specify help <command> for details about the command)\n\n");
}
