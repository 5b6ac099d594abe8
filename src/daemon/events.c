/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * events.c: subscriptions of clients, one way for every kind of object, and what is sent for them. A client
 * of old subscribes without a callback id and gets the old message for the same event.
 */
#define ERR_FROM VIR_FROM_RPC
#include "core/event.h"

#include <string.h>

#include "api-events.h"
#include "base/err.h"
#include "base/log.h"
#include "daemon/builtin.h"
#include "rec/xdr.h"
#include "rpc/event-calls.h"

struct subscription {
    const struct event_type *type;
    int id;      /* -1: being made; an event may come before the id is known here */
    bool old;    /* without callback ids on the wire */
    char *event; /* QEMU monitor events: only this one, or those that match */
    bool any_case;
    GRegex *match;
};

enum { MATCH_REGEX = 1, MATCH_NOCASE = 2 }; /* flags of virConnectDomainQemuMonitorEventRegister */

static const struct event_type *wanted_type(const struct event_calls *row, const struct api *api, const void *args)
{
    int id = VIR_DOMAIN_EVENT_ID_LIFECYCLE; /* of the call without arguments */
    if (row->monitor)
        id = QEMU_MONITOR_EVENT_ID;
    else if (args)
        id = ((const struct event_on_args *) args)->event_id;
    const struct event_type *t = event_type(row->kind, id);
    if (t && t->program == api->program)
        return t;
    err(VIR_ERR_INTERNAL_ERROR, "unsupported event ID %d", id);
    return NULL;
}

static void subscription_clear(void *p)
{
    struct subscription *s = p;
    g_free(s->event);
    g_clear_pointer(&s->match, g_regex_unref);
}

static struct subscription *find_locked(struct client *c, int id, const struct event_type *old_type)
{
    for (guint i = 0; c->subscriptions && i < c->subscriptions->len; i++) {
        struct subscription *s = &g_array_index(c->subscriptions, struct subscription, i);
        if (old_type ? s->old && s->type == old_type : s->id == id)
            return s;
    }
    return NULL;
}

static int take_filter(struct subscription *s, const struct virConnectDomainQemuMonitorEventRegister_args *a)
{
    g_autoptr(GError) error = NULL;
    if (!a->event)
        return 0;
    s->event = g_strdup(a->event);
    s->any_case = a->flags & MATCH_NOCASE;
    if (!(a->flags & MATCH_REGEX))
        return 0;
    s->match = g_regex_new(a->event, s->any_case ? G_REGEX_CASELESS : 0, 0, &error);
    if (s->match)
        return 0;
    err(VIR_ERR_INVALID_ARG, "failed to parse the regular expression '%s': %s", a->event, error->message);
    return -1;
}

static int subscribe(struct client *c, struct subscription fresh, const struct handle *only)
{
    pthread_mutex_lock(&c->lock);
    if (!c->subscriptions) {
        c->subscriptions = g_array_new(FALSE, FALSE, sizeof(struct subscription));
        g_array_set_clear_func(c->subscriptions, subscription_clear);
    }
    fresh.id = -1;
    g_array_append_val(c->subscriptions, fresh);
    c->holding = true; /* until the answer with the id is on its way */
    pthread_mutex_unlock(&c->lock);

    int id = event_subscribe(&c->session, fresh.type, only);

    pthread_mutex_lock(&c->lock);
    struct subscription *s = &g_array_index(c->subscriptions, struct subscription, c->subscriptions->len - 1);
    if (id >= 0)
        s->id = id;
    else
        g_array_set_size(c->subscriptions, c->subscriptions->len - 1);
    pthread_mutex_unlock(&c->lock);
    return id;
}

int builtin_event_register(struct client *c, const struct msg_header *call, const struct api *api, const void *args,
                           void *ret)
{
    const struct event_calls *row = event_calls_of(api);
    const struct handle *only = NULL;
    struct subscription fresh = {.old = row->old};

    if (!atomic_load(&c->opened)) {
        err(VIR_ERR_INTERNAL_ERROR, "hypervisor connection not open");
        return -1;
    }
    if (!(fresh.type = wanted_type(row, api, args)))
        return -1;
    if (row->old && find_locked(c, 0, fresh.type)) {
        err_set(VIR_FROM_NONE, VIR_ERR_INVALID_ARG, 0, __FILE__, __func__, __LINE__, "event callback already tracked");
        return -1;
    }
    if (row->monitor) {
        const struct virConnectDomainQemuMonitorEventRegister_args *a = args;
        only = (const struct handle *) a->dom;
        if (take_filter(&fresh, a) < 0)
            return subscription_clear(&fresh), -1;
    } else if (!row->old) {
        only = ((const struct event_on_args *) args)->only;
    }
    int id = subscribe(c, fresh, only);
    if (ret) /* callback_id, or how many there are: an int either way */
        *(int32_t *) ret = row->old ? 1 : id;
    return id < 0 ? -1 : 0;
}

int builtin_event_deregister(struct client *c, const struct msg_header *call, const struct api *api, const void *args,
                             void *ret)
{
    const struct event_calls *row = event_calls_of(api);
    const struct event_type *type = NULL;
    int id = args ? ((const struct event_off_args *) args)->id : 0;

    if (row->old && !(type = wanted_type(row, api, args)))
        return -1;
    pthread_mutex_lock(&c->lock);
    struct subscription *s = find_locked(c, id, type);
    if (s) {
        id = s->id;
        g_array_remove_index(c->subscriptions, (guint) (s - (struct subscription *) (void *) c->subscriptions->data));
    }
    pthread_mutex_unlock(&c->lock);
    if (!s) {
        err(VIR_ERR_INTERNAL_ERROR, row->old ? "%s event %d not registered" : "%s event callback %d not registered",
            row->what, type ? type->id : id);
        return -1;
    }
    return event_unsubscribe(&c->session, id); /* not under the client's lock: delivery takes them the other way */
}

/* ---- delivery ---- */

/* The answer to a registration is on its way: what came meanwhile follows it.  */
void builtin_events_release(struct client *c)
{
    GByteArray *m;
    pthread_mutex_lock(&c->lock);
    c->holding = false;
    while ((m = g_queue_pop_head(&c->held))) {
        client_send_locked(c, m, NULL, 0);
        g_byte_array_unref(m);
    }
    pthread_mutex_unlock(&c->lock);
}

static bool passes(const struct subscription *s, const struct event *e)
{
    if (!s->event)
        return true;
    const struct domain_qemu_monitor_event *m = e->data;
    if (s->match)
        return g_regex_match(s->match, m->event, 0, NULL);
    return (s->any_case ? g_ascii_strcasecmp : strcmp)(s->event, m->event) == 0;
}

static uint32_t program_number(enum api_program p)
{
    return p == PROGRAM_QEMU ? MSG_PROGRAM_QEMU : MSG_PROGRAM_REMOTE;
}

static int encode(GByteArray *out, const struct subscription *s, const struct event *e, int callback_id)
{
    const struct event_type *t = e->type;
    uint8_t id[4];
    msg_begin(out, &(struct msg_header){program_number(t->program), 1, s->old ? t->legacy_proc : t->proc, MSG_EVENT, 0,
                                        MSG_OK});
    if (!s->old) {
        be32_put(id, (uint32_t) callback_id);
        g_byte_array_append(out, id, sizeof id);
    }
    if (xdr_encode(s->old && t->legacy_rec ? t->legacy_rec : t->rec, e->data, out) < 0)
        return -1;
    return msg_end(out);
}

/* One that does not read must not make the daemon keep what it does not read.  */
static void send_event(struct client *c, GByteArray *m)
{
    if (c->ch.out_bytes + m->len > CLIENT_OUT_MAX || c->held.length > 4096) {
        log_warn("client %llu does not read its events: closing it", (unsigned long long) c->id);
        client_shut(c);
    } else if (c->holding) {
        GByteArray *copy = g_byte_array_sized_new(m->len);
        g_byte_array_append(copy, m->data, m->len);
        g_queue_push_tail(&c->held, copy);
    } else {
        client_send_locked(c, m, NULL, 0);
    }
}

void client_deliver(struct session *session, const struct event *e, int callback_id)
{
    struct client *c = session->owner;
    GByteArray *out = client_scratch();
    pthread_mutex_lock(&c->lock);
    struct subscription *s = find_locked(c, callback_id, NULL);
    if (!s)
        s = find_locked(c, -1, NULL);
    if (s && passes(s, e)) {
        if (encode(out, s, e, callback_id) == 0)
            send_event(c, out);
        else
            log_error("event %s does not fit into a message", e->type->name);
    }
    pthread_mutex_unlock(&c->lock);
}
