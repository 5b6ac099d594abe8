/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* guest.c: the life of guest and run structs, their states, and changes of their definitions. */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/guest.h"

#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "drivers/qemu/label.h"
#include "drivers/qemu/plug.h"

#define READY_WAIT_S 30

static void guest_free(struct object *o)
{
    struct guest *g = guest_of(o);
    run_unref(g->run);
    pthread_mutex_destroy(&g->editing);
}

const struct objtype guest_type = {
    .kind = HANDLE_DOMAIN,
    .what = "domain",
    .rec = &domain_rec,
    .error_domain = VIR_FROM_DOMAIN,
    .not_found = VIR_ERR_NO_DOMAIN,
    .exists = VIR_ERR_OPERATION_FAILED,
    .free = guest_free,
};

struct guest *guest_new(struct qemu *q, const char *name, const uint8_t uuid[16])
{
    struct guest *g = g_new0(struct guest, 1);
    object_init(&g->o, &guest_type, name, uuid);
    g->qemu = q;
    g->state = VIR_DOMAIN_SHUTOFF;
    g->reason = VIR_DOMAIN_SHUTOFF_UNKNOWN;
    pthread_mutex_init(&g->editing, NULL);
    return g;
}

struct guest *guest_of_call(const struct call *c)
{
    return guest_of(c->object);
}

int not_running(void)
{
    err_set(VIR_FROM_DOMAIN, VIR_ERR_OPERATION_INVALID, 0, __FILE__, __func__, __LINE__, "domain is not running");
    return -1;
}

struct run *guest_run(struct guest *g)
{
    struct timespec until;
    int e = 0;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += READY_WAIT_S;
    object_lock(&g->o);
    while (e == 0 && g->run && g->run->phase == RUN_RUNNING && !g->run->ready)
        e = pthread_cond_timedwait(&g->o.changed, &g->o.lock, &until);
    struct run *r = e == 0 && g->run && g->run->phase == RUN_RUNNING ? run_ref(g->run) : NULL;
    object_unlock(&g->o);
    if (e)
        err(VIR_ERR_OPERATION_TIMEOUT, "QEMU of the domain '%s' has not answered since the daemon began", g->o.name);
    else if (!r)
        not_running();
    return r;
}

struct run *run_new(struct guest *g)
{
    struct run *r = g_new0(struct run, 1);
    r->refs = 1;
    r->guest = guest_of(object_ref(&g->o));
    r->qemu = g->qemu;
    r->id = r->monitor_listen = r->log = r->pidfd = -1;
    r->agent_timeout = VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK;
    r->taps = g_ptr_array_new_with_free_func((GDestroyNotify) tap_plug_free);
    r->listeners = g_array_new(FALSE, TRUE, sizeof(struct chardev_listen));
    r->labels = g_ptr_array_new_with_free_func((GDestroyNotify) label_free);
    r->vcpu_tids = g_array_new(FALSE, TRUE, sizeof(pid_t));
    r->consoles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_queue_init(&r->events);
    pthread_mutex_init(&r->saving, NULL);
    return r;
}

struct run *run_ref(struct run *r)
{
    atomic_fetch_add_explicit(&r->refs, 1, memory_order_relaxed);
    return r;
}

void run_unref(struct run *r)
{
    if (!r || atomic_fetch_sub_explicit(&r->refs, 1, memory_order_acq_rel) > 1)
        return;
    domain_def_free(r->def);
    caps_unref(r->caps);
    qmp_unref(r->monitor);
    qmp_unref(r->agent);
    g_free(r->dir);
    g_free(r->channel_dir);
    g_free(r->monitor_path);
    for (guint i = 0; i < r->listeners->len; i++)
        chardev_listen_done(&g_array_index(r->listeners, struct chardev_listen, i));
    g_array_free(r->listeners, TRUE);
    g_ptr_array_free(r->taps, TRUE);
    g_ptr_array_free(r->labels, TRUE);
    g_array_free(r->vcpu_tids, TRUE);
    g_hash_table_destroy(r->consoles);
    pthread_mutex_destroy(&r->saving);
    int fds[] = {r->monitor_listen, r->log, r->pidfd};
    for (size_t i = 0; i < G_N_ELEMENTS(fds); i++)
        if (fds[i] >= 0)
            close(fds[i]);
    object_unref(&r->guest->o);
    g_free(r);
}

void guest_set_state(struct guest *g, int state, int reason)
{
    object_lock(&g->o);
    g->state = state;
    g->reason = reason;
    pthread_cond_broadcast(&g->o.changed);
    object_unlock(&g->o);
}

void guest_get_state(struct guest *g, int *ret_state, int *ret_reason)
{
    object_lock(&g->o);
    *ret_state = g->state;
    if (ret_reason)
        *ret_reason = g->reason;
    object_unlock(&g->o);
}

/* A changed copy of `from`, or NULL with the error set.  */
static struct def *changed(const struct def *from, int (*change)(struct domain_def *, void *), void *arg)
{
    struct domain_def *copy = domain_def_copy(def_domain(from));
    if (change(copy, arg) < 0) {
        domain_def_free(copy);
        return NULL;
    }
    return def_new(&domain_rec, copy);
}

int guest_edit_live(struct guest *g, int (*change)(struct domain_def *def, void *arg), void *arg)
{
    pthread_mutex_lock(&g->editing);
    cleanup_def struct def *old = object_live(&g->o);
    struct def *fresh = old ? changed(old, change, arg) : NULL;
    if (fresh)
        object_set_live(&g->o, fresh);
    pthread_mutex_unlock(&g->editing);
    if (!old)
        return not_running();
    if (!fresh)
        return -1;
    object_lock(&g->o);
    cleanup_run struct run *r = g->run ? run_ref(g->run) : NULL;
    object_unlock(&g->o);
    if (r)
        status_save(r);
    return 0;
}

int guest_edit_config(struct guest *g, int (*change)(struct domain_def *def, void *arg), void *arg)
{
    int result = -1;
    pthread_mutex_lock(&g->editing);
    cleanup_def struct def *old = object_config(&g->o);
    struct def *fresh = old ? changed(old, change, arg) : NULL;
    if (fresh && persist_save(g, def_domain(fresh)) == 0) {
        object_set_config(&g->o, fresh);
        result = 0;
    } else {
        def_unref(fresh);
    }
    pthread_mutex_unlock(&g->editing);
    if (!old)
        err_set(VIR_FROM_DOMAIN, VIR_ERR_OPERATION_INVALID, 0, __FILE__, __func__, __LINE__,
                "transient domains do not have any persistent config");
    return result;
}

int guest_affect(struct guest *g, unsigned flags, bool *ret_live, bool *ret_config)
{
    bool active = object_active(&g->o);
    *ret_live = flags & VIR_DOMAIN_AFFECT_LIVE || (!(flags & VIR_DOMAIN_AFFECT_CONFIG) && active);
    *ret_config = flags & VIR_DOMAIN_AFFECT_CONFIG || (!(flags & VIR_DOMAIN_AFFECT_LIVE) && !active);
    if (*ret_live && !active)
        return not_running();
    if (*ret_config && !g->o.persistent) {
        err_set(VIR_FROM_DOMAIN, VIR_ERR_OPERATION_INVALID, 0, __FILE__, __func__, __LINE__,
                "transient domains do not have any persistent config");
        return -1;
    }
    return 0;
}
