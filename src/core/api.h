/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * api.h: one row per public function, generated from the files in api/, and the two engines on them: api_call() on
 * the side of the program, api_serve() on the side of the drivers.
 *
 * For every function F of the description the generator makes (api-types.h):
 *   struct F_args, struct F_ret   the arguments and results as plain structs, with rec tables for the wire
 *   (empty ones are absent and their pointers NULL). Objects travel as handles, typed parameters as struct
 *   params, arrays as counted members. Ownership: args belong to the caller; whatever a driver puts into
 *   ret belongs to the caller, who frees it with rec_done(api->ret, ret).
 * and in struct driver (api-driver.h) one member named F:
 *   int (*F)(struct call *, const struct F_args *, struct F_ret *);     0, or -1 with the thread error set
 */
#pragma once

#include "core/handle.h"
#include "rec/rec.h"

struct call;
struct driver;
struct session;
struct object;

enum api_program { PROGRAM_NONE, PROGRAM_REMOTE, PROGRAM_QEMU, PROGRAM_LXC, PROGRAM_ADMIN };
enum api_need { NEED_NOTHING, NEED_READ, NEED_WRITE };
enum job_kind { JOB_NONE, JOB_QUERY, JOB_MODIFY, JOB_DESTROY, JOB_SUSPEND, JOB_ABORT, JOB_ASYNC, JOB_KINDS };

enum api_flag {
    API_INLINE = 1 << 0,   /* cannot block: answered on the I/O thread that read it */
    API_PRIORITY = 1 << 1, /* always finds a worker (destroy, abort, ...) */
    API_STREAM = 1 << 2,   /* opens a stream: call->stream */
    API_FDS_IN = 1 << 3,   /* descriptors come with the call: call->fds */
    API_FDS_OUT = 1 << 4,  /* and with the reply */
    API_RUNNING = 1 << 5,  /* the object must be active (checked after the job is held) */
    API_BY_HAND = 1 << 6,  /* the wrapper is in src/lib/hand/ */
    API_NO_ADOPT = 1 << 7,
};

struct acl_rule {
    const char *object, *permission; /* "domain", "save" */
    unsigned when_any;               /* only when one of these flag bits is set (0: always) */
    unsigned when_none;              /* only when none of these is set */
};

struct api {
    const char *name;
    unsigned since; /* libvirt's version number: 1000000 * major + 1000 * minor + micro */
    enum api_program program;
    unsigned proc;                /* 0: never on the wire */
    const struct rec *args, *ret; /* NULL: none */
    enum handle_kind on;          /* the kind of the first argument */
    enum api_need need;
    enum job_kind job;
    unsigned flags;
    unsigned known_flags;       /* of the argument `flags`; checked by drivers' side */
    unsigned write_flags;       /* of these: those that a read-only connection must not set */
    long flags_at;              /* offset of `flags` in args, or -1 */
    const struct acl_rule *acl; /* ends with { NULL } */
    size_t slot;                /* offset of its member in struct driver */
    int (*thunk)(struct call *c, const void *args, void *ret); /* calls the member, typed */
    int error_domain;                                          /* VIR_FROM_... of mistakes in its arguments */
};

extern const struct api apis[];
extern const unsigned n_apis;
/* The row of a wire procedure, or NULL: an array access.  */
const struct api *api_by_proc(enum api_program program, unsigned proc);
const struct api *api_by_name(const char *name);

/* ---- the program's side (src/lib) ---- */
/* `object` is the first argument, whatever its kind. Resets the thread error, refuses dead handles and writing on
 * read-only connections, then hands over to the connection's backend. 0 or -1; on -1 the error was dispatched to the
 * connection's error callback. Handles in `ret` are adopted by the connection.  */
int api_call(const struct api *api, void *object, void *args, void *ret);
/* The same for the few functions that open a stream, or whose descriptors travel beside the message.  */
struct api_extra {
    struct _virStream *stream; /* API_STREAM: bound to the call when it succeeds */
    const int *fds;            /* API_FDS_IN: sent; they stay the caller's */
    size_t n_fds;
    int out_fds[32]; /* API_FDS_OUT: they are the caller's */
    size_t n_out_fds;
};
int api_call_extra(const struct api *api, void *object, void *args, void *ret, struct api_extra *extra);

/* ---- the drivers' side (src/core/dispatch.c) ---- */
/* Everything a driver function is told beside its arguments.  */
struct call {
    const struct api *api;
    struct session *session;     /* who asks: identity, read-only, drivers, event subscriptions */
    const struct driver *driver; /* the one that serves this object kind in this session */
    void *state;                 /* that driver's state */
    struct object *object;       /* the object looked up by the dispatcher (referenced), or NULL */
    struct stream *stream;       /* API_STREAM */
    int *fds;                    /* API_FDS_IN: owned by the call, closed after it unless set to -1 */
    size_t n_fds;
    int out_fds[32]; /* API_FDS_OUT: the driver puts descriptors here; sent, then closed */
    size_t n_out_fds;
};

/* Finds driver and object, checks flags, access and state, takes the job, runs the driver function, releases.
 * The same for the daemon, for test:/// and for qemu:///embed.  */
int api_serve(struct call *c, const void *args, void *ret);
