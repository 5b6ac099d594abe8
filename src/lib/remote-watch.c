/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* remote-watch.c: telling the program that a stream from a daemon can be read or written, from its event loop. */
#define ERR_FROM VIR_FROM_STREAMS
#include "base/err.h"
#include "lib/remote-stream.h"

static void timer_gone(void *opaque)
{
    remote_stream_unref(opaque);
}

static void fire(int timer, void *opaque)
{
    struct remote_stream *rs = opaque;
    struct remote *r = rs->remote;
    virEventUpdateTimeout(timer, -1); /* before looking: what comes after that arms it again */
    pthread_mutex_lock(&r->lock);
    remote_poll_locked(r);
    int events = rs->removed ? 0 : remote_stream_ready(rs);
    virStreamPtr s = rs->stream;
    if (events && s)
        handle_ref(&s->h);
    bool rearm = remote_leave_locked(r);
    pthread_mutex_unlock(&r->lock);
    if (rearm)
        remote_unchoke(r);
    if (events && s) {
        rs->cb(s, events, rs->opaque);
        virStreamFree(s);
    }
    pthread_mutex_lock(&r->lock);
    bool more = !rs->removed && remote_stream_ready(rs);
    pthread_mutex_unlock(&r->lock);
    if (more)
        virEventUpdateTimeout(timer, 0);
}

int remote_stream_watch(virStreamPtr s, int events, virStreamEventCallback cb, void *opaque, virFreeCallback ff)
{
    struct remote_stream *rs = s->state;
    struct remote *r = rs->remote;
    pthread_mutex_lock(&r->lock);
    bool taken = rs->timer >= 0;
    rs->refs += !taken;
    pthread_mutex_unlock(&r->lock);
    if (taken) {
        err(VIR_ERR_INTERNAL_ERROR, "multiple stream callbacks not supported");
        return -1;
    }
    int timer = virEventAddTimeout(-1, fire, rs, timer_gone);
    if (timer < 0) {
        remote_stream_unref(rs);
        err(VIR_ERR_INTERNAL_ERROR, "stream callbacks need an event loop: call virEventRegisterDefaultImpl first");
        return -1;
    }
    pthread_mutex_lock(&r->lock);
    rs->cb = cb, rs->opaque = opaque, rs->ff = ff, rs->events = events, rs->removed = false;
    rs->timer = timer;
    bool due = remote_stream_ready(rs);
    pthread_mutex_unlock(&r->lock);
    if (due)
        virEventUpdateTimeout(timer, 0);
    return 0;
}

int remote_stream_update(virStreamPtr s, int events)
{
    struct remote_stream *rs = s->state;
    pthread_mutex_lock(&rs->remote->lock);
    int timer = rs->timer;
    rs->events = events;
    bool due = remote_stream_ready(rs);
    pthread_mutex_unlock(&rs->remote->lock);
    if (timer < 0) {
        err(VIR_ERR_INTERNAL_ERROR, "no stream callback registered");
        return -1;
    }
    if (due)
        virEventUpdateTimeout(timer, 0); /* one that is armed and not due disarms itself */
    return 0;
}

int remote_stream_unwatch(virStreamPtr s)
{
    struct remote_stream *rs = s->state;
    pthread_mutex_lock(&rs->remote->lock);
    int timer = rs->timer;
    rs->timer = -1;
    rs->removed = true;
    pthread_mutex_unlock(&rs->remote->lock);
    if (timer < 0) {
        err(VIR_ERR_INTERNAL_ERROR, "no stream callback registered");
        return -1;
    }
    virEventRemoveTimeout(timer);
    return 0;
}
