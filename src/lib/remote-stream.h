/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* remote-stream.h: a stream from a daemon, for its two files: the bytes, and the program's callback. */
#pragma once

#include "lib/remote.h"

struct piece { /* bytes, or a hole */
    GByteArray *bytes;
    size_t at;
    long long hole;
};

struct remote_stream {
    struct remote *remote; /* referenced */
    virStreamPtr stream;
    struct msg_header head;
    GQueue pieces;
    size_t kept;
    bool eof;  /* the daemon has sent all */
    bool over; /* the daemon confirmed the end, or reported an error */
    bool failed;
    virError why;
    struct pending *waiter;
    /* the program's callback */
    int timer, events;
    bool removed;
    virStreamEventCallback cb;
    void *opaque;
    virFreeCallback ff;
    int refs; /* the stream's and the timer's; under the remote's lock */
};

/* Which of the wanted events would come now; with the remote's lock.  */
int remote_stream_ready(const struct remote_stream *rs);
void remote_stream_unref(struct remote_stream *rs);

/* remote-watch.c, for the backend's table */
int remote_stream_watch(virStreamPtr s, int events, virStreamEventCallback cb, void *opaque, virFreeCallback ff);
int remote_stream_update(virStreamPtr s, int events);
int remote_stream_unwatch(virStreamPtr s);
