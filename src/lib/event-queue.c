/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * event-queue.c: events between the thread that received them and the program's event loop, which calls
 * back: in order, without a lock held, and never after the registration was taken back.
 */
#define ERR_FROM VIR_FROM_NONE
#include <string.h>

#include "api-events.h"
#include "base/log.h"
#include "lib/connect.h"

struct queued {
    const struct event_type *type; /* NULL: the connection has closed */
    int remote;                    /* or the reason of the closing */
    void *data;
};

struct event_queue *event_queue_new(virConnectPtr c)
{
    struct event_queue *q = g_new0(struct event_queue, 1);
    q->refs = 1;
    q->conn = c;
    q->timer = -1;
    pthread_mutex_init(&q->lock, NULL);
    q->callbacks = g_ptr_array_new();
    g_queue_init(&q->events);
    return q;
}

struct event_queue *event_queue_ref(struct event_queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->refs++;
    pthread_mutex_unlock(&q->lock);
    return q;
}

static void queued_free(struct queued *e)
{
    if (e->type)
        rec_free(e->type->rec, e->data);
    g_free(e);
}

void event_queue_unref(struct event_queue *q)
{
    struct queued *e;
    pthread_mutex_lock(&q->lock);
    int left = --q->refs;
    pthread_mutex_unlock(&q->lock);
    if (left)
        return;
    while ((e = g_queue_pop_head(&q->events)))
        queued_free(e);
    g_ptr_array_free(q->callbacks, TRUE);
    pthread_mutex_destroy(&q->lock);
    g_free(q);
}

/* ---- registrations ---- */

/* With the lock, which is dropped for the program's free function.  */
static void callback_unref(struct event_queue *q, struct callback *cb)
{
    if (--cb->refs)
        return;
    pthread_mutex_unlock(&q->lock);
    if (cb->free)
        cb->free(cb->opaque);
    handle_unref(cb->only);
    g_free(cb);
    pthread_mutex_lock(&q->lock);
}

void event_queue_close(struct event_queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->conn = NULL;
    int timer = q->timer;
    q->timer = -1;
    while (q->callbacks->len) {
        struct callback *cb = g_ptr_array_steal_index(q->callbacks, q->callbacks->len - 1);
        cb->removed = true;
        callback_unref(q, cb);
    }
    pthread_mutex_unlock(&q->lock);
    if (timer >= 0)
        virEventRemoveTimeout(timer);
}

/* ---- delivery ---- */

/* Objects in an event belong to the connection, and to nobody else: each gets handles of its own.  */
static void own_handles(const struct rec *r, void *data, virConnectPtr c)
{
    for (const struct fld *f = r->flds; f->kind != K_END; f++) {
        struct handle **at = (struct handle **) (void *) ((char *) data + f->off), *old;
        if (f->kind != K_HANDLE || !(old = *at))
            continue;
        *at = handle_new(old->kind, old->name, old->uuid, old->id);
        (*at)->key = g_strdup(old->key);
        (*at)->pool = g_strdup(old->pool);
        handle_unref(old);
        handle_adopt(*at, c);
    }
}

/* Every registration that the event is for, as it stands now: with the lock. */
static GPtrArray *targets(struct event_queue *q, const struct queued *e)
{
    GPtrArray *v = g_ptr_array_new();
    for (guint i = 0; i < q->callbacks->len; i++) {
        struct callback *cb = g_ptr_array_index(q->callbacks, i);
        if (cb->type == e->type && (cb->remote == e->remote || e->remote < 0)) {
            cb->refs++;
            g_ptr_array_add(v, cb);
        }
    }
    return v;
}

static void tell_closed(virConnectPtr c, int reason)
{
    pthread_mutex_lock(&c->lock);
    virConnectCloseFunc fn = c->close_fn;
    void *opaque = c->close_opaque;
    pthread_mutex_unlock(&c->lock);
    if (fn)
        fn(c, reason, opaque);
}

static void deliver(struct event_queue *q, virConnectPtr c, struct queued *e)
{
    if (!e->type) {
        tell_closed(c, e->remote);
        return;
    }
    pthread_mutex_lock(&q->lock);
    g_autoptr(GPtrArray) v = targets(q, e);
    pthread_mutex_unlock(&q->lock);
    if (v->len)
        own_handles(e->type->rec, e->data, c);
    for (guint i = 0; i < v->len; i++) {
        struct callback *cb = g_ptr_array_index(v, i);
        if (!cb->removed)
            event_invoke(e->type, c, cb->fn, e->data, cb->opaque);
        pthread_mutex_lock(&q->lock);
        callback_unref(q, cb);
        pthread_mutex_unlock(&q->lock);
    }
}

/* In the program's event loop.  */
static void fire(int timer, void *opaque)
{
    struct event_queue *q = opaque;
    struct queued *e;
    pthread_mutex_lock(&q->lock);
    virConnectPtr c = q->conn ? conn_try_ref(q->conn) : NULL;
    virEventUpdateTimeout(timer, -1);
    guint n = q->registering ? 0 : g_queue_get_length(&q->events); /* what comes meanwhile has its own turn */
    while (n-- > 0 && (e = g_queue_pop_head(&q->events))) {
        pthread_mutex_unlock(&q->lock);
        if (c)
            deliver(q, c, e);
        queued_free(e);
        pthread_mutex_lock(&q->lock);
    }
    /* What came while the queue was not empty has not armed the timer.  */
    if (!q->registering && q->timer >= 0 && !g_queue_is_empty(&q->events))
        virEventUpdateTimeout(q->timer, 0);
    pthread_mutex_unlock(&q->lock);
    if (c)
        conn_unref(c);
}

static void timer_gone(void *opaque)
{
    event_queue_unref(opaque);
}

/* The timer that wakes the loop; -1 when the program has no loop.  */
int event_queue_arm(struct event_queue *q)
{
    pthread_mutex_lock(&q->lock);
    int timer = q->timer;
    pthread_mutex_unlock(&q->lock);
    if (timer >= 0)
        return 0;
    timer = virEventAddTimeout(-1, fire, event_queue_ref(q), timer_gone);
    if (timer < 0) {
        event_queue_unref(q);
        return -1;
    }
    pthread_mutex_lock(&q->lock);
    bool second = q->timer >= 0; /* another thread was faster */
    if (!second)
        q->timer = timer;
    pthread_mutex_unlock(&q->lock);
    if (second)
        virEventRemoveTimeout(timer);
    return 0;
}

static void push(struct event_queue *q, struct queued fresh)
{
    struct queued *e = g_new(struct queued, 1);
    *e = fresh;
    pthread_mutex_lock(&q->lock);
    bool full = g_queue_get_length(&q->events) >= CONN_EVENTS_MAX && fresh.type;
    bool first = g_queue_is_empty(&q->events);
    int timer = q->timer;
    if (!full && q->conn && timer >= 0)
        g_queue_push_tail(&q->events, g_steal_pointer(&e));
    pthread_mutex_unlock(&q->lock);
    if (e) {
        if (full)
            log_warn("the program does not run its event loop: event %s is dropped", fresh.type->name);
        queued_free(e);
    } else if (first) {
        virEventUpdateTimeout(timer, 0);
    }
}

void conn_event(struct event_queue *q, const struct event_type *type, int remote_id, void *data)
{
    push(q, (struct queued){type, remote_id, data});
}

void conn_closed(struct event_queue *q, int reason)
{
    push(q, (struct queued){NULL, reason, NULL});
}
