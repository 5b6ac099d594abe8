/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * monitor.c: what QEMU tells without being asked, as a table: what is done at once on the monitor's thread (states,
 * events to clients), and what is left to a worker because it waits (resets, ends, files).
 */
#define ERR_FROM VIR_FROM_QEMU
#define LOG_SOURCE "qemu.monitor"
#include <jansson.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "base/log.h"
#include "drivers/qemu/emit.h"
#include "drivers/qemu/guest.h"
#include "drivers/qemu/process.h"
#include "host/process.h"

/* ---- work for later: in order for a guest, on the driver's pool ---- */
struct later {
    void (*fn)(struct run *r, void *arg);
    void *arg;
};

static void work_drain(gpointer data, gpointer user)
{
    struct run *r = data;
    for (;;) {
        object_lock(&r->guest->o);
        struct later *l = g_queue_pop_head(&r->events);
        if (!l)
            r->events_running = false;
        object_unlock(&r->guest->o);
        if (!l)
            break;
        l->fn(r, l->arg);
        g_free(l);
        err_reset();
    }
    run_unref(r);
}

GThreadPool *monitor_pool_new(void)
{
    return g_thread_pool_new(work_drain, NULL, 32, FALSE, NULL);
}

void run_work(struct run *r, void (*fn)(struct run *r, void *arg), void *arg)
{
    struct later *l = g_new(struct later, 1);
    *l = (struct later){fn, arg};
    object_lock(&r->guest->o);
    g_queue_push_tail(&r->events, l);
    bool start = !r->events_running;
    r->events_running = true;
    object_unlock(&r->guest->o);
    if (start)
        g_thread_pool_push(r->qemu->work, run_ref(r), NULL);
}

static void later_save(struct run *r, void *arg)
{
    status_save(r);
}

/* One that waits already notes this change too: a QEMU that flips its state does not fill the queue.  */
static void save_later(struct run *r)
{
    object_lock(&r->guest->o);
    const struct later *last = g_queue_peek_tail(&r->events);
    bool waits = last && last->fn == later_save;
    object_unlock(&r->guest->o);
    if (!waits)
        run_work(r, later_save, NULL);
}

/* ---- running and not ---- */
void run_cont_expect(struct run *r, int reason)
{
    object_lock(&r->guest->o);
    r->expected = reason >= 0;
    r->expect_reason = reason;
    object_unlock(&r->guest->o);
}

/* The reason for a change of state that QEMU reports: ours when we caused it. Under the lock.  */
static int take_reason(struct run *r, int otherwise)
{
    int reason = r->expected ? r->expect_reason : otherwise;
    r->expected = false;
    return reason;
}

static void on_resume(struct run *r, const void *data)
{
    struct guest *g = r->guest;
    object_lock(&g->o);
    bool was = g->state == VIR_DOMAIN_RUNNING && r->phase == RUN_RUNNING;
    g->reason = take_reason(r, VIR_DOMAIN_RUNNING_UNPAUSED);
    g->state = VIR_DOMAIN_RUNNING;
    r->pause_reason = 0;
    pthread_cond_broadcast(&g->o.changed);
    object_unlock(&g->o);
    if (was)
        return;
    emit_lifecycle(g, VIR_DOMAIN_EVENT_RESUMED, VIR_DOMAIN_EVENT_RESUMED_UNPAUSED);
    save_later(r);
}

static const struct {
    int reason, detail;
} paused_details[] = {
    {VIR_DOMAIN_PAUSED_IOERROR, VIR_DOMAIN_EVENT_SUSPENDED_IOERROR},
    {VIR_DOMAIN_PAUSED_WATCHDOG, VIR_DOMAIN_EVENT_SUSPENDED_WATCHDOG},
    {VIR_DOMAIN_PAUSED_MIGRATION, VIR_DOMAIN_EVENT_SUSPENDED_MIGRATED},
};

static int paused_detail(int reason)
{
    for (size_t i = 0; i < G_N_ELEMENTS(paused_details); i++)
        if (paused_details[i].reason == reason)
            return paused_details[i].detail;
    return VIR_DOMAIN_EVENT_SUSPENDED_PAUSED;
}

static void on_stop(struct run *r, const void *data)
{
    struct guest *g = r->guest;
    object_lock(&g->o);
    bool news = g->state == VIR_DOMAIN_RUNNING && !r->shutdown_seen && !r->quiet_stop;
    int reason = take_reason(r, r->pause_reason ? r->pause_reason : VIR_DOMAIN_PAUSED_UNKNOWN);
    if (news) {
        g->state = VIR_DOMAIN_PAUSED;
        g->reason = reason;
        pthread_cond_broadcast(&g->o.changed);
    }
    object_unlock(&g->o);
    if (!news)
        return;
    emit_lifecycle(g, VIR_DOMAIN_EVENT_SUSPENDED, paused_detail(reason));
    save_later(r);
}

static int change_run(struct run *r, const struct qmp_command *cmd, int reason)
{
    run_cont_expect(r, reason);
    int e = qmp_call(r->monitor, cmd, NULL, NULL, QMP_WAIT_MS);
    if (e < 0)
        run_cont_expect(r, -1);
    return e;
}

int run_resume(struct run *r, int reason)
{
    return change_run(r, &qmp_cmd_cont, reason);
}

int run_pause(struct run *r, int reason)
{
    return change_run(r, &qmp_cmd_stop, reason);
}

/* ---- the end ---- */
static void later_stop(struct run *r, void *arg)
{
    if (guest_stop(r->guest, r, VIR_DOMAIN_SHUTOFF_SHUTDOWN, VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN, 0) < 0)
        log_error("%s: %s", r->guest->o.name, err_thread()->message);
}

/* The guest has powered itself off, and shall come back: QEMU waits, for it was told not to end.  */
static void later_restart(struct run *r, void *arg)
{
    object_lock(&r->guest->o);
    r->fake_reboot = false;
    object_unlock(&r->guest->o);
    int e = qmp_call(r->monitor, &qmp_cmd_system_reset, NULL, NULL, QMP_WAIT_MS);
    object_lock(&r->guest->o);
    r->shutdown_seen = r->quiet_stop = false;
    object_unlock(&r->guest->o);
    if (e < 0 || run_resume(r, VIR_DOMAIN_RUNNING_BOOTED) < 0)
        later_stop(r, NULL);
}

static void on_shutdown(struct run *r, const void *data)
{
    const struct qmp_ev_shutdown *ev = data;
    struct guest *g = r->guest;
    bool host = !ev->guest || (ev->reason && g_str_has_prefix(ev->reason, "host-"));
    cleanup_def struct def *live = object_live(&g->o);
    object_lock(&g->o);
    /* Of a QEMU that is being ended it is no news, and may be read late.  */
    bool again = r->shutdown_seen, ending = r->phase == RUN_STOPPING || r->phase == RUN_ENDED;
    bool restart = !host && r->phase == RUN_RUNNING &&
                   (r->fake_reboot || (live && def_domain(live)->on_poweroff == ACTION_RESTART));
    r->shutdown_seen = true;
    r->quiet_stop = restart;
    if (!restart && !again && !ending) {
        g->state = VIR_DOMAIN_SHUTDOWN;
        g->reason = VIR_DOMAIN_SHUTDOWN_UNKNOWN;
    }
    object_unlock(&g->o);
    if (again)
        return;
    if (!restart && !ending)
        emit_lifecycle(g, VIR_DOMAIN_EVENT_SHUTDOWN,
                       host ? VIR_DOMAIN_EVENT_SHUTDOWN_HOST : VIR_DOMAIN_EVENT_SHUTDOWN_GUEST);
    run_work(r, restart ? later_restart : later_stop, NULL);
}

/* QEMU is gone, or no longer speaks QMP.  */
static void later_gone(struct run *r, void *arg)
{
    object_lock(&r->guest->o);
    bool asked = r->shutdown_seen, crashed = r->guest->state == VIR_DOMAIN_CRASHED;
    object_unlock(&r->guest->o);
    int reason = asked ? VIR_DOMAIN_SHUTOFF_SHUTDOWN : VIR_DOMAIN_SHUTOFF_CRASHED;
    int detail = asked ? VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN
                 : crashed ? VIR_DOMAIN_EVENT_STOPPED_CRASHED : VIR_DOMAIN_EVENT_STOPPED_FAILED;
    if (guest_stop(r->guest, r, reason, detail, 0) < 0)
        log_error("%s: %s", r->guest->o.name, err_thread()->message);
}

static void on_closed(struct qmp *q, const char *reason, void *opaque)
{
    struct run *r = opaque;
    if (reason)
        log_error("monitor of %s: %s", r->guest->o.name, reason);
    object_lock(&r->guest->o);
    bool over = r->phase != RUN_RUNNING;
    object_unlock(&r->guest->o);
    /* A start that loses its monitor ends by itself; so does a stop.  */
    if (!over)
        run_work(r, later_gone, NULL);
}

static int on_death(sd_event_source *s, int fd, uint32_t events, void *arg)
{
    struct run *r = arg;
    sd_event_source_set_enabled(s, SD_EVENT_OFF);
    run_work(r, later_gone, NULL);
    return 0;
}

static void watch_on_loop(void *arg)
{
    struct run *r = arg;
    if (r->pidfd >= 0 && sd_event_add_io(loop_event(r->qemu->loop), &r->death, r->pidfd, 1 /* EPOLLIN */, on_death, r) < 0)
        log_error("cannot watch QEMU of %s", r->guest->o.name);
}

static void unwatch_on_loop(void *arg)
{
    struct run *r = arg;
    r->death = sd_event_source_disable_unref(r->death);
}

void run_watch(struct run *r)
{
    loop_call(r->qemu->loop, watch_on_loop, r);
}

void run_unwatch(struct run *r)
{
    loop_call(r->qemu->loop, unwatch_on_loop, r);
}

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

static void on_panicked(struct run *r, const void *data)
{
    guest_set_state(r->guest, VIR_DOMAIN_CRASHED, VIR_DOMAIN_CRASHED_PANICKED);
    emit_lifecycle(r->guest, VIR_DOMAIN_EVENT_CRASHED, VIR_DOMAIN_EVENT_CRASHED_PANICKED);
    run_work(r, later_panicked, NULL);
}

static void on_crashloaded(struct run *r, const void *data)
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
    [VIR_DOMAIN_EVENT_WATCHDOG_NONE] = "none",         [VIR_DOMAIN_EVENT_WATCHDOG_PAUSE] = "pause",
    [VIR_DOMAIN_EVENT_WATCHDOG_RESET] = "reset",       [VIR_DOMAIN_EVENT_WATCHDOG_POWEROFF] = "poweroff",
    [VIR_DOMAIN_EVENT_WATCHDOG_SHUTDOWN] = "shutdown", [VIR_DOMAIN_EVENT_WATCHDOG_DEBUG] = "debug",
    [VIR_DOMAIN_EVENT_WATCHDOG_INJECTNMI] = "inject-nmi",
};

static int word_index(const char *const *v, size_t n, const char *word)
{
    for (size_t i = 0; i < n; i++)
        if (v[i] && g_strcmp0(v[i], word) == 0)
            return (int) i;
    return 0;
}

static void on_watchdog(struct run *r, const void *data)
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

static void on_io_error(struct run *r, const void *data)
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
static void on_reset(struct run *r, const void *data)
{
    EMIT(r->guest, VIR_DOMAIN_EVENT_ID_REBOOT, domain_reboot_event);
}

static void on_rtc(struct run *r, const void *data)
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

static void on_balloon(struct run *r, const void *data)
{
    const struct qmp_ev_balloon *ev = data;
    EMIT(r->guest, VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE, domain_balloon_change_event, .actual = ev->actual / 1024);
    run_work(r, later_balloon, GSIZE_TO_POINTER(ev->actual / 1024));
}

static void on_pmsuspend(struct run *r, const void *data)
{
    guest_set_state(r->guest, VIR_DOMAIN_PMSUSPENDED, VIR_DOMAIN_PMSUSPENDED_UNKNOWN);
    emit_lifecycle(r->guest, VIR_DOMAIN_EVENT_PMSUSPENDED, VIR_DOMAIN_EVENT_PMSUSPENDED_MEMORY);
    EMIT(r->guest, VIR_DOMAIN_EVENT_ID_PMSUSPEND, domain_pm_suspend_event);
    save_later(r);
}

static void on_pmsuspend_disk(struct run *r, const void *data)
{
    guest_set_state(r->guest, VIR_DOMAIN_PMSUSPENDED, VIR_DOMAIN_PMSUSPENDED_UNKNOWN);
    emit_lifecycle(r->guest, VIR_DOMAIN_EVENT_PMSUSPENDED, VIR_DOMAIN_EVENT_PMSUSPENDED_DISK);
    EMIT(r->guest, VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK, domain_pm_suspend_disk_event);
}

static void on_wakeup(struct run *r, const void *data)
{
    guest_set_state(r->guest, VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_WAKEUP);
    emit_lifecycle(r->guest, VIR_DOMAIN_EVENT_STARTED, VIR_DOMAIN_EVENT_STARTED_WAKEUP);
    EMIT(r->guest, VIR_DOMAIN_EVENT_ID_PMWAKEUP, domain_pm_wakeup_event);
    save_later(r);
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

static void on_tray(struct run *r, const void *data)
{
    const struct qmp_ev_tray *ev = data;
    const char *id = ev->id && *ev->id ? ev->id : ev->device ? ev->device : "";
    struct tray_change *t = g_new(struct tray_change, 1);
    EMIT(r->guest, VIR_DOMAIN_EVENT_ID_TRAY_CHANGE, domain_tray_change_event, .dev_alias = g_strdup(id),
         .reason = ev->tray_open ? VIR_DOMAIN_EVENT_TRAY_CHANGE_OPEN : VIR_DOMAIN_EVENT_TRAY_CHANGE_CLOSE);
    *t = (struct tray_change){g_strdup(id), ev->tray_open};
    run_work(r, later_tray, t);
}

static void on_device_deleted(struct run *r, const void *data)
{
    const struct qmp_ev_device *ev = data;
    if (ev->device && *ev->device)
        device_gone(r, ev->device);
}

static void on_unplug_error(struct run *r, const void *data)
{
    const struct qmp_ev_device *ev = data;
    EMIT(r->guest, VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED, domain_device_removal_failed_event,
         .dev_alias = g_strdup(ev->device ? ev->device : ""));
}

static void on_vserport(struct run *r, const void *data)
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

static void on_graphics_connect(struct run *r, const void *data)
{
    graphics(r, data, VIR_DOMAIN_EVENT_GRAPHICS_CONNECT);
}

static void on_graphics_initialize(struct run *r, const void *data)
{
    graphics(r, data, VIR_DOMAIN_EVENT_GRAPHICS_INITIALIZE);
}

static void on_graphics_disconnect(struct run *r, const void *data)
{
    graphics(r, data, VIR_DOMAIN_EVENT_GRAPHICS_DISCONNECT);
}

static void on_memory_device(struct run *r, const void *data)
{
    const struct qmp_ev_memory_device *ev = data;
    EMIT(r->guest, VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE, domain_memory_device_size_change_event,
         .alias = g_strdup(ev->id ? ev->id : ""), .size = ev->size / 1024);
}

static void on_threshold(struct run *r, const void *data)
{
    const struct qmp_ev_threshold *ev = data;
    cleanup_def struct def *live = object_live(&r->guest->o);
    const struct disk *k = live ? disk_of_node(def_domain(live), NULL, ev->node_name) : NULL;
    if (k)
        EMIT(r->guest, VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD, domain_block_threshold_event, .dev = g_strdup(k->dst),
             .path = g_strdup(k->src.path), .threshold = ev->write_threshold, .excess = ev->amount_exceeded);
}

static void (*const handlers[QMP_EVENT_LAST])(struct run *r, const void *data) = {
    [QMP_EVENT_SHUTDOWN] = on_shutdown,
    [QMP_EVENT_RESET] = on_reset,
    [QMP_EVENT_STOP] = on_stop,
    [QMP_EVENT_RESUME] = on_resume,
    [QMP_EVENT_SUSPEND] = on_pmsuspend,
    [QMP_EVENT_SUSPEND_DISK] = on_pmsuspend_disk,
    [QMP_EVENT_WAKEUP] = on_wakeup,
    [QMP_EVENT_WATCHDOG] = on_watchdog,
    [QMP_EVENT_GUEST_PANICKED] = on_panicked,
    [QMP_EVENT_GUEST_CRASHLOADED] = on_crashloaded,
    [QMP_EVENT_DEVICE_TRAY_MOVED] = on_tray,
    [QMP_EVENT_DEVICE_DELETED] = on_device_deleted,
    [QMP_EVENT_DEVICE_UNPLUG_GUEST_ERROR] = on_unplug_error,
    [QMP_EVENT_BLOCK_IO_ERROR] = on_io_error,
    [QMP_EVENT_BLOCK_WRITE_THRESHOLD] = on_threshold,
    [QMP_EVENT_VSERPORT_CHANGE] = on_vserport,
    [QMP_EVENT_VNC_CONNECTED] = on_graphics_connect,
    [QMP_EVENT_VNC_INITIALIZED] = on_graphics_initialize,
    [QMP_EVENT_VNC_DISCONNECTED] = on_graphics_disconnect,
    [QMP_EVENT_SPICE_CONNECTED] = on_graphics_connect,
    [QMP_EVENT_SPICE_INITIALIZED] = on_graphics_initialize,
    [QMP_EVENT_SPICE_DISCONNECTED] = on_graphics_disconnect,
    [QMP_EVENT_BALLOON_CHANGE] = on_balloon,
    [QMP_EVENT_MEMORY_DEVICE_SIZE_CHANGE] = on_memory_device,
    [QMP_EVENT_RTC_CHANGE] = on_rtc,
};

static void on_event(struct qmp *q, unsigned id, const void *data, int64_t usec, void *opaque)
{
    static const union {
        struct qmp_ev_shutdown shutdown;
        struct qmp_ev_graphics graphics;
        char room[512];
    } nothing; /* an event without its data must not be taken for a NULL struct */
    if (id < QMP_EVENT_LAST && handlers[id])
        handlers[id](opaque, data ? data : &nothing);
}

/* For `virsh qemu-monitor-event`: as QEMU said it.  */
static void on_any(struct qmp *q, const char *name, const json_t *data, int64_t usec, void *opaque)
{
    struct run *r = opaque;
    g_autofree char *text = NULL;
    const struct event_type *type = event_type(HANDLE_DOMAIN, QEMU_MONITOR_EVENT_ID);
    if (!type)
        return;
    char *dumped = data ? json_dumps(data, JSON_COMPACT) : NULL;
    text = g_strdup(dumped);
    free(dumped);
    struct domain_qemu_monitor_event e = {
        .dom = (virDomainPtr) object_handle(&r->guest->o),
        .event = g_strdup(name),
        .seconds = usec / 1000000,
        .micros = (uint32_t) (usec % 1000000),
        .details = g_steal_pointer(&text),
    };
    event_emit(type, g_memdup2(&e, sizeof(e)));
}

const struct qmp_events monitor_events = {.event = on_event, .any = on_any, .closed = on_closed};

void emit_lifecycle(struct guest *g, int event, int detail)
{
    EMIT(g, VIR_DOMAIN_EVENT_ID_LIFECYCLE, domain_lifecycle_event, .event = event, .detail = detail);
}
