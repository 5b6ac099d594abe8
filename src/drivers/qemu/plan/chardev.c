/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * chardev.c: backends of character devices. One JSON object as QMP's chardev-add takes it; the key=value
 * form of the command line is printed from the same object by a table, since -chardev takes no JSON.
 */
#define ERR_FROM VIR_FROM_QEMU
#include <string.h>

#include "drivers/qemu/plan/build.h"
#include "drivers/qemu/plan/chardev.h"

/* Where a value stands in "backend/data" and what -chardev calls it, in the order of printing.  */
static const struct option_row {
    const char *type, *path, *key;
    bool only_true; /* -chardev's own default is off, QMP's is not */
} option_rows[] = {
    {"socket", "addr/data/path", "path"},
    {"socket", "addr/data/str", "fd"},
    {"socket", "addr/data/host", "host"},
    {"socket", "addr/data/port", "port"},
    {"socket", "telnet", "telnet"},
    {"socket", "server", "server", true},
    {"socket", "wait", "wait"},
    {"socket", "reconnect", "reconnect"},
    {"socket", "tls-creds", "tls-creds"},
    {"udp", "remote/data/host", "host"},
    {"udp", "remote/data/port", "port"},
    {"udp", "local/data/host", "localaddr"},
    {"udp", "local/data/port", "localport"},
    {"file", "out", "path"},
    {"file", "append", "append"},
    {"pipe", "device", "path"},
    {"serial", "device", "path"},
    {"parallel", "device", "path"},
    {"spicevmc", "type", "name"},
    {"spiceport", "fqdn", "name"},
    {"dbus", "name", "name"},
    {"qemu-vdagent", "name", "name"},
    {"qemu-vdagent", "clipboard", "clipboard"},
    {"qemu-vdagent", "mouse", "mouse"},
    {NULL, "logfile", "logfile"},
    {NULL, "logappend", "logappend"},
};

static const json_t *json_at(const json_t *j, const char *path)
{
    g_auto(GStrv) keys = g_strsplit(path, "/", -1);

    for (char **k = keys; j && *k; k++)
        j = json_object_get(j, *k);
    return j;
}

static void option_value(GString *out, const char *key, const json_t *value)
{
    g_string_append_printf(out, ",%s=", key);
    if (json_is_string(value))
        opt_append(out, json_string_value(value));
    else if (json_is_boolean(value))
        g_string_append(out, json_is_true(value) ? "on" : "off");
    else
        g_string_append_printf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
}

char *chardev_to_option(const json_t *chardev)
{
    const char *type = json_string_value(json_at(chardev, "backend/type"));
    const json_t *data = json_at(chardev, "backend/data");
    GString *out = g_string_new(type);

    option_value(out, "id", json_object_get(chardev, "id"));
    for (size_t i = 0; i < G_N_ELEMENTS(option_rows); i++) {
        const struct option_row *r = &option_rows[i];
        const json_t *value = !r->type || strcmp(r->type, type) == 0 ? json_at(data, r->path) : NULL;

        if (value && !(r->only_true && json_is_false(value)))
            option_value(out, r->key, value);
    }
    return g_string_free(out, false);
}

/* ---- from the model ---- */
struct source {
    struct build *b;
    const struct chardev_source *src;
    const char *alias;
    enum chardev_role role;
    const void *device;
    GArray *fds;
};

static json_t *fd_address(struct source *s, int fd)
{
    char text[16];

    g_snprintf(text, sizeof(text), "%d", fd);
    g_array_append_val(s->fds, fd);
    return json_pack("{s:s, s:{s:s}}", "type", "fd", "data", "str", text);
}

static json_t *inet(const char *host, const char *service)
{
    return json_pack("{s:s, s:{s:s, s:s}}", "type", "inet", "data", "host", host ? host : "", "port",
                     service ? service : "0");
}

/* listening sockets and reconnection are the same for tcp and unix */
static void socket_mode(const struct chardev_source *src, bool listens, json_t *data)
{
    if (src->type == CHARDEV_TCP && src->protocol == CHARDEV_TELNET)
        json_object_set_new(data, "telnet", json_true());
    json_object_set_new(data, "server", json_boolean(listens));
    if (listens)
        json_object_set_new(data, "wait", json_false());
    if (src->reconnect == TRI_YES)
        json_object_set_new(data, "reconnect", json_integer(src->reconnect_timeout.v));
    else if (src->reconnect == TRI_NO)
        json_object_set_new(data, "reconnect", json_integer(0));
}

static json_t *source_tcp(struct source *s)
{
    json_t *data = json_pack("{s:o}", "addr", inet(s->src->host, s->src->service));

    if (s->src->tls == TRI_YES)
        plan_refuse(s->b, "TLS for the character device '%s' is not supported yet", s->alias);
    if (s->src->protocol > CHARDEV_TELNET)
        plan_refuse(s->b, "protocol '%s' of the character device '%s' is not supported",
                    names_word(&chardev_protocol_names, s->src->protocol), s->alias);
    socket_mode(s->src, s->src->mode == CHARDEV_MODE_BIND, data);
    return data;
}

/* A listening socket is opened by us when that is possible: it exists, with its label, before QEMU does.  */
static json_t *source_unix(struct source *s)
{
    bool listens = s->src->mode == CHARDEV_MODE_BIND;
    int fd = listens ? plan_ask_fd(s->b, PLAN_FD_CHARDEV, s->device, 0) : -1;
    json_t *addr = fd >= 0
                       ? fd_address(s, fd)
                       : json_pack("{s:s, s:{s:s}}", "type", "unix", "data", "path", s->src->path ? s->src->path : "");
    json_t *data = json_pack("{s:o}", "addr", addr);

    socket_mode(s->src, listens, data);
    return data;
}

static json_t *source_udp(struct source *s)
{
    const struct udp_end *to = NULL, *from = NULL;

    for (size_t i = 0; i < s->src->udp.n; i++)
        if (s->src->udp.v[i]->mode == CHARDEV_MODE_BIND)
            from = s->src->udp.v[i];
        else
            to = s->src->udp.v[i];
    if (!to) {
        plan_refuse(s->b, "the udp character device '%s' has no source with mode='connect'", s->alias);
        return NULL;
    }
    return json_pack("{s:o, s:o}", "remote", inet(to->host, to->service), "local",
                     inet(from ? from->host : NULL, from ? from->service : NULL));
}

/* A file that another user's QEMU shall append to is opened by us and handed over in a set of descriptors.  */
static char *file_set(struct source *s, int fd, const char *what)
{
    unsigned set = s->b->fdset++;
    g_autofree char *opaque = g_strdup_printf("%s-%s", s->alias, what);
    struct planned *op =
        plan_add(s->b, OP_FDSET, json_pack("{s:i, s:i, s:s}", "set", (int) set, "fd", fd, "opaque", opaque));

    planned_fd(op, fd);
    return g_strdup_printf("/dev/fdset/%u", set);
}

static json_t *source_file(struct source *s)
{
    int fd = plan_ask_fd(s->b, PLAN_FD_CHARLOG, s->device, 0);
    g_autofree char *set = fd >= 0 ? file_set(s, fd, "source") : NULL;
    json_t *data = json_pack("{s:s}", "out", set ? set : s->src->path ? s->src->path : "");

    if (set)
        json_object_set_new(data, "append", json_true());
    else if (s->src->append)
        json_object_set_new(data, "append", json_boolean(s->src->append == TRI_YES));
    return data;
}

static json_t *source_device(struct source *s)
{
    return json_pack("{s:s}", "device", s->src->path ? s->src->path : "");
}

static json_t *source_spicevmc(struct source *s)
{
    static const char *const types[] = {
        [ROLE_CHANNEL] = "vdagent", [ROLE_REDIR] = "usbredir", [ROLE_SMARTCARD] = "smartcard"};
    const char *type = s->role < G_N_ELEMENTS(types) && types[s->role] ? types[s->role] : "vdagent";

    return json_pack("{s:s}", "type", type);
}

static json_t *source_spiceport(struct source *s)
{
    return json_pack("{s:s}", "fqdn", s->src->channel ? s->src->channel : "");
}

static json_t *source_dbus(struct source *s)
{
    return json_pack("{s:s}", "name", s->src->channel ? s->src->channel : "");
}

static json_t *source_vdagent(struct source *s)
{
    json_t *data = json_object();

    json_object_set_new(data, "name", json_string("vdagent"));
    if (s->src->copypaste)
        json_object_set_new(data, "clipboard", json_boolean(s->src->copypaste == TRI_YES));
    if (s->src->mouse)
        json_object_set_new(data, "mouse", json_boolean(s->src->mouse == MOUSE_MODE_CLIENT));
    return data;
}

static const struct {
    const char *backend;
    json_t *(*data)(struct source *s); /* NULL: none */
} backends[CHARDEV_LAST] = {
    [CHARDEV_NULL] = {"null", NULL},
    [CHARDEV_VC] = {"vc", NULL},
    [CHARDEV_PTY] = {"pty", NULL},
    [CHARDEV_DEV] = {"serial", source_device}, /* a parallel front end turns it into "parallel" */
    [CHARDEV_FILE] = {"file", source_file},
    [CHARDEV_PIPE] = {"pipe", source_device},
    [CHARDEV_STDIO] = {"stdio", NULL},
    [CHARDEV_UDP] = {"udp", source_udp},
    [CHARDEV_TCP] = {"socket", source_tcp},
    [CHARDEV_UNIX] = {"socket", source_unix},
    [CHARDEV_SPICEVMC] = {"spicevmc", source_spicevmc},
    [CHARDEV_SPICEPORT] = {"spiceport", source_spiceport},
    [CHARDEV_QEMU_VDAGENT] = {"qemu-vdagent", source_vdagent},
    [CHARDEV_DBUS] = {"dbus", source_dbus},
};

static void log_file(struct source *s, json_t *data)
{
    int fd;
    g_autofree char *set = NULL;

    if (!s->src->log_file)
        return;
    fd = plan_ask_fd(s->b, PLAN_FD_CHARLOG, s->device, 1);
    set = fd >= 0 ? file_set(s, fd, "log") : NULL;
    json_object_set_new(data, "logfile", json_string(set ? set : s->src->log_file));
    if (set)
        json_object_set_new(data, "logappend", json_true());
    else if (s->src->log_append)
        json_object_set_new(data, "logappend", json_boolean(s->src->log_append == TRI_YES));
}

int plan_chardev(struct build *b, const struct chardev_source *src, const char *id, const char *alias,
                 enum chardev_role role, const void *device)
{
    struct source s = {b, src, alias, role, device, g_array_new(false, false, sizeof(int))};
    const char *backend = src->type < CHARDEV_LAST ? backends[src->type].backend : NULL;
    json_t *data;
    struct planned *op;

    if (!backend) {
        g_array_unref(s.fds);
        return plan_refuse(b, "unsupported chardev '%s'",
                           names_word(&chardev_type_names, src->type) ? names_word(&chardev_type_names, src->type)
                                                                      : "none");
    }
    if (src->type == CHARDEV_DEV && role == ROLE_PARALLEL)
        backend = "parallel";
    data = backends[src->type].data ? backends[src->type].data(&s) : json_object();
    log_file(&s, data);
    op = plan_add(b, OP_CHARDEV, json_pack("{s:s, s:{s:s, s:o*}}", "id", id, "backend", "type", backend, "data", data));
    for (unsigned i = 0; i < s.fds->len; i++)
        planned_fd(op, g_array_index(s.fds, int, i));
    g_array_unref(s.fds);
    return b->failed ? -1 : 0;
}
