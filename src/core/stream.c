/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* stream.c: the joint between a driver's bytes and the end that a client holds. */
#define ERR_FROM VIR_FROM_STREAMS
#include "core/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"

struct stream {
    atomic_int refs;
    pthread_mutex_t lock; /* of what follows; also held while ops run, so that a close never races them */
    const struct stream_ops *ops;
    void *opaque;
    int fd;       /* to wait for */
    int own;      /* bound descriptor, or -1 */
    bool regular; /* a file: no waiting, and holes */
    unsigned how;
    bool finished, closed;
    char *kicked;
    void (*on_close)(void *), (*on_kick)(void *);
    void *on_close_arg, *on_kick_arg;
};

struct stream *stream_new(void)
{
    struct stream *s = g_new0(struct stream, 1);
    s->refs = 1;
    s->fd = s->own = -1;
    pthread_mutex_init(&s->lock, NULL);
    return s;
}

struct stream *stream_ref(struct stream *s)
{
    if (s)
        atomic_fetch_add(&s->refs, 1);
    return s;
}

void stream_unref(struct stream *s)
{
    if (!s || atomic_fetch_sub(&s->refs, 1) != 1)
        return;
    stream_close(s);
    pthread_mutex_destroy(&s->lock);
    g_free(s->kicked);
    g_free(s);
}

/* ---- a descriptor as the source and sink ---- */

static ssize_t fd_read(void *opaque, void *buf, size_t n)
{
    struct stream *s = opaque;
    ssize_t r;
    do
        r = read(s->own, buf, n);
    while (r < 0 && errno == EINTR);
    /* The master side of a pty whose other end was closed says EIO: that is its end.  */
    return r >= 0 ? r : errno == EIO && !s->regular ? 0 : -errno;
}

static ssize_t fd_write(void *opaque, const void *buf, size_t n)
{
    struct stream *s = opaque;
    ssize_t r;
    do
        r = write(s->own, buf, n);
    while (r < 0 && errno == EINTR);
    return r >= 0 ? r : -errno;
}

static long long fd_hole(void *opaque)
{
    struct stream *s = opaque;
    if (!s->regular)
        return 0;
    off_t at = lseek(s->own, 0, SEEK_CUR), end = lseek(s->own, 0, SEEK_END), data = lseek(s->own, at, SEEK_DATA);
    lseek(s->own, at, SEEK_SET);
    return at < 0 ? 0 : (data < 0 ? end : data) - at;
}

static int fd_skip(void *opaque, long long length)
{
    struct stream *s = opaque;
    off_t at = s->regular ? lseek(s->own, length, SEEK_CUR) : -1;
    struct stat st;
    if (at < 0)
        return -EINVAL;
    return !(s->how & STREAM_SINK) || fstat(s->own, &st) < 0 || st.st_size >= at || ftruncate(s->own, at) == 0 ? 0
                                                                                                               : -errno;
}

static void fd_close(void *opaque, bool aborted)
{
    struct stream *s = opaque;
    close(s->own);
    s->own = -1;
}

static const struct stream_ops fd_ops = {fd_read, fd_write, fd_hole, fd_skip, NULL, fd_close};

int stream_bind_fd(struct stream *s, int fd, unsigned how)
{
    struct stat st;
    if (fstat(fd, &st) < 0 || fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) < 0) {
        err_sys(errno, "cannot use the descriptor of a stream");
        close(fd);
        return -1;
    }
    s->own = fd;
    s->regular = S_ISREG(st.st_mode);
    stream_bind(s, &fd_ops, s, s->regular ? -1 : fd, how);
    return 0;
}

void stream_bind(struct stream *s, const struct stream_ops *ops, void *opaque, int fd, unsigned how)
{
    pthread_mutex_lock(&s->lock);
    s->opaque = opaque;
    s->fd = fd;
    s->how = how;
    s->ops = ops;
    if (s->closed && ops->close) /* whoever asked has gone meanwhile */
        ops->close(opaque, true);
    pthread_mutex_unlock(&s->lock);
}

void stream_on_close(struct stream *s, void (*fn)(void *arg), void *arg)
{
    pthread_mutex_lock(&s->lock);
    bool over = s->closed; /* the client has gone meanwhile */
    s->on_close_arg = arg;
    s->on_close = fn;
    pthread_mutex_unlock(&s->lock);
    if (over && fn)
        fn(arg);
}

void stream_on_kick(struct stream *s, void (*notify)(void *arg), void *arg)
{
    pthread_mutex_lock(&s->lock);
    bool already = s->kicked != NULL;
    s->on_kick_arg = arg;
    s->on_kick = notify;
    pthread_mutex_unlock(&s->lock);
    if (already && notify)
        notify(arg);
}

void stream_kick(struct stream *s, const char *why)
{
    pthread_mutex_lock(&s->lock);
    void (*notify)(void *) = s->kicked || s->closed ? NULL : s->on_kick;
    void *arg = s->on_kick_arg;
    if (!s->kicked)
        s->kicked = g_strdup(why);
    if (notify)
        notify(arg); /* under the lock: stream_on_kick(NULL) then means "never again" */
    pthread_mutex_unlock(&s->lock);
    stream_close(s);
}

char *stream_kicked(struct stream *s)
{
    pthread_mutex_lock(&s->lock);
    char *why = g_strdup(s->kicked);
    pthread_mutex_unlock(&s->lock);
    return why;
}

bool stream_bound(struct stream *s)
{
    pthread_mutex_lock(&s->lock);
    bool bound = s->ops != NULL;
    pthread_mutex_unlock(&s->lock);
    return bound;
}

unsigned stream_how(const struct stream *s)
{
    return s->how;
}

int stream_fd(const struct stream *s)
{
    return s->fd;
}

/* Runs `call` with the stream held open; -EPIPE when it is closed or cannot do that.  */
#define WITH_OPEN(s, what, call)                                                                  \
    ({                                                                                            \
        pthread_mutex_lock(&(s)->lock);                                                           \
        long long r_ = (s)->closed || !(s)->ops || !(s)->ops->what ? -EPIPE : (long long) (call); \
        pthread_mutex_unlock(&(s)->lock);                                                         \
        r_;                                                                                       \
    })

ssize_t stream_read(struct stream *s, void *buf, size_t n)
{
    return (ssize_t) WITH_OPEN(s, read, s->ops->read(s->opaque, buf, n));
}

ssize_t stream_write(struct stream *s, const void *buf, size_t n)
{
    return (ssize_t) WITH_OPEN(s, write, s->ops->write(s->opaque, buf, n));
}

long long stream_hole(struct stream *s)
{
    long long n = WITH_OPEN(s, hole, s->ops->hole(s->opaque));
    return n < 0 ? 0 : n;
}

int stream_skip(struct stream *s, long long length)
{
    return (int) WITH_OPEN(s, skip, s->ops->skip(s->opaque, length));
}

int stream_finish(struct stream *s)
{
    int r = 0;
    pthread_mutex_lock(&s->lock);
    if (!s->closed && s->ops && s->ops->finish)
        r = s->ops->finish(s->opaque);
    s->finished = r == 0;
    pthread_mutex_unlock(&s->lock);
    return r;
}

void stream_close(struct stream *s)
{
    pthread_mutex_lock(&s->lock);
    bool first = !s->closed;
    s->closed = true;
    if (first && s->ops && s->ops->close)
        s->ops->close(s->opaque, !s->finished);
    void (*fn)(void *) = first ? s->on_close : NULL;
    void *arg = s->on_close_arg;
    pthread_mutex_unlock(&s->lock);
    if (fn)
        fn(arg);
}
