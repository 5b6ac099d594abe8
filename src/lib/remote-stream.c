/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * remote-stream.c: the program's end of a stream from a daemon. What arrives is kept until the program takes
 * it; when it takes little, the event loop does not read for it, and in the end the stream is broken off
 * rather than memory filled.
 */
#define ERR_FROM VIR_FROM_STREAMS
#include <errno.h>
#include <string.h>

#include "base/err.h"
#include "lib/remote-stream.h"
#include "rpc/wire-error.h"

enum {
    FULL = 8 << 20,     /* kept bytes at which the event loop stops reading */
    BROKEN = 256 << 20, /* at which threads that must read give the stream up */
    PIECE = 128         /* what keeping a packet costs, however short it is */
};

static const struct stream_backend remote_stream_backend;

/* ---- what arrives: with the remote's lock ---- */

static void piece_free(void *p)
{
    struct piece *x = p;
    if (x->bytes)
        g_byte_array_unref(x->bytes);
    g_free(x);
}

int remote_stream_ready(const struct remote_stream *rs)
{
    int ev = 0;
    if (!g_queue_is_empty((GQueue *) &rs->pieces) || rs->eof || rs->over || rs->failed)
        ev |= VIR_STREAM_EVENT_READABLE;
    if (!channel_pending(&rs->remote->ch) || rs->over || rs->failed)
        ev |= VIR_STREAM_EVENT_WRITABLE;
    return ev & rs->events;
}

static void notify(struct remote_stream *rs)
{
    if (rs->waiter)
        pthread_cond_signal(&rs->waiter->cond);
    if (rs->timer >= 0 && remote_stream_ready(rs))
        virEventUpdateTimeout(rs->timer, 0);
}

static void fail(struct remote_stream *rs)
{
    if (rs->failed)
        return;
    rs->failed = true;
    err_copy(&rs->why, err_thread());
}

static void keep(struct remote_stream *rs, struct piece p, size_t n)
{
    g_queue_push_tail(&rs->pieces, g_memdup2(&p, sizeof p));
    rs->kept += n + PIECE;
    if (rs->kept > BROKEN) {
        err(VIR_ERR_OPERATION_FAILED, "the stream was not read while other calls waited for their answers");
        fail(rs);
        g_queue_clear_full(&rs->pieces, piece_free);
        rs->kept = 0;
    }
}

static void take_data(struct remote_stream *rs, const struct msg_view *m)
{
    if (!m->len) {
        rs->eof = true;
        return;
    }
    GByteArray *b = g_byte_array_sized_new((guint) m->len);
    g_byte_array_append(b, m->body, (guint) m->len);
    keep(rs, (struct piece){.bytes = b}, m->len);
}

static void take_hole(struct remote_stream *rs, const struct msg_view *m)
{
    long long n = m->len >= 8 ? (long long) ((uint64_t) be32_get(m->body) << 32 | be32_get(m->body + 4)) : 0;
    if (n > 0)
        keep(rs, (struct piece){.hole = n}, 0);
}

void remote_stream_packet(struct remote *r, const struct msg_view *m)
{
    struct remote_stream *rs = NULL;
    for (guint i = 0; i < r->streams->len && !rs; i++) {
        struct remote_stream *x = g_ptr_array_index(r->streams, i);
        if (x->head.serial == m->head.serial && x->head.proc == m->head.proc && x->head.program == m->head.program)
            rs = x;
    }
    if (!rs || rs->over || rs->failed)
        return;
    if (m->head.type == MSG_HOLE) {
        take_hole(rs, m);
    } else if (m->head.status == MSG_CONTINUE) {
        take_data(rs, m);
    } else if (m->head.status == MSG_OK) {
        rs->over = true;
    } else {
        virErrorPtr mine = err_take();
        wire_error_decode(m->body, m->len);
        fail(rs);
        rs->over = true;
        err_put(mine);
    }
    notify(rs);
}

void remote_streams_ended(struct remote *r)
{
    for (guint i = 0; i < r->streams->len; i++) {
        struct remote_stream *rs = g_ptr_array_index(r->streams, i);
        virErrorPtr mine = err_take();
        remote_error_locked(r);
        fail(rs);
        err_put(mine);
        notify(rs);
    }
}

void remote_streams_room(struct remote *r)
{
    for (guint i = 0; i < r->streams->len; i++)
        notify(g_ptr_array_index(r->streams, i));
}

bool remote_streams_full(const struct remote *r)
{
    for (guint i = 0; i < r->streams->len; i++)
        if (((struct remote_stream *) g_ptr_array_index(r->streams, i))->kept > FULL)
            return true;
    return false;
}

/* ---- life ---- */

int remote_stream_open(struct remote *r, virStreamPtr s, const struct api *api, uint32_t serial)
{
    struct remote_stream *rs = g_new0(struct remote_stream, 1);
    uint32_t program = api->program == PROGRAM_QEMU ? MSG_PROGRAM_QEMU : MSG_PROGRAM_REMOTE;
    rs->remote = r;
    r->refs++;
    rs->refs = 1;
    rs->stream = s;
    rs->timer = -1;
    rs->head = (struct msg_header){program, 1, api->proc, MSG_STREAM, serial, MSG_CONTINUE};
    g_queue_init(&rs->pieces);
    g_ptr_array_add(r->streams, rs);
    s->state = rs;
    s->backend = &remote_stream_backend;
    return 0;
}

void remote_stream_unref(struct remote_stream *rs)
{
    struct remote *r = rs->remote;
    pthread_mutex_lock(&r->lock);
    int left = --rs->refs;
    pthread_mutex_unlock(&r->lock);
    if (left)
        return;
    g_queue_clear_full(&rs->pieces, piece_free);
    err_clear(&rs->why);
    if (rs->ff)
        rs->ff(rs->opaque);
    g_free(rs);
    remote_unref(r);
}

static void detach(virStreamPtr s)
{
    struct remote_stream *rs = s->state;
    struct remote *r = rs->remote;
    pthread_mutex_lock(&r->lock);
    g_ptr_array_remove(r->streams, rs);
    bool rearm = remote_leave_locked(r);
    int timer = rs->timer;
    rs->timer = -1;
    rs->removed = true;
    rs->stream = NULL;
    pthread_mutex_unlock(&r->lock);
    if (timer >= 0)
        virEventRemoveTimeout(timer);
    if (rearm)
        remote_unchoke(r);
    s->state = NULL;
    s->backend = NULL;
    remote_stream_unref(rs);
}

void remote_stream_failed(virStreamPtr s)
{
    detach(s);
}

/* ---- the program's calls ---- */

static int failed(struct remote_stream *rs)
{
    if (rs->failed)
        err_copy(err_thread(), &rs->why);
    else
        err(VIR_ERR_INTERNAL_ERROR, "the stream has ended");
    return -1;
}

/* Waits until something changes; with the lock.  */
static int wait_locked(struct remote_stream *rs)
{
    struct pending p;
    remote_pend_locked(rs->remote, &p, 0);
    rs->waiter = &p;
    int r = remote_wait_locked(rs->remote, &p);
    rs->waiter = NULL;
    remote_unpend_locked(rs->remote, &p);
    return r;
}

static int leave(struct remote_stream *rs, int ret)
{
    struct remote *r = rs->remote;
    bool rearm = remote_leave_locked(r);
    pthread_mutex_unlock(&r->lock);
    if (rearm)
        remote_unchoke(r);
    return ret;
}

static int send_packet(struct remote_stream *rs, enum msg_type type, enum msg_status status, const void *data, size_t n)
{
    g_autoptr(GByteArray) out = g_byte_array_sized_new((guint) (MSG_HEAD + n));
    struct msg_header h = rs->head;
    h.type = type;
    h.status = status;
    msg_begin(out, &h);
    g_byte_array_append(out, data, (guint) n);
    if (msg_end(out) < 0)
        return -1;
    return remote_send_locked(rs->remote, out, NULL, 0);
}

/* 1: there is room to send; 0: not now; -1.  */
static int room(struct remote_stream *rs, bool block)
{
    if (rs->failed || rs->over)
        return failed(rs);
    return remote_drain_locked(rs->remote, block);
}

static int stream_send(virStreamPtr s, const char *data, size_t n)
{
    struct remote_stream *rs = s->state;
    bool block = !(s->flags & VIR_STREAM_NONBLOCK);
    size_t some = MIN(n, MSG_CHUNK);
    pthread_mutex_lock(&rs->remote->lock);
    remote_poll_locked(rs->remote); /* an error of the sink stops the sender early */
    int r = room(rs, block);
    if (r > 0)
        r = send_packet(rs, MSG_STREAM, MSG_CONTINUE, data, some) < 0 ? -1 : (int) some;
    else if (r == 0)
        r = -2;
    if (r > 0 && block && remote_drain_locked(rs->remote, true) < 0)
        r = -1;
    return leave(rs, r);
}

static int send_hole(virStreamPtr s, long long length)
{
    struct remote_stream *rs = s->state;
    uint8_t body[12] = {0};
    be32_put(body, (uint32_t) ((unsigned long long) length >> 32));
    be32_put(body + 4, (uint32_t) length);
    pthread_mutex_lock(&rs->remote->lock);
    int r = room(rs, true);
    if (r > 0)
        r = send_packet(rs, MSG_HOLE, MSG_CONTINUE, body, sizeof body);
    return leave(rs, r < 0 ? -1 : 0);
}

/* Until there is a piece, or the end. 1: a piece; 0: the end; -2: nothing now; -1.  */
static int next_piece(struct remote_stream *rs, bool block)
{
    bool polled = false;
    for (;;) {
        if (!g_queue_is_empty(&rs->pieces))
            return 1;
        if (rs->failed)
            return failed(rs);
        if (rs->eof || rs->over)
            return 0;
        if (!block && polled)
            return -2;
        if (!block)
            remote_poll_locked(rs->remote), polled = true;
        else if (wait_locked(rs) < 0)
            return -1;
    }
}

static void drop_piece(struct remote_stream *rs)
{
    piece_free(g_queue_pop_head(&rs->pieces));
    rs->kept -= PIECE;
}

static int take_bytes(struct remote_stream *rs, char *data, size_t n)
{
    struct piece *p = g_queue_peek_head(&rs->pieces);
    size_t some;
    if (p->hole) {
        some = (size_t) MIN((long long) n, p->hole);
        memset(data, 0, some);
        if ((p->hole -= (long long) some) == 0)
            drop_piece(rs);
        return (int) some;
    }
    some = MIN(n, p->bytes->len - p->at);
    memcpy(data, p->bytes->data + p->at, some);
    p->at += some;
    rs->kept -= some;
    if (p->at == p->bytes->len)
        drop_piece(rs);
    return (int) some;
}

static int stream_recv(virStreamPtr s, char *data, size_t n, unsigned flags)
{
    struct remote_stream *rs = s->state;
    pthread_mutex_lock(&rs->remote->lock);
    int r = next_piece(rs, !(s->flags & VIR_STREAM_NONBLOCK));
    if (r > 0) {
        const struct piece *p = g_queue_peek_head(&rs->pieces);
        r = p->hole && flags & VIR_STREAM_RECV_STOP_AT_HOLE ? -3 : take_bytes(rs, data, MIN(n, G_MAXINT));
    }
    return leave(rs, r);
}

static int recv_hole(virStreamPtr s, long long *length)
{
    struct remote_stream *rs = s->state;
    pthread_mutex_lock(&rs->remote->lock);
    int r = next_piece(rs, true);
    struct piece *p = r > 0 ? g_queue_peek_head(&rs->pieces) : NULL;
    *length = 0;
    if (p && p->hole) {
        *length = p->hole;
        drop_piece(rs);
    }
    return leave(rs, r < 0 ? -1 : 0);
}

static int in_data(virStreamPtr s, int *data, long long *length)
{
    struct remote_stream *rs = s->state;
    pthread_mutex_lock(&rs->remote->lock);
    int r = next_piece(rs, true);
    const struct piece *p = r > 0 ? g_queue_peek_head(&rs->pieces) : NULL;
    *data = p && !p->hole;
    *length = !p ? 0 : p->hole ? p->hole : (long long) (p->bytes->len - p->at);
    return leave(rs, r < 0 ? -1 : 0);
}

/* Says that the program is done, one way or the other, and waits for the daemon to say so too.  */
static int end(virStreamPtr s, enum msg_status status)
{
    struct remote_stream *rs = s->state;
    pthread_mutex_lock(&rs->remote->lock);
    int r = rs->failed ? (status == MSG_OK ? failed(rs) : 0) : 0;
    if (!rs->failed && !rs->over) {
        r = remote_drain_locked(rs->remote, true) < 0 ? -1 : send_packet(rs, MSG_STREAM, status, NULL, 0);
        while (r == 0 && !rs->over && !rs->failed) {
            g_queue_clear_full(&rs->pieces, piece_free);
            rs->kept = 0;
            r = wait_locked(rs);
        }
        if (r == 0 && rs->failed)
            r = failed(rs);
    }
    leave(rs, 0);
    detach(s);
    return r;
}

static int stream_finish(virStreamPtr s)
{
    return end(s, MSG_OK);
}

static int stream_abort(virStreamPtr s)
{
    return end(s, MSG_ERROR);
}

static void stream_free(virStreamPtr s)
{
    struct remote_stream *rs = s->state;
    pthread_mutex_lock(&rs->remote->lock);
    if (!rs->over && !rs->failed)
        send_packet(rs, MSG_STREAM, MSG_ERROR, NULL, 0); /* nobody waits for the answer */
    leave(rs, 0);
    detach(s);
}

static const struct stream_backend remote_stream_backend = {
    .send = stream_send,
    .recv = stream_recv,
    .send_hole = send_hole,
    .recv_hole = recv_hole,
    .in_data = in_data,
    .finish = stream_finish,
    .abort = stream_abort,
    .watch = remote_stream_watch,
    .update = remote_stream_update,
    .unwatch = remote_stream_unwatch,
    .free = stream_free,
};
