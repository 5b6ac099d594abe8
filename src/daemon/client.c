/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* client.c: the life of a connection, and its reading and writing. */
#define ERR_FROM VIR_FROM_RPC
#include "daemon/client.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/log.h"
#include "base/loop.h"
#include "core/event.h"
#include "daemon/identity.h"
#include "daemon/stream.h"

static void client_ready(struct io *io, uint32_t events);

GByteArray *client_scratch(void)
{
    static GPrivate mine = G_PRIVATE_INIT((GDestroyNotify) g_byte_array_unref); /* goes with its thread */
    GByteArray *buf = g_private_get(&mine);
    if (!buf || buf->len > 1 << 20) /* one giant is not kept for ever */
        g_private_replace(&mine, buf = g_byte_array_sized_new(4096));
    return buf;
}

struct client *client_new(struct server *s, struct ioloop *loop, int fd, bool readonly, enum auth_kind auth)
{
    struct client *c = g_new0(struct client, 1);
    *c = (struct client){.refs = 1, .server = s, .loop = loop, .readonly = readonly, .auth = auth};
    c->since = time(NULL);
    c->session.readonly = readonly;
    c->session.owner = c;
    identity_of_socket(fd, &c->session.who);
    pthread_mutex_init(&c->lock, NULL);
    channel_init(&c->ch, fd);
    g_queue_init(&c->waiting);
    g_queue_init(&c->held);
    c->io = (struct io){.fd = fd, .ready = client_ready};
    server_joined(s, c);
    if (s->admin) { /* its socket is open to the owner alone, and its protocol has no way to ask */
        c->authenticated = true;
        server_authenticated(s);
    }
    int r = ioloop_add(loop, &c->io, EPOLLIN);
    if (r < 0) {
        log_error("cannot watch a client: %s", g_strerror(-r));
        server_left(s, c, !c->authenticated);
        client_unref(c);
        return NULL;
    }
    return c;
}

struct client *client_ref(struct client *c)
{
    atomic_fetch_add(&c->refs, 1);
    return c;
}

static void free_bytes(void *p)
{
    g_byte_array_unref(p);
}

void client_unref(struct client *c)
{
    if (!c || atomic_fetch_sub(&c->refs, 1) != 1)
        return;
    channel_done(&c->ch);
    identity_done(&c->session.who);
    g_queue_clear_full(&c->held, free_bytes);
    if (c->streams)
        g_ptr_array_free(c->streams, TRUE);
    if (c->subscriptions)
        g_array_free(c->subscriptions, TRUE);
    pthread_mutex_destroy(&c->lock);
    g_free(c);
}

void client_shut(struct client *c)
{
    shutdown(c->ch.fd, SHUT_RDWR);
}

static void unref_later(void *arg)
{
    client_unref(arg);
}

/* Drivers may take their time to close a session (autodestroyed guests): on a worker.  */
static void close_session(void *arg)
{
    struct client *c = arg;
    session_close(&c->session);
    server_left(c->server, c, !c->authenticated);
    client_unref(c);
}

void client_session_unused(struct client *c)
{
    pool_run(c->server->pool, close_session, client_ref(c));
}

void client_end_session(struct client *c)
{
    pthread_mutex_lock(&c->lock);
    c->session_over = true;
    bool unused = c->running == 0;
    pthread_mutex_unlock(&c->lock);
    if (unused)
        client_session_unused(c);
}

void client_close(struct client *c)
{
    if (c->gone)
        return;
    c->gone = true;
    ioloop_del(c->loop, &c->io);
    ioloop_timer_off(c->loop, &c->timer);
    shutdown(c->ch.fd, SHUT_RDWR);
    c->io.fd = -1;
    client_drop_waiting(c);
    client_streams_abort(c);
    if (atomic_load(&c->opened)) {
        client_end_session(c);
    } else {
        server_left(c->server, c, !c->authenticated);
    }
    ioloop_later(c->loop, unref_later, c);
}

void client_set_authenticated(struct client *c)
{
    c->authenticated = true;
    server_authenticated(c->server);
    if (c->server->limits.keepalive_required)
        client_keepalive_start(c);
}

/* ---- writing ---- */

void client_update_locked(struct client *c)
{
    uint32_t want = channel_pending(&c->ch) ? EPOLLOUT : 0;
    if (!c->reading_off && !c->full && c->ch.out_bytes < CLIENT_OUT_HIGH)
        want |= EPOLLIN;
    ioloop_want(c->loop, &c->io, want);
}

bool client_send_locked(struct client *c, const GByteArray *msg, const int *fds, unsigned n_fds)
{
    int r = (c->corked ? channel_queue : channel_send)(&c->ch, msg->data, msg->len, fds, n_fds);
    if (r < 0) {
        client_shut(c);
        return false;
    }
    if (!c->corked && channel_pending(&c->ch))
        client_update_locked(c);
    return true;
}

bool client_send(struct client *c, const GByteArray *msg, const int *fds, unsigned n_fds)
{
    pthread_mutex_lock(&c->lock);
    bool ok = client_send_locked(c, msg, fds, n_fds);
    pthread_mutex_unlock(&c->lock);
    return ok;
}

/* Writes what waits. -1: the client is gone, or was closing and has now all its answers.  */
static int flush(struct client *c)
{
    pthread_mutex_lock(&c->lock);
    int r = channel_flush(&c->ch);
    client_update_locked(c);
    pthread_mutex_unlock(&c->lock);
    if (r < 0 && r != -EAGAIN)
        return -1;
    return r == 0 && atomic_load(&c->closing) ? -1 : 0;
}

/* ---- reading ---- */

static bool may_read(struct client *c)
{
    pthread_mutex_lock(&c->lock);
    bool may = !c->reading_off && !c->full && c->ch.out_bytes < CLIENT_OUT_HIGH;
    pthread_mutex_unlock(&c->lock);
    return may;
}

static void cork(struct client *c, bool on)
{
    pthread_mutex_lock(&c->lock);
    c->corked = on;
    pthread_mutex_unlock(&c->lock);
}

static int handle_one(struct client *c, const struct msg_view *m, int *fds)
{
    c->heard = clock_ms();
    c->pings = 0;
    int r = client_message(c, m, fds);
    for (unsigned i = 0; i < m->n_fds; i++)
        if (fds[i] >= 0)
            close(fds[i]);
    return r;
}

/* What was read, as far as there is room for answers. They gather and leave with one system call.  */
static int handle_some(struct client *c)
{
    struct msg_view m;
    int fds[MSG_FDS_MAX], r = 0;
    cork(c, true);
    while (may_read(c) && (r = channel_next(&c->ch, &m, fds)) > 0)
        if (handle_one(c, &m, fds) < 0) {
            r = -ECONNABORTED;
            break;
        }
    cork(c, false);
    channel_settle(&c->ch);
    if (r < 0)
        log_info("client %llu sent what is not a message: %s", (unsigned long long) c->id, g_strerror(-r));
    return flush(c) < 0 || r < 0 ? -1 : 0;
}

/* When a quick client has taken at once all that made us stop, no event would say so.  */
static int handle_all(struct client *c)
{
    int r = handle_some(c);
    while (r == 0 && may_read(c) && channel_resume(&c->ch))
        r = handle_some(c);
    return r;
}

static int read_once(struct client *c)
{
    ssize_t n = channel_read(&c->ch, ioloop_scratch());
    if (n == -EAGAIN)
        return 0;
    return n <= 0 ? -1 : handle_all(c);
}

/* Messages that were left when answers or calls had piled up.  */
static int resume(struct client *c)
{
    return may_read(c) && channel_resume(&c->ch) ? handle_all(c) : 0;
}

void client_read_on(void *arg)
{
    struct client *c = arg;
    if (!c->gone && resume(c) < 0)
        client_close(c);
    client_unref(c);
}

void client_resume(void *arg)
{
    struct client *c = arg;
    pthread_mutex_lock(&c->lock);
    c->reading_off = false;
    client_update_locked(c);
    pthread_mutex_unlock(&c->lock);
    client_read_on(c);
}

static void client_ready(struct io *io, uint32_t events)
{
    struct client *c = (struct client *) io;
    int r = 0;
    if (c->gone)
        return;
    if (events & EPOLLOUT) {
        r = flush(c);
        if (r == 0 && (r = resume(c)) == 0 && may_read(c))
            client_streams_resume(c);
    }
    if (r == 0 && events & EPOLLIN)
        r = read_once(c);
    else if (events & (EPOLLHUP | EPOLLERR))
        r = -1;
    if (r < 0)
        client_close(c);
}
