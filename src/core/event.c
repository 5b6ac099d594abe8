/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * event.c: who wants to be told of what. Delivery happens under the lock of the list: it only queues, and
 * after an unsubscription has returned nothing more is delivered.
 */
#define ERR_FROM VIR_FROM_NONE
#include "core/event.h"

#include <glib.h>
#include <pthread.h>
#include <string.h>

#include "base/err.h"
#include "core/session.h"

enum { SUBSCRIPTIONS_MAX = 1024 }; /* of one session: a client cannot make the list long for others */

struct subscription {
    struct session *session;
    const struct event_type *type;
    struct handle *only;
    int id;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static GArray *subscriptions; /* of struct subscription, oldest first */
static int next_id;

const struct event_type *event_type(enum handle_kind kind, int id)
{
    for (unsigned i = 0; i < n_event_types; i++)
        if (event_types[i].kind == kind && event_types[i].id == id)
            return &event_types[i];
    return NULL;
}

static bool same_object(const struct handle *a, const struct handle *b)
{
    static const uint8_t none[16];

    if (memcmp(a->uuid, none, sizeof(none)) != 0)
        return memcmp(a->uuid, b->uuid, sizeof(a->uuid)) == 0;
    return g_strcmp0(a->name, b->name) == 0;
}

/* The object that an event is about; not always the first member (a reason may come before it).  */
static const struct handle *about(const struct event *e)
{
    for (const struct fld *f = e->type->rec->flds; f->kind != K_END; f++)
        if (f->kind == K_HANDLE)
            return *(struct handle *const *) (const void *) ((const char *) e->data + f->off);
    return NULL;
}

static bool wanted(const struct subscription *s, const struct event *e)
{
    const struct handle *h;

    if (s->type != e->type)
        return false;
    return !s->only || ((h = about(e)) && same_object(s->only, h));
}

void event_emit(const struct event_type *type, void *data)
{
    struct event e = {.refs = 1, .type = type, .data = data};

    pthread_mutex_lock(&lock);
    for (guint i = 0; subscriptions && i < subscriptions->len; i++) {
        const struct subscription *s = &g_array_index(subscriptions, struct subscription, i);
        if (wanted(s, &e))
            s->session->deliver(s->session, &e, s->id);
    }
    pthread_mutex_unlock(&lock);
    rec_free(type->rec, data);
}

static guint count_of(const struct session *s)
{
    guint n = 0;

    for (guint i = 0; i < subscriptions->len; i++)
        n += g_array_index(subscriptions, struct subscription, i).session == s;
    return n;
}

int event_subscribe(struct session *s, const struct event_type *type, const struct handle *only)
{
    struct subscription fresh = {.session = s, .type = type};

    pthread_mutex_lock(&lock);
    if (!subscriptions)
        subscriptions = g_array_new(FALSE, FALSE, sizeof(struct subscription));
    if (count_of(s) >= SUBSCRIPTIONS_MAX) {
        pthread_mutex_unlock(&lock);
        err(VIR_ERR_OPERATION_FAILED, "this connection has %d event callbacks already; deregister one first",
            SUBSCRIPTIONS_MAX);
        return -1;
    }
    if (only) {
        fresh.only = handle_new(only->kind, only->name, only->uuid, only->id);
    }
    fresh.id = next_id++ & G_MAXINT;
    g_array_append_val(subscriptions, fresh);
    pthread_mutex_unlock(&lock);
    return fresh.id;
}

/* Removes those of the session with that id (negative: all); how many there were.  */
static int drop(const struct session *s, int id)
{
    int n = 0;

    pthread_mutex_lock(&lock);
    for (guint i = subscriptions ? subscriptions->len : 0; i-- > 0;) {
        struct subscription *sub = &g_array_index(subscriptions, struct subscription, i);
        if (sub->session != s || (id >= 0 && sub->id != id))
            continue;
        handle_unref(sub->only);
        g_array_remove_index(subscriptions, i);
        n++;
    }
    pthread_mutex_unlock(&lock);
    return n;
}

int event_unsubscribe(struct session *s, int callback_id)
{
    if (callback_id >= 0 && drop(s, callback_id) > 0)
        return 0;
    err(VIR_ERR_INVALID_ARG, "could not find event callback %d for deletion", callback_id);
    return -1;
}

void event_unsubscribe_all(struct session *s)
{
    drop(s, -1);
}
