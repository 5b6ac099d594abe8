/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* start.c: the steps of a start. Stopping is undoing them (stop.c), whoever did them. */
#define ERR_FROM VIR_FROM_QEMU
#define LOG_SOURCE "qemu.start"
#include "drivers/qemu/start.h"

#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "core/steps.h"
#include "drivers/qemu/label.h"
#include "drivers/qemu/log.h"
#include "drivers/qemu/plug.h"

static int step_live_def(void *r)
{
    return live_def_make(r);
}
static void undo_live_def(void *r)
{
    live_def_drop(r);
}
static int step_id(void *r)
{
    return id_take(r);
}
static void undo_id(void *r)
{
    id_give(r);
}
static int step_images(void *r)
{
    return images_probe(r);
}
static int step_status(void *r)
{
    return status_begin(r);
}
static void undo_status(void *r)
{
    status_end(r);
}
static int step_folders(void *r)
{
    return folders_make(r);
}
static void undo_folders(void *r)
{
    folders_remove(r);
}
static int step_nets(void *r)
{
    return nets_plug(r);
}
static void undo_nets(void *r)
{
    nets_unplug(r);
}
static int step_sockets(void *r)
{
    return sockets_listen(r);
}
static void undo_sockets(void *r)
{
    sockets_remove(r);
}
static int step_ports(void *r)
{
    return ports_take(r);
}
static void undo_ports(void *r)
{
    ports_give(r);
}
static int step_nvram(void *r)
{
    return nvram_make(r);
}
static int step_labels(void *r)
{
    return labels_set(r);
}
static void undo_labels(void *r)
{
    labels_restore(r);
}
static int step_process(void *r)
{
    return process_start(r);
}
static void undo_process(void *r)
{
    process_end(r);
}
static int step_monitor(void *r)
{
    return monitor_begin(r);
}
static void undo_monitor(void *r)
{
    monitor_end(r);
}
static int step_live(void *r)
{
    return live_share(r);
}
static void undo_live(void *r)
{
    live_unshare(r);
}
static int step_run(void *r)
{
    return vcpus_run(r);
}

static const struct step guest_steps[] = {
    {"live-def", step_live_def, undo_live_def},
    {"id", step_id, undo_id},
    {"images", step_images, NULL},
    {"status", step_status, undo_status},
    {"folders", step_folders, undo_folders},
    {"nets", step_nets, undo_nets},
    {"sockets", step_sockets, undo_sockets},
    {"ports", step_ports, undo_ports},
    {"nvram", step_nvram, NULL},
    {"labels", step_labels, undo_labels},
    {"process", step_process, undo_process},
    {"monitor", step_monitor, undo_monitor},
    {"live", step_live, undo_live},
    {"run", step_run, NULL},
    {0},
};

size_t start_step_index(const char *name)
{
    for (size_t i = 0; name && guest_steps[i].name; i++)
        if (strcmp(guest_steps[i].name, name) == 0)
            return i + 1;
    return 0;
}

void run_undo(struct run *r)
{
    steps_undo(guest_steps, r, r->done);
    r->done = 0;
}

/* Claims the guest for a new run; NULL: it has one, error set.  */
static struct run *run_claim(struct guest *g, unsigned how, struct session *owner)
{
    struct run *r = run_new(g);
    r->paused = how & START_PAUSED;
    r->autodestroy = how & START_AUTODESTROY;
    r->owner = owner;
    object_lock(&g->o);
    bool taken = g->run != NULL;
    if (!taken)
        g->run = run_ref(r);
    object_unlock(&g->o);
    if (!taken)
        return r;
    run_unref(r);
    err(VIR_ERR_OPERATION_INVALID, "domain is already running");
    return NULL;
}

/* The run is over: the guest may be started again, and whoever waits for it goes on.  */
void run_release(struct guest *g, struct run *r)
{
    bool ours;
    object_lock(&g->o);
    ours = g->run == r;
    r->phase = RUN_ENDED;
    if (ours)
        g->run = NULL;
    pthread_cond_broadcast(&g->o.changed);
    object_unlock(&g->o);
    if (ours)
        run_unref(r);
}

/* A boot beside a saved state would make that state ruin the disks when it is restored.  */
static int saved_state_guard(struct guest *g, unsigned how)
{
    g_autofree char *save = managed_save_path(g);
    int e = how & START_FORCE_BOOT ? file_remove(save) : 0;
    if (e < 0)
        return err_sys(-e, "cannot remove managed save file %s", save), -1;
    if (!file_exists(save))
        return 0;
    err(VIR_ERR_OPERATION_UNSUPPORTED,
        "this version cannot restore the managed save image '%s': start with --force-boot "
        "to discard it",
        save);
    return -1;
}

int guest_start(struct guest *g, struct domain_def *def, unsigned how, struct session *owner)
{
    if (!def && saved_state_guard(g, how) < 0)
        return -1;
    cleanup_run struct run *r = run_claim(g, how, owner);
    if (!r) {
        domain_def_free(def);
        return -1;
    }
    r->def = def;
    qemu_active(g->qemu, 1);
    if (steps_run("start", guest_steps, r, &r->done) < 0) {
        r->done = 0;
        guest_set_state(g, VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_FAILED);
        run_release(g, r);
        qemu_active(g->qemu, -1);
        return -1;
    }
    object_lock(&g->o);
    r->ready = true;
    r->phase = RUN_RUNNING; /* a destroy that came meanwhile waits for this */
    pthread_cond_broadcast(&g->o.changed);
    object_unlock(&g->o);
    status_save(r);
    agent_started(r);
    emit_lifecycle(g, VIR_DOMAIN_EVENT_STARTED, VIR_DOMAIN_EVENT_STARTED_BOOTED);
    if (r->paused)
        emit_lifecycle(g, VIR_DOMAIN_EVENT_SUSPENDED, VIR_DOMAIN_EVENT_SUSPENDED_PAUSED);
    return 0;
}
