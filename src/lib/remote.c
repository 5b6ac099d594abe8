/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* remote.c: sending, and reading for everyone: the part of a remote connection that threads share. */
#define ERR_FROM VIR_FROM_RPC
#include "lib/remote.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "api-events.h"
#include "base/err.h"
#include "base/log.h"
#include "base/loop.h"
#include "rec/xdr.h"
#include "rpc/wire-error.h"

struct remote *remote_new(int fd, struct event_queue *queue)
{
    struct remote *r = g_new0(struct remote, 1);
    r->refs = 1;
    pthread_mutex_init(&r->lock, NULL);
    channel_init(&r->ch, fd);
    r->queue = event_queue_ref(queue);
    r->streams = g_ptr_array_new();
    r->watch = r->ping_timer = -1;
    return r;
}

struct remote *remote_ref(struct remote *r)
{
    pthread_mutex_lock(&r->lock);
    r->refs++;
    pthread_mutex_unlock(&r->lock);
    return r;
}

void remote_unref(struct remote *r)
{
    pthread_mutex_lock(&r->lock);
    int left = --r->refs;
    pthread_mutex_unlock(&r->lock);
    if (left)
        return;
    channel_done(&r->ch);
    event_queue_unref(r->queue);
    g_ptr_array_free(r->streams, TRUE);
    err_clear(&r->why);
    pthread_mutex_destroy(&r->lock);
    g_free(r);
}

/* ---- the end ---- */

void remote_error_locked(struct remote *r)
{
    err_copy(err_thread(), &r->why);
}

/* The first cause is kept for all calls to come.  */
static void die_locked(struct remote *r, int reason, int errno_, const char *why)
{
    if (r->dead)
        return;
    virErrorPtr keep = err_take();
    if (errno_)
        err_sys(errno_, "%s", why);
    else
        err(VIR_ERR_RPC, "%s", why);
    r->dead = true;
    err_copy(&r->why, err_thread());
    err_put(keep);
    shutdown(r->ch.fd, SHUT_RDWR);
    for (struct pending *p = r->pending; p; p = p->next)
        pthread_cond_signal(&p->cond);
    remote_streams_ended(r);
    conn_closed(r->queue, reason);
}

void remote_stop(struct remote *r)
{
    pthread_mutex_lock(&r->lock);
    die_locked(r, VIR_CONNECT_CLOSE_REASON_CLIENT, 0, "the connection was closed by this program");
    pthread_mutex_unlock(&r->lock);
}

/* ---- what arrives ---- */

static void take_reply(struct remote *r, const struct msg_view *m, int *fds)
{
    struct pending *p = m->head.serial ? r->pending : NULL; /* 0: a thread that waits for something else */
    while (p && p->serial != m->head.serial)
        p = p->next;
    if (!p || p->done)
        return; /* an answer that nobody waits for (any more) */
    p->done = true;
    p->head = m->head;
    p->body = g_byte_array_sized_new((guint) m->len);
    g_byte_array_append(p->body, m->body, (guint) m->len);
    p->n_fds = m->n_fds;
    memcpy(p->fds, fds, m->n_fds * sizeof *fds);
    for (unsigned i = 0; i < m->n_fds; i++)
        fds[i] = -1;
    pthread_cond_signal(&p->cond);
}

static void send_pong(struct remote *r)
{
    g_autoptr(GByteArray) out = g_byte_array_new();
    msg_begin(out, &(struct msg_header){MSG_PROGRAM_KEEPALIVE, 1, KEEPALIVE_PONG, MSG_EVENT, 0, MSG_OK});
    msg_end(out);
    channel_send(&r->ch, out->data, out->len, NULL, 0);
}

static enum api_program program_of(uint32_t number)
{
    return number == MSG_PROGRAM_REMOTE ? PROGRAM_REMOTE : number == MSG_PROGRAM_QEMU ? PROGRAM_QEMU : PROGRAM_NONE;
}

static void take_event(struct remote *r, const struct msg_view *m)
{
    bool old = false;
    const struct event_type *t = event_type_by_proc(program_of(m->head.program), m->head.proc, &old);
    bool has_id = t && !old && t->kind != HANDLE_CONNECT;
    if (!t || (has_id && m->len < 4))
        return;
    const struct rec *rec = old && t->legacy_rec ? t->legacy_rec : t->rec;
    void *data = g_malloc0(t->rec->size);
    size_t skip = has_id ? 4 : 0;
    if (xdr_decode(rec, data, m->body + skip, m->len - skip) < 0) {
        log_warn("event %s cannot be read: %s", t->name, err_thread()->message);
        err_reset();
        rec_free(rec, data);
        return;
    }
    if (t->kind == HANDLE_CONNECT) {
        conn_closed(r->queue, *(int32_t *) data);
        rec_free(rec, data);
    } else {
        conn_event(r->queue, t, has_id ? (int) be32_get(m->body) : -1, data);
    }
}

static void take_message(struct remote *r, const struct msg_view *m, int *fds)
{
    switch (m->head.type) {
    case MSG_REPLY:
    case MSG_REPLY_FDS:
        take_reply(r, m, fds);
        break;
    case MSG_EVENT:
        if (m->head.program != MSG_PROGRAM_KEEPALIVE)
            take_event(r, m);
        else if (m->head.proc == KEEPALIVE_PING)
            send_pong(r);
        break;
    case MSG_STREAM:
    case MSG_HOLE:
        remote_stream_packet(r, m);
        break;
    default:
        break;
    }
    for (unsigned i = 0; i < m->n_fds; i++)
        if (fds[i] >= 0)
            close(fds[i]);
}

/* With the lock, after a read that gave `n`.  */
static void take_all(struct remote *r, ssize_t n)
{
    struct msg_view m;
    int fds[MSG_FDS_MAX], bad = 0;
    if (n == -EAGAIN)
        return;
    if (n <= 0) {
        die_locked(r, n == 0 ? VIR_CONNECT_CLOSE_REASON_EOF : VIR_CONNECT_CLOSE_REASON_ERROR, (int) -n,
                   n == 0 ? "End of file while reading data: the daemon closed the connection" : "Cannot recv data");
        return;
    }
    r->heard = clock_ms();
    r->pings = 0;
    while ((bad = channel_next(&r->ch, &m, fds)) > 0)
        take_message(r, &m, fds);
    channel_settle(&r->ch);
    if (bad < 0)
        die_locked(r, VIR_CONNECT_CLOSE_REASON_ERROR, 0, "the daemon sent what is not a message");
}

/* ---- reading ---- */

static uint8_t *scratch(void)
{
    static __thread struct scratch_of_thread {
        uint8_t *bytes;
    } mine;
    static GPrivate owner = G_PRIVATE_INIT(g_free);
    if (!mine.bytes) {
        mine.bytes = g_malloc(CHANNEL_SCRATCH);
        g_private_set(&owner, mine.bytes);
    }
    return mine.bytes;
}

static int poll_timeout(const struct remote *r)
{
    if (r->interval <= 0)
        return -1;
    uint64_t due = r->heard + (uint64_t) r->interval * 1000, now = clock_ms();
    return due > now ? (int) (due - now) : 0;
}

static void ping_locked(struct remote *r)
{
    if (r->dead || r->interval <= 0 || clock_ms() < r->heard + (uint64_t) r->interval * 1000)
        return;
    if (r->pings >= r->count) {
        die_locked(r, VIR_CONNECT_CLOSE_REASON_KEEPALIVE, 0, "connection closed due to keepalive timeout");
        return;
    }
    g_autoptr(GByteArray) out = g_byte_array_new();
    r->pings++;
    r->heard = clock_ms();
    msg_begin(out, &(struct msg_header){MSG_PROGRAM_KEEPALIVE, 1, KEEPALIVE_PING, MSG_EVENT, 0, MSG_OK});
    msg_end(out);
    channel_send(&r->ch, out->data, out->len, NULL, 0);
}

/* This thread reads once for everyone; waits for it when `block`.  */
static void read_once(struct remote *r, bool block)
{
    bool out = channel_pending(&r->ch);
    int timeout = poll_timeout(r);
    struct pollfd pfd = {r->ch.fd, (short) (POLLIN | (out ? POLLOUT : 0)), 0};
    ssize_t n = -EAGAIN;

    r->reading = true;
    r->ch.wait = block && !out && timeout < 0;
    pthread_mutex_unlock(&r->lock);
    if (block && !r->ch.wait && poll(&pfd, 1, timeout) < 0)
        pfd.revents = 0;
    if (r->ch.wait || !block || pfd.revents & (POLLIN | POLLHUP | POLLERR))
        n = channel_read(&r->ch, scratch());
    pthread_mutex_lock(&r->lock);
    if (pfd.revents & POLLOUT)
        channel_flush(&r->ch);
    take_all(r, n);
    ping_locked(r);
    r->reading = false;
}

/* When the reader leaves, the next one that waits takes over, or the event loop.  */
static bool pass_on(struct remote *r)
{
    for (struct pending *p = r->pending; p; p = p->next)
        if (!p->done) {
            pthread_cond_signal(&p->cond);
            return false;
        }
    bool rearm = r->watch_off && !remote_streams_full(r);
    if (rearm)
        r->watch_off = false;
    return rearm;
}

/* Writing waits for the socket while another thread reads. That one may leave, and the daemon take nothing more until
 * somebody reads: what arrives wakes this thread too, and it looks again.  */
static void wait_writable(struct remote *r)
{
    struct pollfd pfd = {r->ch.fd, POLLOUT | POLLIN, 0};
    r->flushing = true;
    pthread_mutex_unlock(&r->lock);
    poll(&pfd, 1, -1);
    pthread_mutex_lock(&r->lock);
    r->flushing = false;
    channel_flush(&r->ch);
}

int remote_wait_locked(struct remote *r, struct pending *p)
{
    if (r->dead)
        return remote_error_locked(r), -1;
    if (!r->reading)
        read_once(r, true);
    else if (channel_pending(&r->ch) && !r->flushing)
        wait_writable(r);
    else
        pthread_cond_wait(&p->cond, &r->lock);
    return 0;
}

int remote_drain_locked(struct remote *r, bool block)
{
    while (!r->dead && channel_pending(&r->ch)) {
        int e = channel_flush(&r->ch);
        if (e < 0 && e != -EAGAIN)
            die_locked(r, VIR_CONNECT_CLOSE_REASON_ERROR, -e, "Cannot write data");
        else if (e < 0 && !block)
            return 0;
        else if (e < 0 && !r->reading)
            read_once(r, true); /* also polls for room; the daemon may wait for us to read */
        else if (e < 0)
            wait_writable(r);
    }
    if (!r->dead)
        return 1;
    remote_error_locked(r);
    return -1;
}

int remote_send_locked(struct remote *r, const GByteArray *msg, const int *fds, unsigned n_fds)
{
    int e = r->dead ? 0 : channel_send(&r->ch, msg->data, msg->len, fds, n_fds);
    if (e < 0)
        die_locked(r, VIR_CONNECT_CLOSE_REASON_ERROR, -e, "Cannot write data");
    if (!r->dead)
        return 0;
    remote_error_locked(r);
    return -1;
}

/* ---- calls ---- */

uint32_t remote_next_serial(struct remote *r)
{
    return r->serial = r->serial == UINT32_MAX ? 1 : r->serial + 1;
}

void remote_pend_locked(struct remote *r, struct pending *p, uint32_t serial)
{
    *p = (struct pending){.serial = serial, .next = r->pending};
    pthread_cond_init(&p->cond, NULL);
    r->pending = p;
}

void remote_unpend_locked(struct remote *r, struct pending *p)
{
    struct pending **at = &r->pending;
    while (*at != p)
        at = &(*at)->next;
    *at = p->next;
    pthread_cond_destroy(&p->cond);
}

bool remote_leave_locked(struct remote *r)
{
    bool changed = !r->reading && pass_on(r);
    if (channel_pending(&r->ch) && !r->watch_out && !r->dead) /* what a non-blocking stream could not send */
        r->watch_out = changed = true;
    return changed;
}

/* The event loop is told outside of the lock: whoever told it looks again whether that is still what is wanted.  */
void remote_unchoke(struct remote *r)
{
    for (int told = -1;;) {
        pthread_mutex_lock(&r->lock);
        int watch = r->watch,
            wanted = (r->watch_off ? 0 : VIR_EVENT_HANDLE_READABLE) | (r->watch_out ? VIR_EVENT_HANDLE_WRITABLE : 0);
        pthread_mutex_unlock(&r->lock);
        if (watch < 0 || wanted == told)
            return;
        virEventUpdateHandle(watch, told = wanted);
    }
}

void remote_poll_locked(struct remote *r)
{
    if (!r->reading && !r->dead)
        read_once(r, false);
}

/* ---- the program's event loop ---- */

static void loop_unref(void *opaque)
{
    remote_unref(opaque);
}

/* Writes what was left; streams that waited for it are told. True: the socket need not be watched for it any more.  */
static bool write_on(struct remote *r)
{
    if (channel_flush(&r->ch) == -EAGAIN)
        return false;
    r->watch_out = false;
    remote_streams_room(r);
    return true;
}

static void loop_ready(int watch, int fd, int events, void *opaque)
{
    struct remote *r = opaque;
    bool changed = false, gone;
    pthread_mutex_lock(&r->lock);
    if (events & VIR_EVENT_HANDLE_WRITABLE)
        changed = write_on(r);
    if (events == VIR_EVENT_HANDLE_WRITABLE)
        ; /* nothing to read */
    else if (r->reading || remote_streams_full(r))
        r->watch_off = changed = true; /* the thread that reads, or makes room, gives it back */
    else if (!r->dead) {
        read_once(r, false);
        changed |= pass_on(r);
    }
    gone = r->dead;
    if (gone)
        r->watch = -1;
    pthread_mutex_unlock(&r->lock);
    if (gone)
        virEventRemoveHandle(watch);
    else if (changed)
        remote_unchoke(r);
}

void remote_watch(struct remote *r)
{
    int watch = virEventAddHandle(r->ch.fd, VIR_EVENT_HANDLE_READABLE, loop_ready, remote_ref(r), loop_unref);
    if (watch < 0)
        remote_unref(r); /* no event loop: threads that call do the reading */
    pthread_mutex_lock(&r->lock);
    r->watch = watch;
    pthread_mutex_unlock(&r->lock);
    remote_unchoke(r);
}

static void loop_ping(int timer, void *opaque)
{
    struct remote *r = opaque;
    pthread_mutex_lock(&r->lock);
    ping_locked(r);
    bool gone = r->dead;
    if (gone)
        r->ping_timer = -1;
    pthread_mutex_unlock(&r->lock);
    if (gone)
        virEventRemoveTimeout(timer);
}

int remote_keepalive(struct remote *r, int interval, unsigned count)
{
    int timer = -1;
    if (interval > 0) {
        timer = virEventAddTimeout(interval * 1000, loop_ping, remote_ref(r), loop_unref);
        if (timer < 0) {
            remote_unref(r);
            err(VIR_ERR_INTERNAL_ERROR, "keepalive needs an event loop: call virEventRegisterDefaultImpl first");
            return -1;
        }
    }
    pthread_mutex_lock(&r->lock);
    int old = r->ping_timer;
    r->ping_timer = timer;
    r->interval = interval > 0 ? interval : 0;
    r->count = count;
    r->heard = clock_ms();
    r->pings = 0;
    pthread_mutex_unlock(&r->lock);
    if (old >= 0)
        virEventRemoveTimeout(old);
    return 0;
}
