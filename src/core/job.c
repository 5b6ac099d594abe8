/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * job.c: one normal job and one asynchronous one an object. Which may start beside which is the table
 * below and nothing else; waiting is on the object's condition, with a deadline, and looks again after it.
 */
#define ERR_FROM VIR_FROM_NONE
#include "core/job.h"

#include "base/err.h"
#include "base/loop.h"

#define MAY(kind) (1u << JOB_##kind)
#define ANY (MAY(QUERY) | MAY(MODIFY) | MAY(DESTROY) | MAY(SUSPEND) | MAY(ABORT))

/* Which jobs may start while an asynchronous one (migration, save, dump, ...) is under way.  */
static const unsigned beside_async = MAY(QUERY) | MAY(DESTROY) | MAY(SUSPEND) | MAY(ABORT);

/* Which jobs may start while another normal job is held: destroying and aborting do not wait for a QEMU that may
 * never answer; whoever holds the job then finds the object inactive when its own wait ends.  */
static const unsigned beside_normal[JOB_KINDS] = {
    [JOB_NONE] = ANY | MAY(ASYNC),
    [JOB_QUERY] = MAY(DESTROY) | MAY(ABORT),
    [JOB_MODIFY] = MAY(DESTROY) | MAY(ABORT),
    [JOB_SUSPEND] = MAY(DESTROY) | MAY(ABORT),
    [JOB_ABORT] = MAY(DESTROY),
    [JOB_DESTROY] = 0,
};

bool job_allowed(enum job_kind want, enum job_kind normal, enum job_kind async)
{
    if (want == JOB_NONE)
        return true;
    if (async && !(beside_async & (1u << want)))
        return false;
    return beside_normal[normal] & (1u << want);
}

static const char *holder(const struct api *api)
{
    return api ? api->name : "none";
}

static int job_refuse(struct object *o)
{
    uint64_t now = clock_ms();

    if (o->gone)
        err_set(o->type->error_domain, o->type->not_found, 0, __FILE__, __func__, __LINE__,
                "%s '%s' was removed meanwhile", o->type->what, o->name);
    else
        err_set(o->type->error_domain, VIR_ERR_OPERATION_TIMEOUT, 0, __FILE__, __func__, __LINE__,
                "cannot acquire state change lock of %s '%s' (held by %s for %.1f s%s%s)", o->type->what, o->name,
                holder(o->job ? o->job_api : o->async_api),
                (double) (now - (o->job ? o->job_since : o->async_since)) / 1000, o->async ? ", async job " : "",
                o->async ? holder(o->async_api) : "");
    return -1;
}

/* A destroy that came beside a held job keeps that one's name until it ends: `job` is what blocks others.  */
static void job_take(struct object *o, enum job_kind kind, const struct api *api)
{
    if (kind == JOB_ASYNC) {
        o->async = kind;
        o->async_api = api;
        o->async_since = clock_ms();
        return;
    }
    if (o->job)
        o->beside++;
    o->job = kind;
    o->job_api = api;
    o->job_since = clock_ms();
}

int job_begin(struct object *o, enum job_kind kind, const struct api *api, unsigned timeout_ms)
{
    struct timespec until;
    int r = 0;

    if (kind == JOB_NONE)
        return 0;
    clock_deadline(&until, timeout_ms);
    object_lock(o);
    o->waiting++;
    while (!o->gone && r == 0 && !job_allowed(kind, o->job, o->async))
        r = pthread_cond_timedwait(&o->changed, &o->lock, &until);
    o->waiting--;
    if (o->gone || r != 0)
        r = job_refuse(o);
    else
        job_take(o, kind, api);
    object_unlock(o);
    return r;
}

void job_end(struct object *o, enum job_kind kind)
{
    if (kind == JOB_NONE)
        return;
    object_lock(o);
    if (kind == JOB_ASYNC) {
        o->async = JOB_NONE;
        o->async_api = NULL;
    } else if (o->beside > 0) {
        o->beside--; /* another is still held; it stays named as the stronger one */
    } else {
        o->job = JOB_NONE;
        o->job_api = NULL;
    }
    pthread_cond_broadcast(&o->changed);
    object_unlock(o);
}

int job_nested_begin(struct object *o, unsigned timeout_ms)
{
    struct timespec until;
    int r = 0;

    clock_deadline(&until, timeout_ms);
    object_lock(o);
    while (!o->gone && r == 0 && o->job)
        r = pthread_cond_timedwait(&o->changed, &o->lock, &until);
    if (o->gone || r != 0)
        r = job_refuse(o);
    else
        job_take(o, JOB_MODIFY, o->async_api);
    object_unlock(o);
    return r;
}

void job_nested_end(struct object *o)
{
    job_end(o, JOB_MODIFY);
}
