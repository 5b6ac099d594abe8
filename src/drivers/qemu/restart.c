/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * restart.c: the daemon begins while guests run. Their status files are read before anybody is served, so that they
 * are listed as what they are; their monitors are taken up in the background, each by itself. A QEMU that died
 * meanwhile is cleaned up after, a start that was half done is undone.
 */
#define ERR_FROM VIR_FROM_QEMU
#define LOG_SOURCE "qemu.restart"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "drivers/qemu/log.h"
#include "drivers/qemu/plug.h"
#include "drivers/qemu/start.h"
#include "host/process.h"

#define TAKEOVER_WAIT_MS 30000
#define LATE_ANSWERS 64

/* A process started by a daemon that was killed before it could write the number down: known by its folder.  */
static pid_t orphan_find(const struct run *r)
{
    g_autoptr(GDir) d = g_dir_open("/proc", 0, NULL);
    g_autofree char *mark = g_strconcat(r->dir ? r->dir : "", "/", NULL);
    for (const char *name; r->dir && d && (name = g_dir_read_name(d));) {
        pid_t pid = (pid_t) atoi(name);
        if (pid > 1 && pid != getpid() && process_has_arg(pid, mark))
            return pid;
    }
    return 0;
}

/* The process of the status file, if it still is that one.  */
static int process_find(struct run *r)
{
    if (r->pid <= 0) {
        r->pid = orphan_find(r);
        r->pid_start = 0;
    }
    if (r->pid <= 0)
        return -ESRCH;
    int fd = process_open(r->pid, r->pid_start);
    if (fd >= 0 && !r->pid_start && r->dir) { /* a file that does not say when it began */
        /* a short name is found in anybody's arguments, and what is found here may be killed */
        g_autofree char *mark = g_strconcat(r->dir, "/", NULL);
        if (!process_has_arg(r->pid, mark)) {
            close(fd);
            return -ESRCH;
        }
    }
    return fd;
}

/* Undoes what the file says was done, and the process however far it got.  */
static void give_up(struct run *r, int reason, const char *why)
{
    struct guest *g = r->guest;
    size_t least = start_step_index("process");
    log_warn("domain %s: %s", g->o.name, why);
    if (r->done < least && r->pidfd >= 0)
        r->done = least;
    guest_log_end(g->qemu, g->o.name, reason == VIR_DOMAIN_SHUTOFF_CRASHED ? "crashed" : "failed");
    guest_set_state(g, VIR_DOMAIN_SHUTOFF, reason);
    run_undo(r);
    if (!g->o.persistent) /* before the release, lest it be started anew and then taken from the list */
        registry_remove(g->qemu->guests, &g->o);
    run_release(g, r);
    qemu_active(g->qemu, -1);
    emit_lifecycle(g, VIR_DOMAIN_EVENT_STOPPED, VIR_DOMAIN_EVENT_STOPPED_FAILED);
}

static const struct {
    enum qmp_run_state run;
    int state, reason;
} run_states[] = {
    {QMP_RUN_RUNNING, VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_UNKNOWN},
    {QMP_RUN_PAUSED, VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_UNKNOWN},
    {QMP_RUN_PRELAUNCH, VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_USER},
    {QMP_RUN_IO_ERROR, VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_IOERROR},
    {QMP_RUN_WATCHDOG, VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_WATCHDOG},
    {QMP_RUN_SUSPENDED, VIR_DOMAIN_PMSUSPENDED, VIR_DOMAIN_PMSUSPENDED_UNKNOWN},
    {QMP_RUN_GUEST_PANICKED, VIR_DOMAIN_CRASHED, VIR_DOMAIN_CRASHED_PANICKED},
    {QMP_RUN_INMIGRATE, VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_MIGRATION},
    {QMP_RUN_SHUTDOWN, VIR_DOMAIN_SHUTDOWN, VIR_DOMAIN_SHUTDOWN_UNKNOWN},
};

/* The file's reason stays when its state is still right: QEMU does not know why it is paused.  */
static void take_state(struct run *r, unsigned run)
{
    for (size_t i = 0; i < G_N_ELEMENTS(run_states); i++) {
        if (run_states[i].run != run)
            continue;
        object_lock(&r->guest->o);
        if (r->guest->state != run_states[i].state) {
            r->guest->state = run_states[i].state;
            r->guest->reason = run_states[i].reason;
        }
        object_unlock(&r->guest->o);
    }
}

/* Was the guest's shutdown missed while no daemon listened?  */
static void agent_resume(struct run *r)
{
    cleanup_def struct def *live = object_live(&r->guest->o);
    struct qmp_chardev_list list = {0};
    if (!live || qmp_call(r->monitor, &qmp_cmd_query_chardev, NULL, &list, TAKEOVER_WAIT_MS) < 0)
        return;
    for (size_t i = 0; i < def_domain(live)->channels.n; i++) {
        const struct chardev *c = def_domain(live)->channels.v[i];
        for (size_t k = 0; c->info.alias.name && k < list.v.n; k++)
            if (g_str_has_prefix(list.v.v[k]->label, "char") && strcmp(list.v.v[k]->label + 4, c->info.alias.name) == 0)
                channel_changed(r, c->info.alias.name, list.v.v[k]->frontend_open);
    }
    QMP_DONE(query_chardev, &list);
}

static bool still_ours(struct run *r)
{
    object_lock(&r->guest->o);
    bool ours = r->guest->run == r && r->phase == RUN_RUNNING;
    object_unlock(&r->guest->o);
    return ours;
}

/* A QEMU that is stopped or busy keeps its guest: it is asked until it answers, ends, or is destroyed.  */
static void monitor_take(struct run *r)
{
    struct qmp_status status = {0};
    while (qmp_handshake(r->monitor, TAKEOVER_WAIT_MS) < 0) {
        if (!qmp_is_open(r->monitor) || !still_ours(r))
            return; /* its end is another event */
        log_warn("domain %s: QEMU does not answer: %s", r->guest->o.name, err_thread()->message);
        if (qmp_last() != QMP_NO_ANSWER)
            break; /* it did hear an earlier attempt; asked again, it would refuse again at once */
    }
    int e = qmp_call(r->monitor, &qmp_cmd_query_status, NULL, &status, TAKEOVER_WAIT_MS);
    if (e == 0)
        take_state(r, status.status);
    object_lock(&r->guest->o);
    r->ready = true;
    pthread_cond_broadcast(&r->guest->o.changed);
    object_unlock(&r->guest->o);
    if (e < 0)
        return;
    agent_resume(r);
    status_save(r);
    if (status.status == QMP_RUN_SHUTDOWN)
        guest_stop(r->guest, r, VIR_DOMAIN_SHUTOFF_SHUTDOWN, VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN, 0);
}

static void take_over(gpointer data, gpointer user)
{
    cleanup_run struct run *r = data;
    err_reset();
    r->pidfd = process_find(r);
    if (r->pidfd < 0) {
        r->pidfd = -1;
        give_up(r, VIR_DOMAIN_SHUTOFF_CRASHED, "QEMU has ended while no daemon was there");
        return;
    }
    if (r->done < start_step_index("run")) {
        give_up(r, VIR_DOMAIN_SHUTOFF_FAILED, "its start was not finished: undone");
        return;
    }
    int fd = monitor_connect(r->monitor_path);
    if (fd < 0) {
        give_up(r, VIR_DOMAIN_SHUTOFF_FAILED, "its monitor cannot be reached: ended");
        return;
    }
    struct qmp_events events = monitor_events;
    events.late = LATE_ANSWERS; /* what the daemon before us asked may be answered to us */
    r->monitor = qmp_open(fd, &events, run_ref(r));
    object_lock(&r->guest->o);
    r->phase = RUN_RUNNING;
    pthread_cond_broadcast(&r->guest->o.changed);
    object_unlock(&r->guest->o);
    run_watch(r);
    monitor_take(r);
}

/* Reads one file; the guest is active from now on, whatever its monitor says later.  */
static struct run *load_one(struct qemu *q, const char *name)
{
    struct run *r = status_load(q, name);
    if (!r) {
        log_error("status of %s: %s", name, err_thread()->message);
        return NULL;
    }
    if (r->id >= q->next_id)
        q->next_id = r->id + 1;
    ports_note(q, r->def, true);
    qemu_active(q, 1);
    if (r->done >= start_step_index("live")) {
        struct def *d = def_new(&domain_rec, g_steal_pointer(&r->def));
        registry_activate(q->guests, &r->guest->o, r->id);
        object_set_live(&r->guest->o, d);
        if (!r->guest->o.persistent)
            object_set_config(&r->guest->o, def_ref(d));
    }
    return r;
}

void restart_all(struct qemu *q)
{
    char **names = NULL;
    ssize_t n = dir_list(q->dirs.run, ".xml", &names);
    if (n <= 0) {
        g_strfreev(names);
        return;
    }
    GThreadPool *pool = g_thread_pool_new(take_over, NULL, 32, FALSE, NULL);
    for (ssize_t i = 0; i < n; i++) {
        struct run *r = load_one(q, names[i]);
        if (r)
            g_thread_pool_push(pool, r, NULL);
    }
    g_thread_pool_free(pool, FALSE, FALSE); /* what was pushed is done, nobody waits for it */
    g_strfreev(names);
    err_reset();
}

/* The daemon ends, the guest does not.  */
void run_leave(struct run *r)
{
    object_lock(&r->guest->o);
    bool running = r->phase == RUN_RUNNING;
    if (running)
        r->phase = RUN_STOPPING; /* nobody reacts to what follows */
    object_unlock(&r->guest->o);
    if (!running)
        return;
    run_unwatch(r);
    monitor_end(r);
}
