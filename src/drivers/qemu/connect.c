/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * connect.c: from a process to a guest: the monitor, what QEMU chose, what it is told before it runs. Few and
 * short commands, all asked at once: QEMU reads them byte by byte.
 */
#define ERR_FROM VIR_FROM_QEMU
#define LOG_SOURCE "qemu.connect"
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "drivers/qemu/plug.h"
#include "drivers/qemu/process.h"
#include "drivers/qemu/plan/plan.h"
#include "drivers/qemu/start.h"

#define START_WAIT_MS 60000

/* The socket has listened since before QEMU: connecting does not wait for it.  */
int monitor_connect(const char *path)
{
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    cleanup_fd int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0 || strlen(path) >= sizeof(a.sun_path))
        return -EINVAL;
    strcpy(a.sun_path, path);
    if (connect(fd, (struct sockaddr *) &a, sizeof(a)) < 0)
        return -errno;
    return fd_take(&fd);
}

/* ---- the questions of a start, sent together ---- */
struct asked {
    struct qmp_pending *cpus, *chardevs;
    GPtrArray *rest; /* of struct qmp_pending: only their success matters */
};

static bool has_pty(const struct domain_def *d)
{
#define ANY_PTY(list)                              \
    for (size_t i = 0; i < d->list.n; i++)         \
        if (d->list.v[i]->src.type == CHARDEV_PTY) \
    return true
    ANY_PTY(serials);
    ANY_PTY(parallels);
    ANY_PTY(consoles);
    ANY_PTY(channels);
#undef ANY_PTY
    return false;
}

static void ask_rest(struct run *r, struct asked *a)
{
    const struct domain_def *d = r->def;
    const struct memballoon *b = d->memballoon;
    if (b && b->model != BALLOON_NONE && b->info.alias.name) {
        if (d->current_memory && d->current_memory < d->memory)
            g_ptr_array_add(a->rest, qmp_send(r->monitor, &qmp_cmd_balloon,
                                              &(struct qmp_balloon){.value = d->current_memory * 1024}));
        if (b->stats_period > 0) {
            g_autofree char *path = g_strconcat("/machine/peripheral/", b->info.alias.name, NULL);
            g_autofree char *period = g_strdup_printf("%u", b->stats_period);
            struct qmp_qom_set set = {path, (char *) "guest-stats-polling-interval", period};
            g_ptr_array_add(a->rest, qmp_send(r->monitor, &qmp_cmd_qom_set, &set));
        }
    }
    if (d->on_reboot != ACTION_NONE && d->on_reboot != ACTION_RESTART && caps_has(r->caps, CAP_SET_ACTION))
        g_ptr_array_add(a->rest, qmp_send(r->monitor, &qmp_cmd_set_action,
                                          &(struct qmp_set_action){.reboot = (char *) "shutdown"}));
    for (size_t i = 0; i < d->nics.n; i++)
        if (d->nics.v[i]->link == NIC_LINK_DOWN && d->nics.v[i]->info.alias.name) {
            struct qmp_link link = {.name = d->nics.v[i]->info.alias.name, .up = false};
            g_ptr_array_add(a->rest, qmp_send(r->monitor, &qmp_cmd_set_link, &link));
        }
    for (size_t i = 0; i < d->disks.n; i++) {
        json_t *limits = plan_throttle(d->disks.v[i]);
        if (limits)
            g_ptr_array_add(a->rest, qmp_send_json(r->monitor, "block_set_io_throttle", limits));
        json_decref(limits);
    }
    for (size_t i = 0; i < d->graphics.n; i++) {
        const struct graphics *g = d->graphics.v[i];
        const char *word = g->passwd                   ? g->passwd
                           : g->type == GRAPHICS_VNC   ? r->qemu->config.vnc_password
                           : g->type == GRAPHICS_SPICE ? r->qemu->config.spice_password
                                                       : NULL;
        if (!word || (g->type != GRAPHICS_VNC && g->type != GRAPHICS_SPICE))
            continue;
        struct qmp_set_password set = {.protocol = (char *) (g->type == GRAPHICS_VNC ? "vnc" : "spice"),
                                       .password = (char *) word};
        g_ptr_array_add(a->rest, qmp_send(r->monitor, &qmp_cmd_set_password, &set));
    }
}

static void take_cpus(struct run *r, struct qmp_cpus *cpus)
{
    object_lock(&r->guest->o);
    g_array_set_size(r->vcpu_tids, 0);
    for (size_t i = 0; i < cpus->v.n && i < 4096; i++) {
        pid_t tid = cpus->v.v[i]->thread_id;
        unsigned at = cpus->v.v[i]->cpu_index >= 0 ? (unsigned) cpus->v.v[i]->cpu_index : 0;
        if (at >= 4096)
            continue;
        if (at >= r->vcpu_tids->len)
            g_array_set_size(r->vcpu_tids, at + 1);
        g_array_index(r->vcpu_tids, pid_t, at) = tid;
    }
    object_unlock(&r->guest->o);
}

/* The daemon opens this path for clients: a QEMU gone bad must not choose a file of the host's.  */
static bool is_pty(const char *path)
{
    const char *number = g_str_has_prefix(path, "/dev/pts/") ? path + strlen("/dev/pts/") : "";
    return *number && number[strspn(number, "0123456789")] == '\0';
}

/* "char<alias>" is the backend's label; "pty:/dev/pts/3" its name.  */
static void take_pty(struct chardev *c, const struct qmp_chardev_list *list)
{
    if (c->src.type != CHARDEV_PTY || !c->info.alias.name)
        return;
    for (size_t i = 0; i < list->v.n; i++) {
        const struct qmp_chardev *q = list->v.v[i];
        if (!g_str_has_prefix(q->label, "char") || strcmp(q->label + 4, c->info.alias.name) != 0 || !q->filename ||
            !g_str_has_prefix(q->filename, "pty:") || !is_pty(q->filename + 4))
            continue;
        g_free(c->src.path);
        c->src.path = g_strdup(q->filename + 4);
        g_free(c->tty);
        c->tty = NULL;
    }
}

static void take_chardevs(struct run *r, const struct qmp_chardev_list *list)
{
    struct domain_def *d = r->def;
#define EACH(field)                         \
    for (size_t i = 0; i < d->field.n; i++) \
    take_pty(d->field.v[i], list)
    EACH(serials);
    EACH(parallels);
    EACH(consoles);
    EACH(channels);
#undef EACH
    for (size_t i = 0; i < d->consoles.n; i++) { /* the first is the serial's other name */
        struct chardev *c = d->consoles.v[i];
        if (console_is_serial(d, c) && d->serials.n > 0 && c->src.type == d->serials.v[0]->src.type &&
            c->src.type == CHARDEV_PTY) {
            g_free(c->src.path);
            c->src.path = g_strdup(d->serials.v[0]->src.path);
        }
        if (c->src.type == CHARDEV_PTY && c->src.path) {
            g_free(c->tty);
            c->tty = g_strdup(c->src.path);
        }
    }
}

static int ask_and_take(struct run *r)
{
    struct asked a = {.rest = g_ptr_array_new()};
    struct qmp_cpus cpus = {0};
    struct qmp_chardev_list chardevs = {0};
    int64_t until = qmp_now() + START_WAIT_MS;
    int result = 0;
    a.cpus = qmp_send(r->monitor, &qmp_cmd_query_cpus_fast, NULL);
    if (has_pty(r->def))
        a.chardevs = qmp_send(r->monitor, &qmp_cmd_query_chardev, NULL);
    ask_rest(r, &a);
    if (!a.cpus || qmp_wait(a.cpus, &cpus, until) < 0)
        result = -1;
    if (a.chardevs && qmp_wait(a.chardevs, &chardevs, until) < 0)
        result = -1;
    for (guint i = 0; i < a.rest->len; i++) {
        struct qmp_pending *p = g_ptr_array_index(a.rest, i);
        if (result == 0 && (!p || qmp_wait(p, NULL, until) < 0))
            result = -1;
        else if (result < 0)
            qmp_forget(p);
    }
    if (result == 0) {
        take_cpus(r, &cpus);
        take_chardevs(r, &chardevs);
    }
    QMP_DONE(query_cpus_fast, &cpus);
    QMP_DONE(query_chardev, &chardevs);
    g_ptr_array_free(a.rest, TRUE);
    return result;
}

int monitor_begin(struct run *r)
{
    int fd = monitor_connect(r->monitor_path);
    if (fd < 0) {
        err_sys(-fd, "failed to connect to monitor socket");
        process_explain(r);
        return -1;
    }
    r->monitor = qmp_open(fd, &monitor_events, run_ref(r));
    if (qmp_handshake(r->monitor, START_WAIT_MS) < 0 || ask_and_take(r) < 0) {
        process_explain(r);
        return -1;
    }
    return 0;
}

void monitor_end(struct run *r)
{
    agent_drop(r);
    if (!r->monitor || r->monitor_closed)
        return;
    r->monitor_closed = true;
    qmp_close(r->monitor);
    run_unref(r); /* the handlers' */
}

/* Nobody can have opened the guest's end of a channel yet.  */
static void channels_closed(struct domain_def *d)
{
    for (size_t i = 0; i < d->channels.n; i++)
        if (d->channels.v[i]->target == CHANNEL_TARGET_VIRTIO)
            d->channels.v[i]->state = CHANNEL_STATE_DISCONNECTED;
}

int live_share(struct run *r)
{
    channels_closed(r->def);
    struct def *d = def_new(&domain_rec, g_steal_pointer(&r->def));
    registry_activate(r->qemu->guests, &r->guest->o, r->id);
    object_set_live(&r->guest->o, d);
    run_watch(r);
    return 0;
}

void live_unshare(struct run *r)
{
    run_unwatch(r);
    object_lock(&r->guest->o);
    cleanup_def struct def *live = def_ref(r->guest->o.live);
    object_unlock(&r->guest->o);
    if (live && !r->def)
        r->def = domain_def_copy(def_domain(live)); /* what the undoing of the earlier steps needs */
    registry_deactivate(r->qemu->guests, &r->guest->o);
    object_set_live(&r->guest->o, NULL);
}

int vcpus_run(struct run *r)
{
    if (r->paused) {
        guest_set_state(r->guest, VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_USER);
        return 0;
    }
    if (run_resume(r, VIR_DOMAIN_RUNNING_BOOTED) < 0) {
        process_explain(r);
        return -1;
    }
    return 0;
}
