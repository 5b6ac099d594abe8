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
#include "drivers/qemu/news.h"
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
void status_save_later(struct run *r)
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
    status_save_later(r);
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
    status_save_later(r);
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
    int detail = asked     ? VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN
                 : crashed ? VIR_DOMAIN_EVENT_STOPPED_CRASHED
                           : VIR_DOMAIN_EVENT_STOPPED_FAILED;
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
    if (r->pidfd >= 0 &&
        sd_event_add_io(loop_event(r->qemu->loop), &r->death, r->pidfd, 1 /* EPOLLIN */, on_death, r) < 0)
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
