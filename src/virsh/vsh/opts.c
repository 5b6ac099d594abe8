/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From raw values to the typed struct of a command: exclusions first, then objects and numbers in row order. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "virsh/vsh/parse.h"

static int row_of(const struct call *call, const char *name)
{
    for (unsigned i = 0; i < call->nopts; i++)
        if (strcmp(call->cmd->opts[i].name, name) == 0)
            return i;
    g_error("command %s excludes an option --%s that it does not have", call->cmd->name, name);
}

static bool check_exclusions(struct virsh *sh, const struct call *call)
{
    for (const struct excl *x = call->cmd->excl; x && x->a; x++) {
        if (!call->values[row_of(call, x->a)] || !call->values[row_of(call, x->b)])
            continue;
        virsh_error(sh, "Options --%s and --%s are mutually exclusive", x->a, x->b);
        return false;
    }
    return true;
}

static bool parse_signed(const char *text, long long *v)
{
    char *end;

    errno = 0;
    *v = strtoll(text, &end, 10);
    return !errno && end != text && !*end;
}

/* A minus sign would wrap around silently. */
static bool parse_unsigned(const char *text, unsigned long long *v)
{
    char *end;

    errno = 0;
    *v = strtoull(text, &end, 10);
    return !errno && end != text && !*end && !strchr(text, '-');
}

static bool fill_int(const char *text, void *m)
{
    long long v;

    if (!parse_signed(text, &v) || v < G_MININT || v > G_MAXINT)
        return false;
    *(struct num_int *) m = (struct num_int){true, (int) v};
    return true;
}

static bool fill_uint(const char *text, void *m)
{
    unsigned long long v;

    if (!parse_unsigned(text, &v) || v > G_MAXUINT)
        return false;
    *(struct num_uint *) m = (struct num_uint){true, (unsigned) v};
    return true;
}

static bool fill_ll(const char *text, void *m)
{
    struct num_ll *n = m;

    return n->set = parse_signed(text, &n->v);
}

static bool fill_ull(const char *text, void *m)
{
    struct num_ull *n = m;

    return n->set = parse_unsigned(text, &n->v);
}

static bool (*const number_fill[])(const char *, void *) = {
    [OPT_TYPE_INT] = fill_int,
    [OPT_TYPE_UINT] = fill_uint,
    [OPT_TYPE_LL] = fill_ll,
    [OPT_TYPE_ULL] = fill_ull,
};

static bool fill_number(struct virsh *sh, const struct opt *o, const char *text, void *m)
{
    if (number_fill[o->type](text, m))
        return true;
    virsh_error(sh, "Numeric value '%s' for <%s> option is malformed or out of range", text, o->name);
    return false;
}

static bool fill_text(struct virsh *sh, const struct opt *o, const char *text, void *m)
{
    if (!*text && !(o->flags & EMPTY_OK)) {
        virsh_error(sh, "Failed to get option '%s': Option argument is empty", o->name);
        return false;
    }
    if (o->type == OPT_TYPE_OBJECT)
        return (*(void **) m = o->object->find(sh, o->object, text, o)) != NULL;
    *(const char **) m = text;
    return true;
}

bool args_fill(struct virsh *sh, const struct call *call, void *args)
{
    if (!check_exclusions(sh, call))
        return false;
    for (unsigned i = 0; i < call->nopts; i++) {
        const struct opt *o = &call->cmd->opts[i];
        const char *value = call->values[i];
        char *m = (char *) args + o->off;
        bool ok = true;

        if (o->type == OPT_TYPE_ARGV) {
            g_ptr_array_add(call->rest, NULL);
            *(const char ***) (void *) m = (const char **) call->rest->pdata;
            continue;
        }
        if (!value || o->type == OPT_TYPE_ALIAS)
            continue;
        if (o->type == OPT_TYPE_BOOL)
            *(bool *) m = true;
        else if (o->type == OPT_TYPE_STRING || o->type == OPT_TYPE_OBJECT)
            ok = fill_text(sh, o, value, m);
        else
            ok = fill_number(sh, o, value, m);
        if (!ok)
            return false;
    }
    return true;
}

void args_done(const struct call *call, void *args)
{
    for (unsigned i = 0; i < call->nopts; i++) {
        const struct opt *o = &call->cmd->opts[i];
        void *object = o->type == OPT_TYPE_OBJECT ? *(void **) ((char *) args + o->off) : NULL;
        if (object)
            o->object->unref(object);
    }
}
