/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * client.h: one connection to the daemon. It is read by its I/O thread only; anything may be sent to it by
 * any thread under its lock. Calls that cannot block are answered where they are read; the others go to
 * the pool, a few at a time; the rest wait here, and when too much waits the client is not read any more.
 */
#pragma once

#include <pthread.h>
#include <stdatomic.h>

#include "core/session.h"
#include "daemon/server.h"
#include "rpc/channel.h"

enum {
    CLIENT_WAITING_MAX = 64, /* calls held back before reading stops */
    CLIENT_WAITING_BYTES = 4 << 20,
    CLIENT_OUT_HIGH = 1 << 20, /* unsent bytes at which reading and stream sources stop */
    CLIENT_OUT_MAX = 16 << 20, /* unsent bytes at which an event costs the client its connection */
    CLIENT_STREAMS_MAX = 64,
    CLIENT_AUTH_SECONDS = 60, /* to say who one is */
};

struct request;
struct client_stream;

struct client {
    struct io io; /* first */
    atomic_int refs;
    struct server *server;
    struct ioloop *loop;
    struct client *next, *prev; /* of the server's list, under its lock */
    uint64_t id;
    int64_t since; /* seconds of the clock */
    bool readonly;

    /* the I/O thread's own */
    bool gone;
    atomic_bool authenticated;
    bool auth_running; /* a question to polkit is under way */
    enum auth_kind auth;
    struct io_timer timer; /* keepalive */
    uint64_t heard;        /* monotonic ms of the last message */
    unsigned pings;        /* sent since then */
    struct session session;
    atomic_bool opened;  /* session_open succeeded */
    atomic_bool closing; /* connect_close was answered: ends when all is sent */
    atomic_bool close_callback;

    pthread_mutex_t lock; /* of what follows, and of the writing half of `ch` */
    struct channel ch;
    bool reading_off;  /* too many calls wait: the socket is not read */
    unsigned full;     /* sinks of streams that do not keep up: nor is it then */
    unsigned running;  /* calls in the pool */
    bool session_over; /* gone: the session is closed when no call uses it any more */
    GQueue waiting;    /* struct request */
    size_t waiting_bytes;
    bool corked;           /* the I/O thread will flush when it has read all there is */
    unsigned holding;      /* events wait for the reply to their registration */
    GQueue held;           /* GByteArray, events */
    GPtrArray *streams;    /* struct client_stream, or NULL */
    GArray *subscriptions; /* struct subscription_ref of events.c, or NULL */
};

struct client *client_new(struct server *s, struct ioloop *loop, int fd, bool readonly, enum auth_kind auth);
struct client *client_ref(struct client *c);
void client_unref(struct client *c);
/* Any thread: its loop will find the socket closed.  */
void client_shut(struct client *c);
/* The I/O thread: ends the connection now.  */
void client_close(struct client *c);
void client_set_authenticated(struct client *c);

/* The I/O thread, by ioloop_post; takes a reference: reads on after a pause (of calls that waited).  */
void client_read_on(void *client);
void client_resume(void *client);

/* Any thread. Sends a complete message or queues it. False: the client is gone.  */
bool client_send(struct client *c, const GByteArray *msg, const int *fds, unsigned n_fds);
bool client_send_locked(struct client *c, const GByteArray *msg, const int *fds, unsigned n_fds);
/* What the socket is waited for, by the state of things; under the lock.  */
void client_update_locked(struct client *c);
/* A thread's buffer for the message being made.  */
GByteArray *client_scratch(void);

/* call.c: a message has come (its I/O thread). -1: the client broke the rules and is closed.  */
int client_message(struct client *c, const struct msg_view *m, int *fds);
void client_drop_waiting(struct client *c);
/* The client is gone: closes its session, now or after the last call that runs.  */
void client_end_session(struct client *c);
void client_session_unused(struct client *c);
/* reply.c */
void reply_begin(GByteArray *out, const struct msg_header *call, enum msg_status status);
void reply_error(struct client *c, const struct msg_header *call); /* the thread's error */
void reply_empty(struct client *c, const struct msg_header *call);
/* keepalive.c */
void client_keepalive_start(struct client *c);
void client_keepalive_message(struct client *c, const struct msg_view *m);
