/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * stop.c: the end of a run. It is claimed once, by a destroy, by QEMU's death or by a failed take-over; the
 * others wait for it. A start still under way is not undone under its feet: its QEMU is killed and it ends itself.
 */
#define ERR_FROM VIR_FROM_QEMU
#define LOG_SOURCE "qemu.stop"
#include <errno.h>
#include <signal.h>
#include <time.h>

#include "base/err.h"
#include "base/log.h"
#include "base/loop.h"
#include "drivers/qemu/log.h"
#include "drivers/qemu/process.h"
#include "drivers/qemu/start.h"
#include "host/process.h"

#define END_WAIT_S 60

/* Waits until the run is ours to end (1), has ended (0), or for too long (-1). The lock is held.  */
static int claim(struct guest *g, struct run *r)
{
    struct timespec until;
    clock_deadline(&until, END_WAIT_S * 1000);
    for (;;) {
        if (g->run != r || r->phase == RUN_ENDED)
            return 0;
        if (r->phase == RUN_RUNNING) {
            r->phase = RUN_STOPPING;
            return 1;
        }
        if (r->phase == RUN_STARTING && r->pidfd >= 0)
            process_kill(r->pidfd, SIGKILL);
        if (pthread_cond_timedwait(&g->o.changed, &g->o.lock, &until) == ETIMEDOUT)
            return -1;
    }
}

static const char *const reason_words[] = {
    [VIR_DOMAIN_SHUTOFF_SHUTDOWN] = "shutdown", [VIR_DOMAIN_SHUTOFF_DESTROYED] = "destroyed",
    [VIR_DOMAIN_SHUTOFF_CRASHED] = "crashed",   [VIR_DOMAIN_SHUTOFF_MIGRATED] = "migrated",
    [VIR_DOMAIN_SHUTOFF_SAVED] = "saved",       [VIR_DOMAIN_SHUTOFF_FAILED] = "failed",
    [VIR_DOMAIN_SHUTOFF_DAEMON] = "daemon",
};

static const char *reason_word(int reason)
{
    return reason >= 0 && (size_t) reason < G_N_ELEMENTS(reason_words) && reason_words[reason] ? reason_words[reason]
                                                                                               : "unknown";
}

/* A transient guest is no more when it does not run.  */
static void forget_transient(struct guest *g)
{
    object_lock(&g->o);
    bool persistent = g->o.persistent;
    object_unlock(&g->o);
    if (!persistent)
        registry_remove(g->qemu->guests, &g->o);
}

static void finish(struct guest *g, struct run *r, int reason, int event_detail)
{
    guest_log_end(g->qemu, g->o.name, reason_word(reason));
    guest_set_state(g, VIR_DOMAIN_SHUTOFF, reason);
    run_undo(r);
    /* Again after the undo: QEMU's last events, still in the socket, must not have the last word.  */
    guest_set_state(g, VIR_DOMAIN_SHUTOFF, reason);
    /* Before the release: nobody may start anew what is then taken from the list.  */
    forget_transient(g);
    run_release(g, r);
    qemu_active(g->qemu, -1);
    emit_lifecycle(g, VIR_DOMAIN_EVENT_STOPPED, event_detail);
}

int guest_stop(struct guest *g, struct run *want, int reason, int event_detail, unsigned how)
{
    object_lock(&g->o);
    cleanup_run struct run *r = g->run ? run_ref(g->run) : NULL;
    if (!r || (want && r != want)) {
        object_unlock(&g->o);
        return want ? 0 : not_running();
    }
    int mine = claim(g, r);
    object_unlock(&g->o);
    if (mine < 0) {
        err(VIR_ERR_OPERATION_TIMEOUT, "the domain '%s' is still being started or stopped by another", g->o.name);
        return -1;
    }
    if (mine == 0)
        return 0;
    if (process_terminate(r, how & STOP_GRACEFUL) < 0) {
        object_lock(&g->o);
        r->phase = RUN_RUNNING;
        pthread_cond_broadcast(&g->o.changed);
        object_unlock(&g->o);
        err(VIR_ERR_SYSTEM_ERROR, "Failed to terminate process %d with %s: Device or resource busy", (int) r->pid,
            how & STOP_GRACEFUL ? "SIGTERM" : "SIGKILL");
        return -1;
    }
    finish(g, r, reason, event_detail);
    return 0;
}
