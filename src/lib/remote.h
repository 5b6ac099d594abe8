/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * remote.h: a connection to a daemon. Any number of threads call at once; each sends its own message, and
 * one of those that wait reads for all of them, until its own answer is there. When the program has an
 * event loop, the loop reads while nobody waits.
 */
#pragma once

#include "lib/connect.h"
#include "rpc/channel.h"

struct pending { /* a call, on the stack of its thread */
    struct pending *next;
    uint32_t serial;
    pthread_cond_t cond;
    bool done;
    struct msg_header head;
    GByteArray *body;
    unsigned n_fds;
    int fds[MSG_FDS_MAX];
};

struct remote {
    int refs; /* under the lock: the connection, the event loop's watch and timer, streams */
    pthread_mutex_t lock;
    struct channel ch;
    uint32_t serial;
    struct pending *pending;
    bool reading;  /* a thread is the reader */
    bool flushing; /* a thread waits to write what is left */
    bool dead;
    virError why;       /* for every call after the end */
    GPtrArray *streams; /* struct remote_stream, not owned */
    struct event_queue *queue;
    /* the program's event loop */
    int watch;      /* or -1 */
    bool watch_off; /* not for reading, while a thread reads */
    bool watch_out; /* for writing: something is left */
    int ping_timer; /* or -1 */
    int interval;
    unsigned count, pings;
    uint64_t heard; /* monotonic ms */
};

/* Takes the socket.  */
struct remote *remote_new(int fd, struct event_queue *queue);
struct remote *remote_ref(struct remote *r);
void remote_unref(struct remote *r);
void remote_stop(struct remote *r);  /* the socket is shut, everyone who waits is told */
void remote_watch(struct remote *r); /* lets the event loop read, if the program has one */
int remote_keepalive(struct remote *r, int interval, unsigned count);

/* One call. `extra` may be NULL. `serial` (may be NULL) gets the call's number before it is sent.  */
int remote_exchange(struct remote *r, const struct api *api, const void *args, void *ret, struct api_extra *extra,
                    virStreamPtr stream);

/* ---- for streams, all with the lock held ---- */
uint32_t remote_next_serial(struct remote *r);
int remote_send_locked(struct remote *r, const GByteArray *msg, const int *fds,
                       unsigned n_fds); /* -1: dead, error set */
/* Sends what waits; then 1. With `block` false 0 when it would wait.  */
int remote_drain_locked(struct remote *r, bool block);
/* Waits for something to arrive (or `p` to be done) and handles it; drops the lock meanwhile. -1: the end.  */
int remote_wait_locked(struct remote *r, struct pending *p);
void remote_pend_locked(struct remote *r, struct pending *p, uint32_t serial);
void remote_unpend_locked(struct remote *r, struct pending *p);
/* The last thing before the lock is dropped: the next reader, and writer. True: remote_unchoke after it.  */
bool remote_leave_locked(struct remote *r);
void remote_error_locked(struct remote *r);
/* Reads what is there, if nobody else does.  */
void remote_poll_locked(struct remote *r);
/* Tells the event loop what to wait for now; without the lock.  */
void remote_unchoke(struct remote *r);
/* A packet of a stream has come.  */
void remote_stream_packet(struct remote *r, const struct msg_view *m);
void remote_streams_ended(struct remote *r);
void remote_streams_room(struct remote *r); /* all that was to be written is */
int remote_stream_open(struct remote *r, virStreamPtr s, const struct api *api, uint32_t serial);
void remote_stream_failed(virStreamPtr s);
bool remote_streams_full(const struct remote *r);

/* open.c */
int remote_connect_socket(const struct uri *uri, unsigned flags); /* a connected socket or -1 */
