/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * plan.c: the list of operations itself, and its rendering as arguments. What an operation looks like on
 * the command line is one row; character devices have no JSON form there and are printed by their own table.
 */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/plan/build.h"

#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "drivers/qemu/plan/chardev.h"

static void planned_free(void *op_)
{
    struct planned *op = op_;

    g_free(op->name);
    json_decref(op->props);
    for (unsigned i = 0; op->fds && i < op->fds->len; i++)
        close(g_array_index(op->fds, int, i));
    if (op->fds)
        g_array_unref(op->fds);
    g_free(op);
}

struct plan *plan_new(void)
{
    struct plan *p = g_new0(struct plan, 1);

    p->ops = g_ptr_array_new_with_free_func(planned_free);
    return p;
}

void plan_free(struct plan *p)
{
    if (!p)
        return;
    g_ptr_array_unref(p->ops);
    g_free(p);
}

static struct planned *append(struct build *b, enum plan_op op, const char *name, json_t *props)
{
    struct planned *o = g_new0(struct planned, 1);

    o->op = op;
    o->name = g_strdup(name);
    o->props = props;
    g_ptr_array_add(b->plan->ops, o);
    return o;
}

/* A text of the document is UTF-8, so NULL can only mean a path of the host that is not.  */
static json_t *text_json(struct build *b, const char *text)
{
    json_t *j = json_string(text);

    if (!j && !b->failed) {
        b->failed = true;
        err(VIR_ERR_CONFIG_UNSUPPORTED, "'%s' is not valid UTF-8", text);
    }
    return j;
}

void plan_arg(struct build *b, const char *option, char *text)
{
    append(b, OP_ARG, option, text ? text_json(b, text) : NULL);
    g_free(text);
}

void plan_argf(struct build *b, const char *option, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    plan_arg(b, option, g_strdup_vprintf(fmt, ap));
    va_end(ap);
}

struct planned *plan_add(struct build *b, enum plan_op op, json_t *props)
{
    const char *id = json_string_value(json_object_get(props, op == OP_BLOCKDEV ? "node-name" : "id"));

    if (op == OP_DEVICE && b->def->qemu_overrides.n)
        plan_override(b, props);
    return append(b, op, id ? id : "", props);
}

void planned_fd(struct planned *op, int fd)
{
    if (!op->fds)
        op->fds = g_array_new(false, false, sizeof(int));
    g_array_append_val(op->fds, fd);
}

int plan_ask_fd(struct build *b, enum plan_fd what, const void *device, unsigned index)
{
    int fd = b->env->native || !b->env->fd ? -1 : b->env->fd(b->env->opaque, what, device, index);

    if (fd == -2)
        b->failed = true;
    return fd;
}

int plan_refuse(struct build *b, const char *fmt, ...)
{
    va_list ap;
    g_autofree char *text = NULL;

    va_start(ap, fmt);
    text = g_strdup_vprintf(fmt, ap);
    va_end(ap);
    b->failed = true;
    err(VIR_ERR_CONFIG_UNSUPPORTED, "%s", text);
    return -1;
}

void opt_append(GString *out, const char *text)
{
    for (; *text; text++) {
        if (*text == ',')
            g_string_append_c(out, ',');
        g_string_append_c(out, *text);
    }
}

char *opt_escape(const char *text)
{
    GString *out = g_string_new(NULL);

    opt_append(out, text);
    return g_string_free(out, false);
}

void opt_onoff(GString *out, const char *key, unsigned tri)
{
    if (tri)
        g_string_append_printf(out, ",%s=%s", key, tri == TRI_YES ? "on" : "off");
}

static const char *const op_options[OP_LAST] = {
    [OP_OBJECT] = "object",   [OP_BLOCKDEV] = "blockdev", [OP_NETDEV] = "netdev",
    [OP_CHARDEV] = "chardev", [OP_DEVICE] = "device",
};

static void render(const struct planned *op, GPtrArray *argv)
{
    switch (op->op) {
    case OP_ARG:
        if (*op->name) /* without a name: the program, or a user's own argument */
            g_ptr_array_add(argv, g_strconcat("-", op->name, NULL));
        if (op->props)
            g_ptr_array_add(argv, g_strdup(json_string_value(op->props)));
        return;
    case OP_CHARDEV:
        g_ptr_array_add(argv, g_strdup("-chardev"));
        g_ptr_array_add(argv, chardev_to_option(op->props));
        return;
    case OP_FDSET:
        g_ptr_array_add(argv, g_strdup("-add-fd"));
        g_ptr_array_add(argv, g_strdup_printf("set=%d,fd=%d,opaque=%s",
                                              (int) json_integer_value(json_object_get(op->props, "set")),
                                              (int) json_integer_value(json_object_get(op->props, "fd")),
                                              json_string_value(json_object_get(op->props, "opaque"))));
        return;
    default: {
        char *text = json_dumps(op->props, JSON_COMPACT);

        g_ptr_array_add(argv, g_strconcat("-", op_options[op->op], NULL));
        g_ptr_array_add(argv, g_strdup(text));
        free(text);
    }
    }
}

char **plan_to_argv(const struct plan *p, const struct plan_env *env)
{
    GPtrArray *argv = g_ptr_array_new();

    for (unsigned i = 0; i < p->ops->len; i++) {
        const struct planned *op = p->ops->pdata[i];

        render(op, argv);
    }
    g_ptr_array_add(argv, NULL);
    return (char **) g_ptr_array_free(argv, false);
}

GArray *plan_fds(const struct plan *p)
{
    GArray *fds = g_array_new(false, false, sizeof(int));

    for (unsigned i = 0; i < p->ops->len; i++) {
        const struct planned *op = p->ops->pdata[i];

        if (op->fds)
            g_array_append_vals(fds, op->fds->data, op->fds->len);
    }
    return fds;
}

const char *plan_device_id(const struct plan *p)
{
    for (unsigned i = p->ops->len; i-- > 0;) {
        const struct planned *op = p->ops->pdata[i];

        if (op->op == OP_DEVICE)
            return op->name;
    }
    return NULL;
}
