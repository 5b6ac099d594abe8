/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * qmp.h: one conversation with a QEMU. Calls from any number of threads are answered by one reader on the
 * monitor loop; every wait has a deadline; what QEMU sends is bounded and checked, and a QEMU that breaks
 * the rules breaks only its own monitor.
 */
#pragma once

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "rec/rec.h"

#define QMP_WAIT_MS 30000        /* the usual patience */
#define QMP_LINE_MAX (10u << 20) /* one message of QEMU */
#define QMP_OUT_MAX (4u << 20)   /* what may wait to be read by a QEMU that does not read */
#define QMP_PENDING_MAX 256      /* questions without an answer */

struct qmp;
struct qmp_pending;

struct qmp_command { /* the table is in messages.h */
    const char *name;
    const struct rec *in;  /* NULL: no arguments */
    const struct rec *out; /* NULL: nothing of interest. A row with path "." takes the whole value (arrays) */
};

struct qmp_event {
    const char *name;
    const struct rec *rec; /* NULL: no data of interest */
};

/* All are called on the monitor loop's thread and must not block; a handler may call qmp_send, not qmp_wait.  */
struct qmp_events {
    /* One of the table's events; `data` is a struct of qmp_event_table[id].rec, or NULL. `usec`: QEMU's clock, UTC.  */
    void (*event)(struct qmp *q, unsigned id, const void *data, int64_t usec, void *opaque);
    /* Every event, known or not, as QEMU said it; may be NULL.  */
    void (*any)(struct qmp *q, const char *name, const json_t *data, int64_t usec, void *opaque);
    /* Once: the peer went away (reason NULL) or broke the rules (reason says how). No event comes after it.  */
    void (*closed)(struct qmp *q, const char *reason, void *opaque);
    /* How many answers to a predecessor's questions may come: QEMU says them to whoever is connected then.  */
    unsigned late;
};

/* Takes the descriptor (a connected stream socket). One reference is returned. Never NULL.  */
struct qmp *qmp_open(int fd, const struct qmp_events *handlers, void *opaque);
/* The same for a guest agent: no greeting, no events; the first call synchronises.  */
struct qmp *qmp_open_agent(int fd, const struct qmp_events *handlers, void *opaque);
struct qmp *qmp_ref(struct qmp *q);
void qmp_unref(struct qmp *q);
/* Ends it: waiting calls fail, and after the return no handler runs nor will run (except the one that calls).  */
void qmp_close(struct qmp *q);
bool qmp_is_open(struct qmp *q);
/* Has it left a question unanswered for longer than `ms`? Bulk callers skip such a guest.  */
bool qmp_stalled(struct qmp *q, unsigned ms);

/* Waits for the greeting and enters command mode. 0, or -1 with the error set.  */
int qmp_handshake(struct qmp *q, unsigned timeout_ms);

/* Asks and waits. `in` and `out` are the structs of the command's records (out is cleared first, and to be
 * ended with rec_done(cmd->out, out)). 0, or -1 with the error set.  */
int qmp_call(struct qmp *q, const struct qmp_command *cmd, const void *in, void *out, unsigned timeout_ms);
/* With a descriptor (borrowed) for getfd and add-fd.  */
int qmp_call_fd(struct qmp *q, const struct qmp_command *cmd, const void *in, int fd, void *out, unsigned timeout_ms);
/* For arguments and answers that have no record. `args` is borrowed and may be NULL; `ret` may be NULL.  */
int qmp_call_json(struct qmp *q, const char *name, json_t *args, json_t **ret, unsigned timeout_ms);

/* Bulk: ask many, then collect. NULL with the error set; qmp_wait frees the pending, whatever happens.
 * `deadline_ms`: on the clock of qmp_now(), so that one deadline bounds them all.  */
struct qmp_pending *qmp_send(struct qmp *q, const struct qmp_command *cmd, const void *in);
struct qmp_pending *qmp_send_json(struct qmp *q, const char *name, json_t *args);
int qmp_wait(struct qmp_pending *p, void *out, int64_t deadline_ms);
int qmp_wait_json(struct qmp_pending *p, json_t **ret, int64_t deadline_ms);
void qmp_forget(struct qmp_pending *p); /* the answer no longer matters; NULL is fine */
int64_t qmp_now(void);                  /* CLOCK_MONOTONIC in milliseconds */

/* Pass-through: a user's JSON command, or a line for the human monitor. The whole answer as text, errors of
 * QEMU included; NULL with the error set.  */
char *qmp_raw(struct qmp *q, const char *json, unsigned timeout_ms);
char *qmp_hmp(struct qmp *q, const char *line, unsigned timeout_ms);

/* Why the calling thread's last qmp call failed.  */
enum qmp_class {
    QMP_OK,
    QMP_NO_ANSWER, /* deadline, closed or broken */
    QMP_BAD_ANSWER,
    QMP_GENERIC_ERROR,
    QMP_COMMAND_NOT_FOUND,
    QMP_DEVICE_NOT_FOUND,
    QMP_DEVICE_NOT_ACTIVE,
    QMP_KVM_MISSING_CAP,
};
enum qmp_class qmp_last(void);
/* QEMU's own words for it ("" when there are none); valid until the thread's next call.  */
const char *qmp_last_desc(void);

#include "drivers/qemu/qmp/messages.h"
