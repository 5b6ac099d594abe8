/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * private.h: the inside of a conversation, shared by its three parts: qmp.c (questions and their waiting),
 * input.c (what QEMU says), output.c (what is said to it). Everything is under `lock`, which is never held
 * while a handler runs.
 */
#pragma once

#include <glib.h>
#include <pthread.h>
#include <stdatomic.h>

#include "drivers/qemu/qmp/codec.h"
#include "drivers/qemu/qmp/qmp.h"
#include "drivers/qemu/qmp/watch.h"

#define QMP_HELD_MAX (32u << 20) /* bytes of answers that nobody has fetched */
#define AGENT_SYNC "guest-sync-delimited"
#define QMP_EVENTS_MAX 20000 /* in a second: more is a flood */

struct qmp_pending {
    struct qmp *q;                 /* referenced while the asker holds the pending */
    const struct qmp_command *cmd; /* NULL: by name */
    char *name;
    uint64_t id;
    int64_t asked;
    json_t *answer; /* the whole message */
    size_t bytes;   /* of it, counted in q->held */
    bool whole;     /* pass-through: QEMU's errors are answers too */
    bool forgotten; /* the asker left; the table owns it until its answer comes */
};

struct qmp_chunk { /* bytes that the socket did not take yet */
    char *text;
    size_t len, sent;
    int fd; /* goes with the first byte; -1: none */
};

struct qmp {
    _Atomic int refs;
    int fd;
    bool agent;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct watch *watch;
    struct qmp_events handlers;
    void *opaque;

    bool greeted, closed;
    bool synced;  /* agent: the stream is at a known place */
    char *reason; /* why it is broken; NULL: the peer went away */

    GByteArray *in; /* a message not yet complete; only the loop's thread */
    size_t scanned;
    int64_t second; /* of the count below */
    unsigned events;

    GQueue out; /* struct qmp_chunk */
    size_t out_bytes;

    GQueue pending; /* struct qmp_pending, oldest first */
    uint64_t last_id;
    size_t held;
};

/* input.c: the loop's callback.  */
void qmp_on_io(uint32_t events, void *opaque);
/* qmp.c: no more answers; tells the waiting and, on the loop's thread, the handler. `reason` is taken.  */
void qmp_break(struct qmp *q, char *reason);
void qmp_pending_free(struct qmp_pending *p);
/* output.c, locked. 0, or -1: too much is waiting already, or the socket is dead.  */
int qmp_put(struct qmp *q, char *text, size_t len, int fd); /* takes text, duplicates fd on need */
int qmp_flush(struct qmp *q);
void qmp_chunk_free(struct qmp_chunk *c);
