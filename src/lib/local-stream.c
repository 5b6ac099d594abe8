/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* local-stream.c: the program reads and writes the driver's end directly. */
#define ERR_FROM VIR_FROM_STREAMS
#include "lib/local-stream.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"

struct local_stream {
    struct stream *core;
    int poll_fd; /* our own copy, or -1: always ready */
    int watch, timer;
    virStreamEventCallback cb;
    void *opaque;
    virFreeCallback ff;
};

struct watcher {         /* what the event loop holds */
    virStreamPtr stream; /* referenced */
    virFreeCallback ff;
    void *opaque;
};

static const struct stream_backend local_stream_backend;

void local_stream_open(virStreamPtr s, struct stream *core)
{
    struct local_stream *l = g_new0(struct local_stream, 1);
    l->core = stream_ref(core);
    l->poll_fd = stream_fd(core) >= 0 ? fcntl(stream_fd(core), F_DUPFD_CLOEXEC, 3) : -1;
    l->watch = l->timer = -1;
    s->state = l;
    s->backend = &local_stream_backend;
}

static int fail(struct local_stream *l, ssize_t e, const char *what)
{
    g_autofree char *why = stream_kicked(l->core);
    if (why)
        err(VIR_ERR_OPERATION_FAILED, "%s", why);
    else
        err_sys((int) -e, "%s", what);
    return -1;
}

/* Waits for room or data. 0: try again; -2: the program does not wait.  */
static int wait_for(virStreamPtr s, short events)
{
    struct local_stream *l = s->state;
    struct pollfd p = {l->poll_fd, events, 0};
    if (s->flags & VIR_STREAM_NONBLOCK)
        return -2;
    poll(&p, 1, l->poll_fd < 0 ? 10 : -1);
    return 0;
}

static int stream_send(virStreamPtr s, const char *data, size_t n)
{
    struct local_stream *l = s->state;
    for (;;) {
        ssize_t r = stream_write(l->core, data, MIN(n, G_MAXINT));
        if (r == -EAGAIN && wait_for(s, POLLOUT) < 0)
            return -2;
        if (r >= 0 || r != -EAGAIN)
            return r < 0 ? fail(l, r, "cannot write to stream") : (int) r;
    }
}

static int stream_recv(virStreamPtr s, char *data, size_t n, unsigned flags)
{
    struct local_stream *l = s->state;
    if (flags & VIR_STREAM_RECV_STOP_AT_HOLE && stream_hole(l->core) > 0)
        return -3;
    for (;;) {
        ssize_t r = stream_read(l->core, data, MIN(n, G_MAXINT));
        if (r == -EAGAIN && wait_for(s, POLLIN) < 0)
            return -2;
        if (r >= 0 || r != -EAGAIN)
            return r < 0 ? fail(l, r, "cannot read from stream") : (int) r;
    }
}

static int send_hole(virStreamPtr s, long long length)
{
    struct local_stream *l = s->state;
    int r = stream_skip(l->core, length);
    return r < 0 ? fail(l, r, "cannot make a hole in the stream") : 0;
}

static int recv_hole(virStreamPtr s, long long *length)
{
    struct local_stream *l = s->state;
    *length = stream_hole(l->core);
    int r = *length ? stream_skip(l->core, *length) : 0;
    return r < 0 ? fail(l, r, "cannot skip a hole of the stream") : 0;
}

static int in_data(virStreamPtr s, int *data, long long *length)
{
    struct local_stream *l = s->state;
    long long hole = stream_hole(l->core);
    *data = hole == 0;
    *length = hole ? hole : 65536; /* as much as any, the end included: asked again after it */
    return 0;
}

static void watcher_free(void *opaque)
{
    struct watcher *w = opaque;
    if (w->ff)
        w->ff(w->opaque);
    virStreamFree(w->stream);
    g_free(w);
}

static void drop_watch(struct local_stream *l)
{
    if (l->watch >= 0)
        virEventRemoveHandle(l->watch);
    if (l->timer >= 0)
        virEventRemoveTimeout(l->timer);
    l->watch = l->timer = -1;
}

static void close_it(virStreamPtr s)
{
    struct local_stream *l = s->state;
    drop_watch(l);
    stream_close(l->core);
    stream_unref(l->core);
    if (l->poll_fd >= 0)
        close(l->poll_fd);
    g_free(l);
    s->state = NULL;
    s->backend = NULL;
}

static int finish(virStreamPtr s)
{
    int r = stream_finish(((struct local_stream *) s->state)->core);
    close_it(s);
    return r;
}

static int abort_it(virStreamPtr s)
{
    close_it(s);
    return 0;
}

static void on_fd(int watch, int fd, int events, void *opaque)
{
    struct watcher *w = opaque;
    struct local_stream *l = w->stream->state;
    if (l && l->cb)
        l->cb(w->stream, events, l->opaque); /* the event words have the same bits */
}

static void on_time(int timer, void *opaque)
{
    on_fd(-1, -1, VIR_STREAM_EVENT_READABLE | VIR_STREAM_EVENT_WRITABLE, opaque);
}

static int watch(virStreamPtr s, int events, virStreamEventCallback cb, void *opaque, virFreeCallback ff)
{
    struct local_stream *l = s->state;
    if (l->watch >= 0 || l->timer >= 0) {
        err(VIR_ERR_INTERNAL_ERROR, "multiple stream callbacks not supported");
        return -1;
    }
    struct watcher *w = g_new(struct watcher, 1);
    *w = (struct watcher){s, NULL, opaque};
    virStreamRef(s);
    l->cb = cb;
    l->opaque = opaque;
    if (l->poll_fd >= 0)
        l->watch = virEventAddHandle(l->poll_fd, events, on_fd, w, watcher_free);
    else
        l->timer = virEventAddTimeout(events ? 0 : -1, on_time, w, watcher_free);
    if (l->watch < 0 && l->timer < 0) {
        watcher_free(w);
        err(VIR_ERR_INTERNAL_ERROR, "stream callbacks need an event loop: call virEventRegisterDefaultImpl first");
        return -1;
    }
    w->ff = ff; /* a failed registration leaves the opaque to the program */
    return 0;
}

static int update(virStreamPtr s, int events)
{
    struct local_stream *l = s->state;
    if (l->watch >= 0)
        virEventUpdateHandle(l->watch, events);
    else if (l->timer >= 0)
        virEventUpdateTimeout(l->timer, events ? 0 : -1);
    else
        err(VIR_ERR_INTERNAL_ERROR, "no stream callback registered");
    return l->watch >= 0 || l->timer >= 0 ? 0 : -1;
}

static int unwatch(virStreamPtr s)
{
    struct local_stream *l = s->state;
    bool any = l->watch >= 0 || l->timer >= 0;
    drop_watch(l);
    if (!any)
        err(VIR_ERR_INTERNAL_ERROR, "no stream callback registered");
    return any ? 0 : -1;
}

static const struct stream_backend local_stream_backend = {
    .send = stream_send,
    .recv = stream_recv,
    .send_hole = send_hole,
    .recv_hole = recv_hole,
    .in_data = in_data,
    .finish = finish,
    .abort = abort_it,
    .watch = watch,
    .update = update,
    .unwatch = unwatch,
    .free = close_it,
};
