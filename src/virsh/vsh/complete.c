/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Completion from the tables: commands, options not yet given, values of the option at the cursor. */
#include <string.h>

#include "virsh/vsh/virsh.h"

struct cursor {
    struct virsh *sh;
    const struct command *cmd;
    const char *partial;
    bool *seen; /* by row */
    GPtrArray *out;
};

static void offer(struct cursor *c, const char *prefix, const char *text)
{
    g_autofree char *full = g_strconcat(prefix, text, NULL);

    if (g_str_has_prefix(full, c->partial))
        g_ptr_array_add(c->out, g_steal_pointer(&full));
}

static void offer_all(struct cursor *c, char **names)
{
    for (char **n = names; n && *n; n++)
        offer(c, "", *n);
    g_strfreev(names);
}

static void complete_value(struct cursor *c, const struct opt *o)
{
    if (o->type == OPT_TYPE_OBJECT) {
        if (c->sh->conn || virsh_connect(c->sh, true))
            offer_all(c, o->object->names(c->sh, o->object->arg));
        virsh_forget(c->sh);
    } else if (o->complete && strcmp(o->complete, "file") != 0) {
        offer_all(c, g_strsplit(o->complete, ",", -1));
    }
}

static void complete_options(struct cursor *c)
{
    for (unsigned i = 0; c->cmd->opts[i].name; i++)
        if (c->cmd->opts[i].type != OPT_TYPE_ALIAS && !c->seen[i] && !(c->cmd->opts[i].flags & RAW))
            offer(c, "--", c->cmd->opts[i].name);
}

static const struct opt *row_named(const struct command *cmd, const char *word)
{
    for (const struct opt *o = cmd->opts; o->name; o++)
        if (strcmp(o->name, word + 2) == 0)
            return o;
    return NULL;
}

static const struct opt *row_next(struct cursor *c)
{
    for (unsigned i = 0; c->cmd->opts[i].name; i++) {
        const struct opt *o = &c->cmd->opts[i];
        if (o->type != OPT_TYPE_BOOL && o->type != OPT_TYPE_ALIAS && !(o->flags & NOPOS) &&
            (o->type == OPT_TYPE_ARGV || !c->seen[i]))
            return o;
    }
    return NULL;
}

/* Marks the rows that the finished words fill; returns the row that waits for its value. */
static const struct opt *walk(struct cursor *c, char **words, unsigned n)
{
    const struct opt *wait = NULL;

    for (unsigned i = 0; i < n; i++) {
        const struct opt *o = wait;
        if (o) {
            wait = NULL;
            continue;
        }
        o = g_str_has_prefix(words[i], "--") ? row_named(c->cmd, words[i]) : row_next(c);
        if (!o)
            continue;
        c->seen[o - c->cmd->opts] = true;
        if (words[i][0] == '-' && words[i][1] == '-' && o->type != OPT_TYPE_BOOL)
            wait = o;
    }
    return wait;
}

static void complete_arguments(struct cursor *c, char **words, unsigned n)
{
    unsigned rows = 0;

    while (c->cmd->opts[rows].name)
        rows++;
    g_autofree bool *seen = g_new0(bool, rows + 1);
    c->seen = seen;
    const struct opt *wait = walk(c, words, n);
    if (wait) {
        complete_value(c, wait);
        return;
    }
    const struct opt *next = row_next(c);
    if (next && *c->partial != '-')
        complete_value(c, next);
    complete_options(c);
}

static void complete_commands(struct cursor *c)
{
    for (const struct group *g = virsh_groups; g->keyword; g++) {
        const struct command *cmd;
        for (unsigned at = 0; (cmd = group_next(g, &at));)
            if (!(cmd->flags & CMD_HIDDEN))
                offer(c, "", cmd->name);
    }
}

char **virsh_complete(struct virsh *sh, char **words)
{
    unsigned n = g_strv_length(words);
    struct cursor c = {.sh = sh, .partial = n ? words[n - 1] : "", .out = g_ptr_array_new()};

    if (n < 2)
        complete_commands(&c);
    else if ((c.cmd = command_find(words[0])))
        complete_arguments(&c, words + 1, n - 2);
    g_ptr_array_add(c.out, NULL);
    return (char **) g_ptr_array_free(c.out, FALSE);
}
