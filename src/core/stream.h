/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * stream.h: bytes beside a call, between a driver and whoever holds the other end (a client of the daemon,
 * or the program itself). A driver binds a descriptor, or its own functions, to call->stream while it
 * serves the call; from then on the front end reads and writes when it can. Nothing here blocks, except
 * that reading a regular file takes what the disk takes.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct stream;

enum {
    STREAM_SOURCE = 1 << 0, /* the client may read */
    STREAM_SINK = 1 << 1,   /* the client may write */
    STREAM_SPARSE = 1 << 2, /* the client wants holes told, not zeros */
};

struct stream_ops {
    /* Bytes, 0 at the end (read), -EAGAIN for "not now", or another -errno.  */
    ssize_t (*read)(void *opaque, void *buf, size_t n);
    ssize_t (*write)(void *opaque, const void *buf, size_t n);
    /* Sparse streams: the hole of at least one byte where reading stands (0: there is data, or the end); and making
     * one. */
    long long (*hole)(void *opaque);
    int (*skip)(void *opaque, long long length);
    /* The client is done, everything was written: 0, or -1 with the thread error set.  */
    int (*finish)(void *opaque);
    /* Always called last, once; `aborted` when it did not end by finish.  */
    void (*close)(void *opaque, bool aborted);
};

/* ---- for drivers ---- */
/* Takes the descriptor (a pty, a socket, a pipe, a file). 0, or -1 with the error set (the descriptor is closed).  */
int stream_bind_fd(struct stream *s, int fd, unsigned how);
/* `fd` (not taken; -1: always ready) says when reading and writing make sense.  */
void stream_bind(struct stream *s, const struct stream_ops *ops, void *opaque, int fd, unsigned how);
/* Called once when the stream is over, whichever way, from any thread.  */
void stream_on_close(struct stream *s, void (*fn)(void *arg), void *arg);
/* Ends it from the driver's side (the guest is gone, another console took over): the client sees an error.  */
void stream_kick(struct stream *s, const char *why);
struct stream *stream_ref(struct stream *s);
void stream_unref(struct stream *s);

/* ---- for front ends (daemon, local connection) ---- */
struct stream *stream_new(void);
bool stream_bound(struct stream *s);
unsigned stream_how(const struct stream *s);
int stream_fd(const struct stream *s); /* -1: always ready */
/* `notify(arg)` is called, from any thread, when the driver has kicked the stream.  */
void stream_on_kick(struct stream *s, void (*notify)(void *arg), void *arg);
/* Why the driver ended it; newly allocated, or NULL.  */
char *stream_kicked(struct stream *s);
ssize_t stream_read(struct stream *s, void *buf, size_t n);
ssize_t stream_write(struct stream *s, const void *buf, size_t n);
long long stream_hole(struct stream *s);
int stream_skip(struct stream *s, long long length);
int stream_finish(struct stream *s);
/* Closes: aborted unless stream_finish was called. Any thread; later calls do nothing.  */
void stream_close(struct stream *s);
