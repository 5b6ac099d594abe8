/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * hotplug.c: the same plan, replayed over QMP. Descriptors travel ahead under names or in sets. What was
 * done before a failure is taken back, in reverse.
 */
#define ERR_FROM VIR_FROM_QEMU
#include <string.h>

#include "drivers/qemu/plan/build.h"
#include "drivers/qemu/qmp/qmp.h"

/* clang-format off */
static const struct {
    const char *add, *del, *id; /* id: what the removal calls it */
} verbs[OP_LAST] = {
    [OP_OBJECT]   = {"object-add",   "object-del",     "id"},
    [OP_BLOCKDEV] = {"blockdev-add", "blockdev-del",   "node-name"},
    [OP_NETDEV]   = {"netdev_add",   "netdev_del",     "id"},
    [OP_CHARDEV]  = {"chardev-add",  "chardev-remove", "id"},
    [OP_DEVICE]   = {"device_add",   "device_del",     "id"},
};
/* clang-format on */

static char *fd_name(const struct planned *op, unsigned i)
{
    return g_strdup_printf("fd-%s-%u", op->name, i);
}

/* "31:32" -> "fd-hostnet0-0:fd-hostnet0-1"; what is no descriptor of the operation stays.  */
static char *fd_renamed(const struct planned *op, const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, ":", -1);

    for (char **w = words; *w; w++)
        for (unsigned i = 0; i < op->fds->len; i++) {
            g_autofree char *number = g_strdup_printf("%d", g_array_index(op->fds, int, i));

            if (strcmp(*w, number) == 0) {
                g_free(*w);
                *w = fd_name(op, i);
                break;
            }
        }
    return g_strjoinv(":", words);
}

/* Inherited numbers mean nothing to a running QEMU: names stand in their places.  */
static void fds_rename(const struct planned *op, json_t *props)
{
    static const char *const keys[] = {"fd", "fds", "vhostfd", "vhostfds", "str"};
    const char *key;
    json_t *value;

    json_object_foreach(props, key, value)
    {
        if (json_is_object(value)) {
            fds_rename(op, value);
            continue;
        }
        for (size_t i = 0; json_is_string(value) && i < G_N_ELEMENTS(keys); i++)
            if (strcmp(keys[i], key) == 0) {
                g_autofree char *text = fd_renamed(op, json_string_value(value));

                json_string_set(value, text);
                break;
            }
    }
}

/* Descriptors go ahead of the operation that names them.  */
static int fds_send(struct qmp *q, const struct planned *op)
{
    for (unsigned i = 0; op->fds && i < op->fds->len; i++) {
        g_autofree char *name = fd_name(op, i);
        struct qmp_name in = {.fdname = name};

        if (qmp_call_fd(q, &qmp_cmd_getfd, &in, g_array_index(op->fds, int, i), NULL, QMP_WAIT_MS) < 0)
            return -1;
    }
    return 0;
}

static int fdset_add(struct qmp *q, const struct planned *op)
{
    struct qmp_add_fd in = {0};
    struct qmp_fd_info out;
    int r;

    in.fdset_id.set = true;
    in.fdset_id.v = (uint64_t) json_integer_value(json_object_get(op->props, "set"));
    in.opaque = (char *) json_string_value(json_object_get(op->props, "opaque"));
    r = qmp_call_fd(q, &qmp_cmd_add_fd, &in, g_array_index(op->fds, int, 0), &out, QMP_WAIT_MS);
    if (r == 0)
        rec_done(qmp_cmd_add_fd.out, &out);
    return r;
}

/* Few options have a command that does the same later; nothing of them is to be taken back.  */
static int arg_replay(struct qmp *q, const struct planned *op)
{
    json_t *args;
    int r;

    if (strcmp(op->name, "watchdog-action") != 0) {
        err(VIR_ERR_CONFIG_UNSUPPORTED, "option '-%s' can only be given when the guest is started", op->name);
        return -1;
    }
    args = json_pack("{s:O}", "watchdog", op->props);
    r = qmp_call_json(q, "set-action", args, NULL, QMP_WAIT_MS);
    json_decref(args);
    return r;
}

static int op_add(struct qmp *q, const struct planned *op)
{
    json_t *args;
    int r;

    if (op->op == OP_FDSET)
        return fdset_add(q, op);
    if (op->op == OP_ARG)
        return arg_replay(q, op);
    if (fds_send(q, op) < 0)
        return -1;
    args = json_deep_copy(op->props);
    if (op->fds)
        fds_rename(op, args);
    r = qmp_call_json(q, verbs[op->op].add, args, NULL, QMP_WAIT_MS);
    json_decref(args);
    return r;
}

static int op_remove(struct qmp *q, const struct planned *op)
{
    json_t *args;
    int r;

    if (!verbs[op->op].del)
        return 0;
    args = json_pack("{s:s}", verbs[op->op].id, op->name);
    r = qmp_call_json(q, verbs[op->op].del, args, NULL, QMP_WAIT_MS);
    json_decref(args);
    return r;
}

int plan_hotplug(const struct plan *p, struct qmp *q)
{
    for (unsigned i = 0; i < p->ops->len; i++) {
        virErrorPtr keep;

        if (op_add(q, p->ops->pdata[i]) == 0)
            continue;
        keep = err_take(); /* taking back never replaces the first error */
        while (i-- > 0)
            op_remove(q, p->ops->pdata[i]);
        err_put(keep);
        return -1;
    }
    return 0;
}

int plan_unplug(const struct plan *p, struct qmp *q)
{
    int r = 0;

    for (unsigned i = p->ops->len; i-- > 0;) {
        const struct planned *op = p->ops->pdata[i];

        if (op->op != OP_DEVICE && op_remove(q, op) < 0)
            r = -1;
    }
    return r;
}
