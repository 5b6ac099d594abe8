/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The grammar of the shell: see parse.h. */
#include <string.h>

#include "virsh/vsh/parse.h"

static void words_free(void *words)
{
    g_ptr_array_free(words, TRUE);
}

static GPtrArray *words_new(void)
{
    return g_ptr_array_new_with_free_func(g_free);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool is_end(char c)
{
    return c == '\0' || c == ';' || c == '\n';
}

/* One word from *at on, which stands on its first character. NULL after an error line. */
static char *word_take(struct virsh *sh, const char **at)
{
    g_autoptr(GString) word = g_string_new(NULL);
    bool single = false, dquote = false;
    const char *p = *at;

    for (; *p; p++) {
        if (!single && !dquote && (is_blank(*p) || is_end(*p)))
            break;
        if (*p == '\'' && !dquote) {
            single = !single;
            continue;
        }
        if (*p == '"' && !single) {
            dquote = !dquote;
            continue;
        }
        if (*p == '\\' && !single) {
            p++;
            if (!*p) {
                virsh_error(sh, "dangling \\");
                return NULL;
            }
            if (*p == '\n')
                continue;
        }
        g_string_append_c(word, *p);
    }
    if (dquote) {
        virsh_error(sh, "missing \"");
        return NULL;
    }
    *at = p;
    return g_string_free(g_steal_pointer(&word), FALSE);
}

bool line_split(struct virsh *sh, const char *line, GPtrArray **commands)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(words_free);
    GPtrArray *now = NULL;
    const char *p = line;

    for (;;) {
        while (is_blank(*p) || (p[0] == '\\' && p[1] == '\n'))
            p += *p == '\\' ? 2 : 1;
        if (*p == '#')
            p += strcspn(p, "\n");
        if (is_end(*p)) {
            now = NULL;
            if (!*p)
                break;
            p++;
            continue;
        }
        if (!now) {
            now = words_new();
            g_ptr_array_add(all, now);
        }
        char *word = word_take(sh, &p);
        if (!word)
            return false;
        g_ptr_array_add(now, word);
    }
    *commands = g_steal_pointer(&all);
    return true;
}

static const char *kind_name(const struct opt *o)
{
    if (o->flags & NUMBER)
        return "number";
    if (o->flags & TEXT)
        return "string";
    return o->type >= OPT_TYPE_INT && o->type <= OPT_TYPE_ULL ? "number" : "string";
}

struct parser {
    struct virsh *sh;
    struct call *call;
    bool data_only;
};

/* The row of --NAME, through an alias; *implied is the value that the alias brings along. */
static int opt_index(struct parser *ps, const char *name, char **implied)
{
    const struct opt *opts = ps->call->cmd->opts;

    for (int i = 0; opts[i].name; i++) {
        if (strcmp(opts[i].name, name) != 0)
            continue;
        if (opts[i].type != OPT_TYPE_ALIAS)
            return i;
        const char *eq = strchr(opts[i].help, '=');
        g_autofree char *target = eq ? g_strndup(opts[i].help, eq - opts[i].help) : g_strdup(opts[i].help);
        if (eq)
            *implied = g_strdup(eq + 1);
        return opt_index(ps, target, implied);
    }
    return -1;
}

static char *own(struct call *call, char *text)
{
    g_ptr_array_add(call->owned, text);
    return text;
}

static void value_put(struct call *call, int i, const char *value)
{
    if (call->cmd->opts[i].type == OPT_TYPE_ARGV)
        g_ptr_array_add(call->rest, (void *) value);
    call->values[i] = value;
}

/* A word without --: the next row that still wants one. */
static bool take_data(struct parser *ps, const char *word)
{
    struct call *call = ps->call;

    for (unsigned i = 0; i < call->nopts; i++) {
        const struct opt *o = &call->cmd->opts[i];
        if (o->type == OPT_TYPE_BOOL || o->type == OPT_TYPE_ALIAS || (o->flags & NOPOS))
            continue;
        if (o->type == OPT_TYPE_ARGV || !call->values[i]) {
            value_put(call, i, word);
            return true;
        }
    }
    if (call->cmd->flags & CMD_LENIENT)
        return true;
    virsh_error(ps->sh, "unexpected data '%s'", word);
    return false;
}

static bool take_help(struct parser *ps, const char *value)
{
    if (value) {
        virsh_error(ps->sh, "invalid '=' after option --help");
        return false;
    }
    ps->call->help_for = ps->call->cmd;
    return true;
}

/* --name, --name=value or --name value; *used counts the words taken. */
static bool take_option(struct parser *ps, char **words, unsigned nwords, unsigned *used)
{
    struct call *call = ps->call;
    const char *eq = strchr(words[0], '=');
    g_autofree char *name = eq ? g_strndup(words[0] + 2, eq - words[0] - 2) : g_strdup(words[0] + 2);
    char *implied = NULL;
    const char *value = eq ? eq + 1 : NULL;

    *used = 1;
    if (strcmp(name, "help") == 0)
        return take_help(ps, value);
    int i = opt_index(ps, name, &implied);
    if (i < 0) {
        virsh_error(ps->sh, "command '%s' doesn't support option --%s", call->cmd->name, name);
        return false;
    }
    const struct opt *o = &call->cmd->opts[i];
    if (implied)
        own(call, implied);
    if (o->type != OPT_TYPE_ARGV && call->values[i]) {
        virsh_error(ps->sh, "option --%s already seen", o->name);
        return false;
    }
    if (o->type == OPT_TYPE_BOOL || implied) {
        if (value) {
            virsh_error(ps->sh, "invalid '=' after option --%s", o->name);
            return false;
        }
        value_put(call, i, implied ? implied : "");
        return true;
    }
    if (!value) {
        if (nwords < 2) {
            virsh_error(ps->sh, "expected syntax: --%s <%s>", o->name, kind_name(o));
            return false;
        }
        value = words[1];
        *used = 2;
    }
    value_put(call, i, value);
    return true;
}

static bool check_required(struct virsh *sh, const struct call *call)
{
    bool ok = true;

    for (unsigned i = 0; i < call->nopts; i++) {
        const struct opt *o = &call->cmd->opts[i];
        if (!(o->flags & REQ) || call->values[i])
            continue;
        virsh_error(sh, o->flags & NOPOS ? "command '%s' requires --%s option" : "command '%s' requires <%s> option",
                    call->cmd->name, o->name);
        ok = false;
    }
    return ok;
}

void call_free(struct call *call)
{
    if (!call)
        return;
    g_ptr_array_free(call->rest, TRUE);
    g_ptr_array_free(call->owned, TRUE);
    g_free(call->values);
    g_free(call);
}

static struct call *call_new(const struct command *cmd)
{
    struct call *call = g_new0(struct call, 1);

    call->cmd = cmd;
    while (cmd->opts[call->nopts].name)
        call->nopts++;
    call->values = g_new0(const char *, call->nopts + 1);
    call->rest = g_ptr_array_new();
    call->owned = g_ptr_array_new_with_free_func(g_free);
    return call;
}

/* The words must outlive the call. */
struct call *call_parse(struct virsh *sh, char **words, unsigned nwords)
{
    const struct command *cmd = command_find(words[0]);

    if (!cmd) {
        virsh_error(sh, "unknown command: '%s'", words[0]);
        return NULL;
    }
    struct call *call = call_new(cmd);
    struct parser ps = {.sh = sh, .call = call};
    for (unsigned i = 1, used = 1; i < nwords; i += used) {
        used = 1;
        bool ok = true;
        if (ps.data_only || strncmp(words[i], "--", 2) != 0)
            ok = take_data(&ps, words[i]);
        else if (!words[i][2])
            ps.data_only = true;
        else
            ok = take_option(&ps, words + i, nwords - i, &used);
        if (!ok)
            goto bad;
    }
    if (call->help_for || check_required(sh, call))
        return call;
bad:
    call_free(call);
    return NULL;
}
