/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* stream.c: packets of a stream to and from the bytes that a driver has bound. All of it on the client's loop. */
#define ERR_FROM VIR_FROM_STREAMS
#include "daemon/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "rpc/wire-error.h"

enum {
    TURN = 4,           /* packets before others have their turn */
    SINK_MAX = 1 << 20, /* bytes kept for a sink that does not take them, before the client is not read */
};

struct client_stream {
    struct io io; /* first; fd: our own copy of the descriptor to wait for, or -1 */
    atomic_int refs;
    struct client *client; /* referenced */
    struct stream *core;
    struct msg_header head;
    bool over;
    bool eof;         /* the source has ended; the client still says finish */
    bool holding;     /* the sink is full: counted in the client */
    bool posted;      /* a turn is on its way */
    bool finishing;   /* the client is done; what is kept goes first */
    GByteArray *kept; /* for the sink */
};

static void unref(void *p)
{
    struct client_stream *cs = p;
    if (atomic_fetch_sub(&cs->refs, 1) != 1)
        return;
    if (cs->io.fd >= 0)
        close(cs->io.fd);
    stream_unref(cs->core);
    g_byte_array_unref(cs->kept);
    client_unref(cs->client);
    g_free(cs);
}

static struct client_stream *ref(struct client_stream *cs)
{
    atomic_fetch_add(&cs->refs, 1);
    return cs;
}

static void stream_ready(struct io *io, uint32_t events);

struct client_stream *client_stream_new(struct client *c, const struct msg_header *call)
{
    struct client_stream *cs = NULL;
    pthread_mutex_lock(&c->lock);
    if (!c->streams)
        c->streams = g_ptr_array_new();
    if (c->streams->len < CLIENT_STREAMS_MAX) {
        cs = g_new0(struct client_stream, 1);
        cs->refs = 2; /* the list's and the caller's */
        cs->io = (struct io){.fd = -1, .ready = stream_ready};
        cs->client = client_ref(c);
        cs->core = stream_new();
        cs->head = *call;
        cs->kept = g_byte_array_new();
        g_ptr_array_add(c->streams, cs);
    }
    pthread_mutex_unlock(&c->lock);
    if (!cs)
        err(VIR_ERR_OPERATION_FAILED, "this connection has %d streams open already", CLIENT_STREAMS_MAX);
    return cs;
}

struct stream *client_stream_core(struct client_stream *cs)
{
    return cs->core;
}

/* ---- sending ---- */

static void begin(struct client_stream *cs, GByteArray *out, enum msg_type type, enum msg_status status)
{
    struct msg_header h = cs->head;
    h.type = type;
    h.status = status;
    msg_begin(out, &h);
}

static void send_status(struct client_stream *cs, enum msg_status status)
{
    GByteArray *out = client_scratch();
    begin(cs, out, MSG_STREAM, status);
    if (status == MSG_ERROR)
        wire_error_encode(err_thread(), out);
    msg_end(out);
    client_send(cs->client, out, NULL, 0);
}

static bool send_hole(struct client_stream *cs, long long length)
{
    GByteArray *out = client_scratch();
    uint8_t body[12] = {0}; /* length, then flags, of which there are none */
    be32_put(body, (uint32_t) ((unsigned long long) length >> 32));
    be32_put(body + 4, (uint32_t) length);
    begin(cs, out, MSG_HOLE, MSG_CONTINUE);
    g_byte_array_append(out, body, sizeof body);
    msg_end(out);
    return client_send(cs->client, out, NULL, 0);
}

/* ---- the end ---- */

/* The client is read only while all its sinks keep up.  */
static void hold_client(struct client_stream *cs, bool hold)
{
    struct client *c = cs->client;
    if (hold == cs->holding)
        return;
    cs->holding = hold;
    pthread_mutex_lock(&c->lock);
    c->full += hold ? 1u : -1u;
    client_update_locked(c);
    pthread_mutex_unlock(&c->lock);
    if (!hold)
        ioloop_post(c->loop, client_read_on, client_ref(c));
}

/* The stream is over for the client; out of the list, and of the loop.  */
static void end(struct client_stream *cs)
{
    struct client *c = cs->client;
    if (cs->over)
        return;
    cs->over = true;
    hold_client(cs, false);
    if (cs->io.fd >= 0) {
        ioloop_del(c->loop, &cs->io);
        close(cs->io.fd);
        cs->io.fd = -1;
    }
    stream_on_kick(cs->core, NULL, NULL);
    stream_close(cs->core);
    pthread_mutex_lock(&c->lock);
    g_ptr_array_remove(c->streams, cs);
    pthread_mutex_unlock(&c->lock);
    ioloop_later(c->loop, unref, cs);
}

static void fail(struct client_stream *cs, int errno_, const char *what)
{
    g_autofree char *why = stream_kicked(cs->core);
    if (why)
        err(VIR_ERR_OPERATION_FAILED, "%s", why);
    else if (errno_)
        err_sys(errno_, "%s", what);
    send_status(cs, MSG_ERROR);
    end(cs);
}

static void kicked_here(void *arg)
{
    struct client_stream *cs = arg;
    if (!cs->over)
        fail(cs, EPIPE, "the stream was closed");
    unref(cs);
}

static void kicked(void *arg)
{
    struct client_stream *cs = ref(arg);
    ioloop_post(cs->client->loop, kicked_here, cs);
}

/* ---- source to client ---- */

static bool has_room(struct client *c)
{
    pthread_mutex_lock(&c->lock);
    bool room = c->ch.out_bytes < CLIENT_OUT_HIGH;
    pthread_mutex_unlock(&c->lock);
    return room;
}

/* One packet. 1: go on; 0: nothing now.  */
static int pump_one(struct client_stream *cs)
{
    GByteArray *out = client_scratch();
    long long hole = stream_how(cs->core) & STREAM_SPARSE ? stream_hole(cs->core) : 0;
    if (hole > 0)
        return stream_skip(cs->core, hole) == 0 && send_hole(cs, hole);

    begin(cs, out, MSG_STREAM, MSG_CONTINUE);
    g_byte_array_set_size(out, MSG_HEAD + MSG_CHUNK);
    ssize_t n = stream_read(cs->core, out->data + MSG_HEAD, MSG_CHUNK);
    if (n == -EAGAIN)
        return 0;
    if (n < 0) {
        fail(cs, (int) -n, "cannot read from stream");
        return 0;
    }
    g_byte_array_set_size(out, MSG_HEAD + (guint) n);
    msg_end(out);
    cs->eof = n == 0; /* an empty packet says so */
    return client_send(cs->client, out, NULL, 0) && n > 0;
}

static void update(struct client_stream *cs)
{
    if (cs->over || cs->io.fd < 0)
        return;
    bool source = stream_how(cs->core) & STREAM_SOURCE && !cs->eof && has_room(cs->client);
    ioloop_want(cs->client->loop, &cs->io, (source ? EPOLLIN : 0) | (cs->kept->len ? EPOLLOUT : 0));
}

static void turn(void *arg);

static void post_turn(struct client_stream *cs)
{
    if (cs->posted)
        return;
    cs->posted = true;
    ioloop_post(cs->client->loop, turn, ref(cs));
}

static void pump(struct client_stream *cs)
{
    int left = TURN, more = 1;
    if (!(stream_how(cs->core) & STREAM_SOURCE))
        return;
    while (left-- > 0 && !cs->over && !cs->eof && more && has_room(cs->client))
        more = pump_one(cs);
    if (!cs->over && !cs->eof && more && cs->io.fd < 0 && has_room(cs->client))
        post_turn(cs); /* a file is always ready; others have their turn between */
    update(cs);
}

static void turn(void *arg)
{
    struct client_stream *cs = arg;
    cs->posted = false;
    if (!cs->over)
        pump(cs);
    unref(cs);
}

/* ---- client to sink ---- */

static void finish(struct client_stream *cs)
{
    if (stream_finish(cs->core) < 0) {
        fail(cs, 0, NULL);
        return;
    }
    stream_close(cs->core);
    send_status(cs, MSG_OK);
    end(cs);
}

static void drain(struct client_stream *cs)
{
    while (cs->kept->len) {
        ssize_t n = stream_write(cs->core, cs->kept->data, cs->kept->len);
        if (n == -EAGAIN)
            break;
        if (n < 0) {
            fail(cs, (int) -n, "cannot write to stream");
            break;
        }
        g_byte_array_remove_range(cs->kept, 0, (guint) n);
    }
    hold_client(cs, !cs->over && cs->kept->len >= SINK_MAX);
    if (!cs->over && cs->finishing && !cs->kept->len)
        finish(cs);
    update(cs);
}

static void take_data(struct client_stream *cs, const uint8_t *data, size_t len)
{
    if (!cs->kept->len) { /* straight from the socket's buffer */
        ssize_t n = stream_write(cs->core, data, len);
        if (n < 0 && n != -EAGAIN) {
            fail(cs, (int) -n, "cannot write to stream");
            return;
        }
        if (n > 0)
            data += n, len -= (size_t) n;
    }
    if (!len)
        return;
    g_byte_array_append(cs->kept, data, (guint) len);
    if (cs->io.fd < 0)
        drain(cs); /* a file that took a part takes the rest */
    hold_client(cs, !cs->over && cs->kept->len >= SINK_MAX);
    update(cs);
}

static void take_hole(struct client_stream *cs, const struct msg_view *m)
{
    long long length = m->len >= 12 ? (long long) ((uint64_t) be32_get(m->body) << 32 | be32_get(m->body + 4)) : -1;
    int r = length < 0 || cs->kept->len ? -EINVAL : stream_skip(cs->core, length);
    if (r < 0)
        fail(cs, -r, "cannot make a hole in the stream");
}

static struct client_stream *find(struct client *c, const struct msg_header *h)
{
    struct client_stream *found = NULL;
    pthread_mutex_lock(&c->lock);
    for (guint i = 0; c->streams && i < c->streams->len && !found; i++) {
        struct client_stream *cs = g_ptr_array_index(c->streams, i);
        if (cs->head.serial == h->serial && cs->head.proc == h->proc && cs->head.program == h->program)
            found = cs;
    }
    pthread_mutex_unlock(&c->lock);
    return found && !found->over && stream_bound(found->core) ? found : NULL;
}

void client_stream_message(struct client *c, const struct msg_view *m)
{
    struct client_stream *cs = find(c, &m->head);
    if (!cs)
        return; /* it may have ended while this was on its way */
    err_reset();
    if (m->head.type == MSG_HOLE) {
        take_hole(cs, m);
    } else if (m->head.status == MSG_CONTINUE) {
        if (stream_how(cs->core) & STREAM_SINK)
            take_data(cs, m->body, m->len);
    } else if (m->head.status == MSG_OK) {
        cs->finishing = true;
        drain(cs);
    } else {
        stream_close(cs->core);
        send_status(cs, MSG_OK);
        end(cs);
    }
}

/* ---- the loop ---- */

static void stream_ready(struct io *io, uint32_t events)
{
    struct client_stream *cs = (struct client_stream *) io;
    err_reset();
    if (!cs->over && events & EPOLLOUT)
        drain(cs);
    if (!cs->over && events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
        if (stream_how(cs->core) & STREAM_SOURCE && !cs->eof && has_room(cs->client)) {
            pump(cs);
        } else if (events & (EPOLLHUP | EPOLLERR) && !(io->events & EPOLLIN)) {
            /* Gone, and nobody can take the news yet: it would come again at once. client_streams_resume looks.  */
            ioloop_del(cs->client->loop, io);
            close(io->fd);
            io->fd = -1;
        }
    }
}

static void start(void *arg)
{
    struct client_stream *cs = arg;
    struct client *c = cs->client;
    if (c->gone || !stream_bound(cs->core)) {
        end(cs);
    } else if (!cs->over) {
        int fd = stream_fd(cs->core);
        stream_on_kick(cs->core, kicked, cs);
        cs->io.fd = fd >= 0 ? fcntl(fd, F_DUPFD_CLOEXEC, 3) : -1;
        if (cs->io.fd >= 0 && ioloop_add(c->loop, &cs->io, 0) < 0) {
            close(cs->io.fd);
            cs->io.fd = -1;
        }
        pump(cs);
        update(cs); /* what came for a sink before this */
    }
    unref(cs);
}

static void drop(void *arg)
{
    struct client_stream *cs = arg;
    end(cs);
    unref(cs);
}

void client_stream_start(struct client_stream *cs, bool ok)
{
    ioloop_post(cs->client->loop, ok ? start : drop, cs);
}

/* Copies of the list, because streams leave it while it is walked.  */
static GPtrArray *all_of(struct client *c)
{
    GPtrArray *v = g_ptr_array_new_with_free_func(unref);
    pthread_mutex_lock(&c->lock);
    for (guint i = 0; c->streams && i < c->streams->len; i++)
        g_ptr_array_add(v, ref(g_ptr_array_index(c->streams, i)));
    pthread_mutex_unlock(&c->lock);
    return v;
}

void client_streams_resume(struct client *c)
{
    if (!c->streams)
        return;
    g_autoptr(GPtrArray) v = all_of(c);
    for (guint i = 0; i < v->len; i++) {
        struct client_stream *cs = g_ptr_array_index(v, i);
        if (!cs->over && stream_bound(cs->core))
            pump(cs);
    }
}

void client_streams_abort(struct client *c)
{
    if (!c->streams)
        return;
    g_autoptr(GPtrArray) v = all_of(c);
    for (guint i = 0; i < v->len; i++)
        end(g_ptr_array_index(v, i));
}
