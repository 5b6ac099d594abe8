/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * connect.h: an open connection in the program: what is behind it (a daemon, or drivers in this process),
 * who wants its events, and how they reach the program: from its event loop, outside of all locks.
 */
#pragma once

#include <glib.h>
#include <pthread.h>

#include "core/event.h"
#include "core/handle.h"

/* What a connection needs of its other end. Functions return 0, or -1 with the thread's error set.  */
struct backend {
    int (*call)(virConnectPtr c, const struct api *api, const void *args, void *ret, struct api_extra *extra);
    void (*close)(virConnectPtr c);
    /* An id for conn_event and unsubscribe, or -1. `only` may be NULL.  */
    int (*subscribe)(virConnectPtr c, const struct event_type *type, struct handle *only, const char *monitor_event,
                     unsigned flags);
    int (*unsubscribe)(virConnectPtr c, const struct event_type *type, int id);
    int (*is_alive)(virConnectPtr c);                                /* 1, 0 */
    int (*keepalive)(virConnectPtr c, int interval, unsigned count); /* 0, 1: not possible, -1 */
    int (*watch_close)(virConnectPtr c, bool on);
    bool encrypted, secure;
};

struct callback { /* one registration of the program */
    int refs;     /* under the queue's lock */
    bool removed;
    int id;     /* what the program calls it */
    int remote; /* what the backend calls it */
    const struct event_type *type;
    struct handle *only;
    void (*fn)(void);
    void *opaque;
    virFreeCallback free;
};

/* Events on their way to the program. Lives on while a timer of the event loop points to it.  */
struct event_queue {
    int refs;
    pthread_mutex_t lock;
    virConnectPtr conn; /* NULL: closed */
    int timer;          /* of the event loop, or -1 */
    int next_id;
    int registering;      /* registrations whose id is on its way: delivery waits for them */
    GPtrArray *callbacks; /* struct callback */
    GQueue events;        /* struct queued */
};

struct _virConnect {
    struct handle h; /* kind HANDLE_CONNECT */
    bool readonly;
    char *uri;
    const struct backend *backend;
    void *state; /* the backend's */
    struct event_queue *queue;
    pthread_mutex_t lock; /* of what follows */
    virConnectCloseFunc close_fn;
    void *close_opaque;
    virFreeCallback close_free;
};

enum { CONN_EVENTS_MAX = 65536 }; /* kept for a program that does not run its event loop */

virConnectPtr conn_new(const char *uri, bool readonly);
virConnectPtr conn_ref(virConnectPtr c);
/* A reference, unless the last one is being dropped: then NULL.  */
virConnectPtr conn_try_ref(virConnectPtr c);
int conn_unref(virConnectPtr c); /* how many references are left */

/* A backend has an event. Takes `data`. Any thread.  */
void conn_event(struct event_queue *q, const struct event_type *type, int remote_id, void *data);
/* The connection broke; the program's close callback is called from its event loop.  */
void conn_closed(struct event_queue *q, int reason);
struct event_queue *event_queue_new(virConnectPtr c);
struct event_queue *event_queue_ref(struct event_queue *q);
void event_queue_unref(struct event_queue *q);
int event_queue_arm(struct event_queue *q);    /* before the first registration; -1: the program has no event loop */
void event_queue_close(struct event_queue *q); /* nothing is delivered any more; frees the registrations */

/* ---- the backends ---- */
struct uri;
/* 1: it is connected; 0: the URI is not for this process; -1.  */
int local_open(virConnectPtr c, const struct uri *uri, unsigned flags);
int remote_open(virConnectPtr c, const struct uri *uri, virConnectAuthPtr auth, unsigned flags);

/* ---- streams ---- */
struct stream_backend {
    /* As the public functions: bytes, 0 end, -1 error set, -2 would block (non-blocking only), -3 a hole.  */
    int (*send)(virStreamPtr s, const char *data, size_t n);
    int (*recv)(virStreamPtr s, char *data, size_t n, unsigned flags);
    int (*send_hole)(virStreamPtr s, long long length);
    int (*recv_hole)(virStreamPtr s, long long *length);
    int (*in_data)(virStreamPtr s, int *data, long long *length);
    int (*finish)(virStreamPtr s);
    int (*abort)(virStreamPtr s);
    int (*watch)(virStreamPtr s, int events, virStreamEventCallback cb, void *opaque, virFreeCallback ff);
    int (*update)(virStreamPtr s, int events);
    int (*unwatch)(virStreamPtr s);
    void (*free)(virStreamPtr s);
};

struct _virStream {
    struct handle h; /* kind HANDLE_STREAM */
    unsigned flags;
    const struct stream_backend *backend; /* NULL: no call has opened it yet, or it is over */
    void *state;
};
