/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* event.c: registering callbacks for events, one way for every kind of object. */
#define ERR_FROM VIR_FROM_NONE
#include "api-private.h"
#include <libvirt/libvirt-qemu.h>
#include <libvirt/libvirt.h>
#include <string.h>

#include "api-events.h"
#include "api-ids.h"
#include "base/err.h"
#include "lib/connect.h"
#include "lib/errors.h"
#include "lib/wrap.h"

struct wish {
    enum api_id api;
    enum handle_kind kind;
    int event;
    void *only;
    const char *monitor_event;
    unsigned flags;
    void (*fn)(void);
    void *opaque;
    virFreeCallback free;
};

/* How many public events there are for a kind of object.  */
static int ids_of(enum handle_kind kind)
{
    int n = 0;
    while (event_type(kind, n))
        n++;
    return n;
}

static const struct event_type *check(virConnectPtr conn, const struct wish *w)
{
    const struct event_type *t = event_type(w->kind, w->event);
    const struct handle *only = w->only;
    if (!wrap_object(&apis[w->api], conn))
        return NULL;
    if (!w->fn)
        err_arg("cb in %s must not be NULL", apis[w->api].name);
    else if (!t)
        err_arg("eventID in %s must be less than %d", apis[w->api].name, ids_of(w->kind));
    else if (only && !handle_is(only, w->kind))
        err(handle_invalid_code(w->kind), "invalid %s pointer in %s", handle_kind_name(w->kind), apis[w->api].name);
    else if (only && only->conn != conn)
        err_arg("%s in %s must match connection", handle_kind_name(w->kind), apis[w->api].name);
    else if (event_queue_arm(conn->queue) < 0)
        err(VIR_ERR_INTERNAL_ERROR, "events need an event loop: call virEventRegisterDefaultImpl first");
    else
        return t;
    return NULL;
}

/* In the list before the daemon knows of it, so that its first event finds it.  */
static struct callback *enter(virConnectPtr conn, const struct event_type *type, const struct wish *w)
{
    struct event_queue *q = conn->queue;
    struct callback *cb = g_new0(struct callback, 1);
    *cb = (struct callback){.refs = 1, .type = type, .fn = w->fn, .opaque = w->opaque, .remote = -2};
    cb->only = handle_ref(w->only);
    pthread_mutex_lock(&q->lock);
    cb->id = q->next_id++;
    q->registering++;
    g_ptr_array_add(q->callbacks, cb);
    pthread_mutex_unlock(&q->lock);
    return cb;
}

static void release(struct event_queue *q, struct callback *cb)
{
    pthread_mutex_lock(&q->lock);
    bool last = --cb->refs == 0;
    pthread_mutex_unlock(&q->lock);
    if (!last)
        return; /* it is being called: the event loop frees it after */
    if (cb->free)
        cb->free(cb->opaque);
    handle_unref(cb->only);
    g_free(cb);
}

static int add(virConnectPtr conn, struct wish w)
{
    err_reset();
    const struct event_type *type = check(conn, &w);
    if (!type)
        return wrap_fail(conn);
    struct callback *cb = enter(conn, type, &w);
    int id = cb->id, remote = conn->backend->subscribe(conn, type, w.only, w.monitor_event, w.flags);
    struct event_queue *q = conn->queue;
    pthread_mutex_lock(&q->lock);
    cb->remote = remote;
    cb->free = w.free; /* a failed registration leaves the opaque to the program */
    if (remote < 0) {
        cb->removed = true;
        cb->free = NULL;
        g_ptr_array_remove(q->callbacks, cb);
    }
    bool due = --q->registering == 0 && !g_queue_is_empty(&q->events);
    int timer = q->timer;
    pthread_mutex_unlock(&q->lock);
    if (due)
        virEventUpdateTimeout(timer, 0);
    if (remote >= 0)
        return id;
    release(q, cb); /* a delivery may hold it */
    return wrap_fail(conn);
}

/* Takes the registration with that id (or, id -1, that function) out of the list. */
static struct callback *take(struct event_queue *q, enum handle_kind kind, bool monitor, int id, void (*fn)(void))
{
    struct callback *found = NULL;
    pthread_mutex_lock(&q->lock);
    for (guint i = 0; i < q->callbacks->len && !found; i++) {
        struct callback *cb = g_ptr_array_index(q->callbacks, i);
        bool fits = id >= 0 ? cb->id == id : cb->fn == fn && cb->type->id == VIR_DOMAIN_EVENT_ID_LIFECYCLE;
        if (fits && cb->type->kind == kind && monitor == (cb->type->id == QEMU_MONITOR_EVENT_ID)) {
            found = cb;
            cb->removed = true;
            g_ptr_array_remove_index(q->callbacks, i);
        }
    }
    pthread_mutex_unlock(&q->lock);
    return found;
}

static int drop(virConnectPtr conn, enum api_id api, enum handle_kind kind, int id, void (*fn)(void))
{
    err_reset();
    if (!wrap_object(&apis[api], conn))
        return wrap_fail(conn);
    bool monitor = api == API_virConnectDomainQemuMonitorEventDeregister;
    struct callback *cb = take(conn->queue, kind, monitor, id, fn);
    if (!cb) {
        err(VIR_ERR_INVALID_ARG, "could not find event callback %d for deletion", id);
        return wrap_fail(conn);
    }
    /* A connection that broke has forgotten it already.  */
    int r = conn->backend->is_alive(conn) ? conn->backend->unsubscribe(conn, cb->type, cb->remote) : 0;
    release(conn->queue, cb);
    return r < 0 ? wrap_fail(conn) : 0;
}

/* ---- the public functions ---- */

int virConnectDomainEventRegister(virConnectPtr conn, virConnectDomainEventCallback cb, void *opaque,
                                  virFreeCallback freecb)
{
    struct wish w = {API_virConnectDomainEventRegister, HANDLE_DOMAIN, VIR_DOMAIN_EVENT_ID_LIFECYCLE};
    w.fn = (void (*)(void)) cb, w.opaque = opaque, w.free = freecb;
    return add(conn, w) < 0 ? -1 : 0;
}

int virConnectDomainEventDeregister(virConnectPtr conn, virConnectDomainEventCallback cb)
{
    if (!cb)
        return wrap_null(API_virConnectDomainEventDeregister, conn, "cb");
    return drop(conn, API_virConnectDomainEventDeregister, HANDLE_DOMAIN, -1, (void (*)(void)) cb);
}

int virConnectDomainQemuMonitorEventRegister(virConnectPtr conn, virDomainPtr dom, const char *event,
                                             virConnectDomainQemuMonitorEventCallback cb, void *opaque,
                                             virFreeCallback freecb, unsigned int flags)
{
    struct wish w = {API_virConnectDomainQemuMonitorEventRegister,
                     HANDLE_DOMAIN,
                     QEMU_MONITOR_EVENT_ID,
                     dom,
                     event,
                     flags,
                     (void (*)(void)) cb,
                     opaque,
                     freecb};
    return add(conn, w);
}

/* virConnectXEventRegisterAny and its opposite, for each kind.  */
#define KIND_EVENTS(Kind, KIND, ptr, arg, Callback)                                                                    \
    int virConnect##Kind##EventRegisterAny(virConnectPtr conn, ptr arg, int eventID, Callback cb, void *opaque,        \
                                           virFreeCallback freecb)                                                     \
    {                                                                                                                  \
        struct wish w = {                                                                                              \
            API_virConnect##Kind##EventRegisterAny, KIND, eventID, arg, NULL, 0, (void (*)(void)) cb, opaque, freecb}; \
        return add(conn, w);                                                                                           \
    }                                                                                                                  \
    int virConnect##Kind##EventDeregisterAny(virConnectPtr conn, int callbackID)                                       \
    {                                                                                                                  \
        if (callbackID < 0)                                                                                            \
            return wrap_bad(API_virConnect##Kind##EventDeregisterAny, conn, "callbackID", "must be zero or greater");  \
        return drop(conn, API_virConnect##Kind##EventDeregisterAny, KIND, callbackID, NULL);                           \
    }

KIND_EVENTS(Domain, HANDLE_DOMAIN, virDomainPtr, dom, virConnectDomainEventGenericCallback)
KIND_EVENTS(Network, HANDLE_NETWORK, virNetworkPtr, net, virConnectNetworkEventGenericCallback)
KIND_EVENTS(StoragePool, HANDLE_STORAGE_POOL, virStoragePoolPtr, pool, virConnectStoragePoolEventGenericCallback)
KIND_EVENTS(NodeDevice, HANDLE_NODE_DEVICE, virNodeDevicePtr, dev, virConnectNodeDeviceEventGenericCallback)
KIND_EVENTS(Secret, HANDLE_SECRET, virSecretPtr, secret, virConnectSecretEventGenericCallback)

int virConnectDomainQemuMonitorEventDeregister(virConnectPtr conn, int callbackID)
{
    if (callbackID < 0)
        return wrap_bad(API_virConnectDomainQemuMonitorEventDeregister, conn, "callbackID", "must be zero or greater");
    return drop(conn, API_virConnectDomainQemuMonitorEventDeregister, HANDLE_DOMAIN, callbackID, NULL);
}
