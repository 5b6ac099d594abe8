/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* stream.c: the public functions of streams; the bytes are moved by the connection's backend. */
#define ERR_FROM VIR_FROM_STREAMS
#include <errno.h>
#include <string.h>

#include "api-ids.h"
#include "base/err.h"
#include "lib/connect.h"
#include "lib/errors.h"
#include "lib/wrap.h"

enum { BLOCK = 256 * 1024 };

static bool begin(enum api_id id, const void *object)
{
    err_reset();
    if (wrap_object(&apis[id], object))
        return true;
    wrap_fail(object);
    return false;
}

/* Alive and opened by a call.  */
static bool begin_open(enum api_id id, virStreamPtr s)
{
    if (!begin(id, s))
        return false;
    if (s->backend)
        return true;
    err(VIR_ERR_NO_SUPPORT, "%s", apis[id].name);
    wrap_fail(s);
    return false;
}

static int told(virStreamPtr s, int r)
{
    if (r == -1)
        error_dispatch(s->h.conn);
    return r;
}

virStreamPtr virStreamNew(virConnectPtr conn, unsigned int flags)
{
    if (!begin(API_virStreamNew, conn))
        return NULL;
    if (flags & ~(unsigned) VIR_STREAM_NONBLOCK)
        return wrap_bad(API_virStreamNew, conn, "flags", "has unknown bits"), NULL;
    virStreamPtr s = g_new0(struct _virStream, 1);
    s->h = (struct handle){
        .magic = HANDLE_MAGIC + HANDLE_STREAM, .kind = HANDLE_STREAM, .refs = 1, .conn = conn_ref(conn)};
    s->flags = flags;
    return s;
}

int virStreamRef(virStreamPtr stream)
{
    if (!begin(API_virStreamRef, stream))
        return -1;
    handle_ref(&stream->h);
    return 0;
}

int virStreamFree(virStreamPtr stream)
{
    if (!begin(API_virStreamFree, stream))
        return -1;
    if (atomic_fetch_sub(&stream->h.refs, 1) > 1)
        return 0;
    virConnectPtr c = stream->h.conn;
    if (stream->backend)
        stream->backend->free(stream);
    stream->h.magic = 0;
    g_free(stream);
    conn_unref(c);
    return 0;
}

int virStreamSend(virStreamPtr stream, const char *data, size_t nbytes)
{
    if (!data)
        return wrap_null(API_virStreamSend, stream, "data");
    return begin_open(API_virStreamSend, stream) ? told(stream, stream->backend->send(stream, data, nbytes)) : -1;
}

int virStreamRecv(virStreamPtr stream, char *data, size_t nbytes)
{
    if (!data)
        return wrap_null(API_virStreamRecv, stream, "data");
    return begin_open(API_virStreamRecv, stream) ? told(stream, stream->backend->recv(stream, data, nbytes, 0)) : -1;
}

int virStreamRecvFlags(virStreamPtr stream, char *data, size_t nbytes, unsigned int flags)
{
    if (!data)
        return wrap_null(API_virStreamRecvFlags, stream, "data");
    if (flags & ~(unsigned) VIR_STREAM_RECV_STOP_AT_HOLE)
        return wrap_bad(API_virStreamRecvFlags, stream, "flags", "has unknown bits");
    if (!begin_open(API_virStreamRecvFlags, stream))
        return -1;
    return told(stream, stream->backend->recv(stream, data, nbytes, flags));
}

int virStreamSendHole(virStreamPtr stream, long long length, unsigned int flags)
{
    if (!begin_open(API_virStreamSendHole, stream))
        return -1;
    return told(stream, stream->backend->send_hole(stream, length));
}

int virStreamRecvHole(virStreamPtr stream, long long *length, unsigned int flags)
{
    if (!length)
        return wrap_null(API_virStreamRecvHole, stream, "length");
    return begin_open(API_virStreamRecvHole, stream) ? told(stream, stream->backend->recv_hole(stream, length)) : -1;
}

int virStreamFinish(virStreamPtr stream)
{
    return begin_open(API_virStreamFinish, stream) ? told(stream, stream->backend->finish(stream)) : -1;
}

int virStreamAbort(virStreamPtr stream)
{
    if (!begin(API_virStreamAbort, stream))
        return -1;
    if (!stream->backend) /* there is nothing to break off */
        return 0;
    return told(stream, stream->backend->abort(stream));
}

int virStreamEventAddCallback(virStreamPtr stream, int events, virStreamEventCallback cb, void *opaque,
                              virFreeCallback ff)
{
    if (!cb)
        return wrap_null(API_virStreamEventAddCallback, stream, "cb");
    if (!begin_open(API_virStreamEventAddCallback, stream))
        return -1;
    return told(stream, stream->backend->watch(stream, events, cb, opaque, ff));
}

int virStreamEventUpdateCallback(virStreamPtr stream, int events)
{
    if (!begin_open(API_virStreamEventUpdateCallback, stream))
        return -1;
    return told(stream, stream->backend->update(stream, events));
}

int virStreamEventRemoveCallback(virStreamPtr stream)
{
    if (!begin_open(API_virStreamEventRemoveCallback, stream))
        return -1;
    return told(stream, stream->backend->unwatch(stream));
}

/* ---- everything at once ---- */

static bool begin_all(enum api_id id, virStreamPtr s)
{
    if (!begin_open(id, s))
        return false;
    if (!(s->flags & VIR_STREAM_NONBLOCK))
        return true;
    err(VIR_ERR_OPERATION_INVALID, "data sources and sinks cannot be used for non-blocking streams");
    wrap_fail(s);
    return false;
}

/* The program's function failed: its error or its errno is what the program sees, and the stream is broken off.  */
static int give_up(virStreamPtr s, const char *what)
{
    int saved = errno;
    virErrorPtr keep = err_is_set() ? err_take() : NULL;
    if (s->backend)
        s->backend->abort(s);
    if (keep)
        err_put(keep);
    else if (saved)
        err_sys(saved, "%s", what);
    else
        err(VIR_ERR_OPERATION_FAILED, "%s", what);
    return wrap_fail(s);
}

static int send_whole(virStreamPtr s, const char *data, int n)
{
    for (int done = 0, r; done < n; done += r)
        if ((r = s->backend->send(s, data + done, (size_t) (n - done))) < 0)
            return -1;
    return 0;
}

/* 1: told and passed a hole or the end of it; 0: data follow; -1 the program's functions failed; -2 sending did.  */
static int pass_hole(virStreamPtr s, virStreamSourceHoleFunc hole, virStreamSourceSkipFunc skip, void *opaque,
                     long long *data_left)
{
    int data = 0;
    long long length = 0;
    if (hole(s, &data, &length, opaque) < 0)
        return -1;
    if (data) {
        *data_left = length;
        return 0;
    }
    if (length == 0)
        return 0;
    if (s->backend->send_hole(s, length) < 0)
        return -2;
    return skip(s, length, opaque) < 0 ? -1 : 1;
}

static int send_all(virStreamPtr s, virStreamSourceFunc source, virStreamSourceHoleFunc hole,
                    virStreamSourceSkipFunc skip, void *opaque)
{
    g_autofree char *buf = g_malloc(BLOCK);
    long long left = 0;
    for (;;) {
        errno = 0;
        if (hole && left == 0) {
            int r = pass_hole(s, hole, skip, opaque, &left);
            if (r < 0)
                return r == -2 ? wrap_fail(s) : give_up(s, "the source of the stream failed");
            if (r > 0)
                continue;
        }
        int n = source(s, buf, hole && left ? (size_t) MIN(left, BLOCK) : BLOCK, opaque);
        if (n < 0)
            return give_up(s, "the source of the stream failed");
        if (n == 0)
            return 0;
        if (send_whole(s, buf, n) < 0)
            return wrap_fail(s);
        left = hole ? MAX(left - n, 0) : 0;
    }
}

int virStreamSendAll(virStreamPtr stream, virStreamSourceFunc handler, void *opaque)
{
    if (!handler)
        return wrap_null(API_virStreamSendAll, stream, "handler");
    return begin_all(API_virStreamSendAll, stream) ? send_all(stream, handler, NULL, NULL, opaque) : -1;
}

int virStreamSparseSendAll(virStreamPtr stream, virStreamSourceFunc handler, virStreamSourceHoleFunc holeHandler,
                           virStreamSourceSkipFunc skipHandler, void *opaque)
{
    if (!handler || !holeHandler || !skipHandler)
        return wrap_null(API_virStreamSparseSendAll, stream,
                         !handler       ? "handler"
                         : !holeHandler ? "holeHandler"
                                        : "skipHandler");
    if (!begin_all(API_virStreamSparseSendAll, stream))
        return -1;
    return send_all(stream, handler, holeHandler, skipHandler, opaque);
}

static int sink_whole(virStreamPtr s, virStreamSinkFunc sink, const char *data, int n, void *opaque)
{
    for (int done = 0, r; done < n; done += r)
        if ((r = sink(s, data + done, (size_t) (n - done), opaque)) < 0)
            return -1;
    return 0;
}

static int recv_all(virStreamPtr s, virStreamSinkFunc sink, virStreamSinkHoleFunc hole, void *opaque)
{
    g_autofree char *buf = g_malloc(BLOCK);
    for (;;) {
        long long length = 0;
        errno = 0;
        int n = s->backend->recv(s, buf, BLOCK, hole ? VIR_STREAM_RECV_STOP_AT_HOLE : 0);
        if (n == -3) {
            if (s->backend->recv_hole(s, &length) < 0)
                return wrap_fail(s);
            if (hole(s, length, opaque) < 0)
                return give_up(s, "the sink of the stream failed");
            continue;
        }
        if (n < 0)
            return wrap_fail(s);
        if (n == 0)
            return 0;
        if (sink_whole(s, sink, buf, n, opaque) < 0)
            return give_up(s, "the sink of the stream failed");
    }
}

int virStreamRecvAll(virStreamPtr stream, virStreamSinkFunc handler, void *opaque)
{
    if (!handler)
        return wrap_null(API_virStreamRecvAll, stream, "handler");
    return begin_all(API_virStreamRecvAll, stream) ? recv_all(stream, handler, NULL, opaque) : -1;
}

int virStreamSparseRecvAll(virStreamPtr stream, virStreamSinkFunc handler, virStreamSinkHoleFunc holeHandler,
                           void *opaque)
{
    if (!handler || !holeHandler)
        return wrap_null(API_virStreamSparseRecvAll, stream, !handler ? "handler" : "holeHandler");
    return begin_all(API_virStreamSparseRecvAll, stream) ? recv_all(stream, handler, holeHandler, opaque) : -1;
}
