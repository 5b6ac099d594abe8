/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* news.c: panics, watchdogs, errors of disks, balloons, trays, channels, displays: states and events of them. */
#define ERR_FROM VIR_FROM_QEMU
#define LOG_SOURCE "qemu.news"
#include "drivers/qemu/news.h"

#include <string.h>

#include "base/err.h"
#include "drivers/qemu/emit.h"

/* ---- panic, watchdog, errors ---- */
static void later_panicked(struct run *r, void *arg)
{
    struct guest *g = r->guest;
    cleanup_def struct def *live = object_live(&g->o);
    unsigned action = live ? def_domain(live)->on_crash : ACTION_DESTROY;
    switch (action) {
    case ACTION_PRESERVE:
        status_save(r);
        return;
    case ACTION_RESTART:
    case ACTION_COREDUMP_RESTART:
        object_lock(&g->o);
        r->quiet_stop = true;
        object_unlock(&g->o);
        if (qmp_call(r->monitor, &qmp_cmd_system_reset, NULL, NULL, QMP_WAIT_MS) == 0) {
            run_resume(r, VIR_DOMAIN_RUNNING_CRASHED);
            object_lock(&g->o);
            r->quiet_stop = false;
            object_unlock(&g->o);
            return;
        }
        break;
    default:
        break;
    }
    guest_stop(g, r, VIR_DOMAIN_SHUTOFF_CRASHED, VIR_DOMAIN_EVENT_STOPPED_CRASHED, 0);
}

void on_panicked(struct run *r, const void *data)
{
    guest_set_state(r->guest, VIR_DOMAIN_CRASHED, VIR_DOMAIN_CRASHED_PANICKED);
    emit_lifecycle(r->guest, VIR_DOMAIN_EVENT_CRASHED, VIR_DOMAIN_EVENT_CRASHED_PANICKED);
    run_work(r, later_panicked, NULL);
}

void on_crashloaded(struct run *r, const void *data)
{
    emit_lifecycle(r->guest, VIR_DOMAIN_EVENT_CRASHED, VIR_DOMAIN_EVENT_CRASHED_CRASHLOADED);
}

static void set_pause_reason(struct run *r, int reason)
{
    object_lock(&r->guest->o);
    r->pause_reason = reason;
    object_unlock(&r->guest->o);
}

static const char *const watchdog_words[] = {
    [VIR_DOMAIN_EVENT_WATCHDOG_NONE] = "none",
    [VIR_DOMAIN_EVENT_WATCHDOG_PAUSE] = "pause",
    [VIR_DOMAIN_EVENT_WATCHDOG_RESET] = "reset",
    [VIR_DOMAIN_EVENT_WATCHDOG_POWEROFF] = "poweroff",
    [VIR_DOMAIN_EVENT_WATCHDOG_SHUTDOWN] = "shutdown",
    [VIR_DOMAIN_EVENT_WATCHDOG_DEBUG] = "debug",
    [VIR_DOMAIN_EVENT_WATCHDOG_INJECTNMI] = "inject-nmi",
};

static int word_index(const char *const *v, size_t n, const char *word)
{
    for (size_t i = 0; i < n; i++)
        if (v[i] && g_strcmp0(v[i], word) == 0)
            return (int) i;
    return 0;
}

void on_watchdog(struct run *r, const void *data)
{
    const struct qmp_ev_watchdog *ev = data;
    int action = word_index(watchdog_words, G_N_ELEMENTS(watchdog_words), ev->action);
    if (action == VIR_DOMAIN_EVENT_WATCHDOG_PAUSE)
        set_pause_reason(r, VIR_DOMAIN_PAUSED_WATCHDOG);
    EMIT(r->guest, VIR_DOMAIN_EVENT_ID_WATCHDOG, domain_watchdog_event, .action = action);
}

static const char *const io_words[] = {
    [VIR_DOMAIN_EVENT_IO_ERROR_NONE] = "ignore",
    [VIR_DOMAIN_EVENT_IO_ERROR_PAUSE] = "stop",
    [VIR_DOMAIN_EVENT_IO_ERROR_REPORT] = "report",
};

static const struct disk *disk_of_node(const struct domain_def *d, const char *device, const char *node)
{
    for (size_t i = 0; i < d->disks.n; i++) {
        const struct disk *k = d->disks.v[i];
        g_autofree char *format = k->src.index.set ? g_strdup_printf("libvirt-%u-format", k->src.index.v) : NULL;
        if ((node && g_strcmp0(format, node) == 0) ||
            (device && *device && k->info.alias.name &&
             (strcmp(k->info.alias.name, device) == 0 ||
              (g_str_has_prefix(device, "drive-") && strcmp(device + 6, k->info.alias.name) == 0))))
            return k;
    }
    return NULL;
}

void on_io_error(struct run *r, const void *data)
{
    const struct qmp_ev_io_error *ev = data;
    cleanup_def struct def *live = object_live(&r->guest->o);
    const struct disk *k = live ? disk_of_node(def_domain(live), ev->device, ev->node_name) : NULL;
    int action = word_index(io_words, G_N_ELEMENTS(io_words), ev->action);
    const char *path = k && k->src.path ? k->src.path : "", *alias = k && k->info.alias.name ? k->info.alias.name : "";
    const char *reason = ev->nospace == TRI_YES ? "enospc" : "";
    EMIT(r->guest, VIR_DOMAIN_EVENT_ID_IO_ERROR, domain_io_error_event, .src_path = g_strdup(path),
         .dev_alias = g_strdup(alias), .action = action);
    EMIT(r->guest, VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON, domain_io_error_reason_event, .src_path = g_strdup(path),
         .dev_alias = g_strdup(alias), .action = action, .reason = g_strdup(reason));
    if (action == VIR_DOMAIN_EVENT_IO_ERROR_PAUSE)
        set_pause_reason(r, VIR_DOMAIN_PAUSED_IOERROR);
}

/* ---- smaller news ---- */
void on_reset(struct run *r, const void *data)
{
    EMIT(r->guest, VIR_DOMAIN_EVENT_ID_REBOOT, domain_reboot_event);
}

void on_rtc(struct run *r, const void *data)
{
    const struct qmp_ev_rtc *ev = data;
    EMIT(r->guest, VIR_DOMAIN_EVENT_ID_RTC_CHANGE, domain_rtc_change_event, .offset = ev->offset);
}

static int set_current_memory(struct domain_def *d, void *arg)
{
    d->current_memory = *(uint64_t *) arg;
    return 0;
}

static void later_balloon(struct run *r, void *arg)
{
    uint64_t kib = GPOINTER_TO_SIZE(arg);
    guest_edit_live(r->guest, set_current_memory, &kib);
}

void on_balloon(struct run *r, const void *data)
{
    const struct qmp_ev_balloon *ev = data;
    EMIT(r->guest, VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE, domain_balloon_change_event, .actual = ev->actual / 1024);
    run_work(r, later_balloon, GSIZE_TO_POINTER(ev->actual / 1024));
}

void on_pmsuspend(struct run *r, const void *data)
{
    guest_set_state(r->guest, VIR_DOMAIN_PMSUSPENDED, VIR_DOMAIN_PMSUSPENDED_UNKNOWN);
    emit_lifecycle(r->guest, VIR_DOMAIN_EVENT_PMSUSPENDED, VIR_DOMAIN_EVENT_PMSUSPENDED_MEMORY);
    EMIT(r->guest, VIR_DOMAIN_EVENT_ID_PMSUSPEND, domain_pm_suspend_event);
    status_save_later(r);
}

void on_pmsuspend_disk(struct run *r, const void *data)
{
    guest_set_state(r->guest, VIR_DOMAIN_PMSUSPENDED, VIR_DOMAIN_PMSUSPENDED_UNKNOWN);
    emit_lifecycle(r->guest, VIR_DOMAIN_EVENT_PMSUSPENDED, VIR_DOMAIN_EVENT_PMSUSPENDED_DISK);
    EMIT(r->guest, VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK, domain_pm_suspend_disk_event);
}

void on_wakeup(struct run *r, const void *data)
{
    guest_set_state(r->guest, VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_WAKEUP);
    emit_lifecycle(r->guest, VIR_DOMAIN_EVENT_STARTED, VIR_DOMAIN_EVENT_STARTED_WAKEUP);
    EMIT(r->guest, VIR_DOMAIN_EVENT_ID_PMWAKEUP, domain_pm_wakeup_event);
    status_save_later(r);
}

struct tray_change {
    char *id;
    bool open;
};

static int set_tray(struct domain_def *d, void *arg)
{
    const struct tray_change *t = arg;
    for (size_t i = 0; i < d->disks.n; i++)
        if (g_strcmp0(d->disks.v[i]->info.alias.name, t->id) == 0)
            d->disks.v[i]->tray = t->open ? DISK_TRAY_OPEN : DISK_TRAY_CLOSED;
    return 0;
}

static void later_tray(struct run *r, void *arg)
{
    struct tray_change *t = arg;
    guest_edit_live(r->guest, set_tray, t);
    g_free(t->id);
    g_free(t);
}

void on_tray(struct run *r, const void *data)
{
    const struct qmp_ev_tray *ev = data;
    const char *id = ev->id && *ev->id ? ev->id : ev->device ? ev->device : "";
    struct tray_change *t = g_new(struct tray_change, 1);
    EMIT(r->guest, VIR_DOMAIN_EVENT_ID_TRAY_CHANGE, domain_tray_change_event, .dev_alias = g_strdup(id),
         .reason = ev->tray_open ? VIR_DOMAIN_EVENT_TRAY_CHANGE_OPEN : VIR_DOMAIN_EVENT_TRAY_CHANGE_CLOSE);
    *t = (struct tray_change){g_strdup(id), ev->tray_open};
    run_work(r, later_tray, t);
}

void on_device_deleted(struct run *r, const void *data)
{
    const struct qmp_ev_device *ev = data;
    if (ev->device && *ev->device)
        device_gone(r, ev->device);
}

void on_unplug_error(struct run *r, const void *data)
{
    const struct qmp_ev_device *ev = data;
    EMIT(r->guest, VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED, domain_device_removal_failed_event,
         .dev_alias = g_strdup(ev->device ? ev->device : ""));
}

void on_vserport(struct run *r, const void *data)
{
    const struct qmp_ev_vserport *ev = data;
    channel_changed(r, ev->id ? ev->id : "", ev->open);
}

static int family_of(const char *word)
{
    return g_strcmp0(word, "ipv6") == 0   ? VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV6
           : g_strcmp0(word, "unix") == 0 ? VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_UNIX
                                          : VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV4;
}

static void graphics(struct run *r, const struct qmp_ev_graphics *ev, int phase)
{
    const struct qmp_ev_peer *s = &ev->server, *c = &ev->client;
    struct domain_graphics_event e = {
        .dom = (virDomainPtr) object_handle(&r->guest->o),
        .phase = phase,
        .local = {family_of(s->family), g_strdup(s->host ? s->host : ""), g_strdup(s->service ? s->service : "")},
        .remote = {family_of(c->family), g_strdup(c->host ? c->host : ""), g_strdup(c->service ? c->service : "")},
        .auth_scheme = g_strdup(s->auth ? s->auth : ""),
    };
    const char *const ids[][2] = {{"x509dname", c->x509_dname}, {"saslUsername", c->sasl_username}};
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
        if (!ids[i][1])
            continue;
        struct wire_domain_event_graphics_identity *id = g_new0(struct wire_domain_event_graphics_identity, 1);
        id->type = g_strdup(ids[i][0]);
        id->name = g_strdup(ids[i][1]);
        e.subject.v = g_renew(struct wire_domain_event_graphics_identity *, e.subject.v, e.subject.n + 1);
        e.subject.v[e.subject.n++] = id;
    }
    event_emit(event_type(HANDLE_DOMAIN, VIR_DOMAIN_EVENT_ID_GRAPHICS), g_memdup2(&e, sizeof(e)));
}

void on_graphics_connect(struct run *r, const void *data)
{
    graphics(r, data, VIR_DOMAIN_EVENT_GRAPHICS_CONNECT);
}

void on_graphics_initialize(struct run *r, const void *data)
{
    graphics(r, data, VIR_DOMAIN_EVENT_GRAPHICS_INITIALIZE);
}

void on_graphics_disconnect(struct run *r, const void *data)
{
    graphics(r, data, VIR_DOMAIN_EVENT_GRAPHICS_DISCONNECT);
}

void on_memory_device(struct run *r, const void *data)
{
    const struct qmp_ev_memory_device *ev = data;
    EMIT(r->guest, VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE, domain_memory_device_size_change_event,
         .alias = g_strdup(ev->id ? ev->id : ""), .size = ev->size / 1024);
}

void on_threshold(struct run *r, const void *data)
{
    const struct qmp_ev_threshold *ev = data;
    cleanup_def struct def *live = object_live(&r->guest->o);
    const struct disk *k = live ? disk_of_node(def_domain(live), NULL, ev->node_name) : NULL;
    if (k)
        EMIT(r->guest, VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD, domain_block_threshold_event, .dev = g_strdup(k->dst),
             .path = g_strdup(k->src.path), .threshold = ev->write_threshold, .excess = ev->amount_exceeded);
}
