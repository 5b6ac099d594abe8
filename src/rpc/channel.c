/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * channel.c: one recvmsg takes many messages, one writev sends many. A descriptor travels with one byte of
 * its own after the message, one sendmsg each, because peers of old read them so.
 */
#include "rpc/channel.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

struct out {
    struct out *next;
    size_t len, done;
    unsigned n_fds, fds_done;
    int fds[];
    /* then the bytes */
};

static uint8_t *out_data(struct out *o)
{
    return (uint8_t *) (o->fds + o->n_fds);
}

static void close_fds(const int *fds, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        if (fds[i] >= 0)
            close(fds[i]);
}

static void out_free(struct out *o)
{
    close_fds(o->fds + o->fds_done, o->n_fds - o->fds_done);
    g_free(o);
}

void channel_init(struct channel *c, int fd)
{
    *c = (struct channel){.fd = fd};
    fcntl(fd, F_SETFD, FD_CLOEXEC);
}

void channel_done(struct channel *c)
{
    while (c->head) {
        struct out *o = c->head;
        c->head = o->next;
        out_free(o);
    }
    close_fds(c->fds, c->n_fds);
    if (c->fd >= 0)
        close(c->fd);
    g_free(c->own);
    *c = (struct channel){.fd = -1};
}

/* Descriptors beside the bytes of one recvmsg; -EMSGSIZE when there are more than any message may carry.  */
static int take_fds(struct channel *c, struct msghdr *m)
{
    bool fits = !(m->msg_flags & MSG_CTRUNC);
    for (struct cmsghdr *h = CMSG_FIRSTHDR(m); h; h = CMSG_NXTHDR(m, h)) {
        if (h->cmsg_level != SOL_SOCKET || h->cmsg_type != SCM_RIGHTS)
            continue;
        size_t n = (h->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t i = 0; i < n; i++) {
            int fd;
            memcpy(&fd, CMSG_DATA(h) + i * sizeof fd, sizeof fd);
            if (c->n_fds < MSG_FDS_MAX)
                c->fds[c->n_fds++] = fd;
            else
                fits = false, close(fd);
        }
    }
    return fits ? 0 : -EMSGSIZE;
}

static ssize_t receive(struct channel *c, void *buf, size_t size)
{
    union {
        char space[CMSG_SPACE(sizeof(int) * MSG_FDS_MAX)];
        struct cmsghdr align;
    } control;
    struct iovec iov = {buf, size};
    struct msghdr m = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    ssize_t n;
    do
        n = recvmsg(c->fd, &m, MSG_CMSG_CLOEXEC | (c->wait ? 0 : MSG_DONTWAIT));
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return -errno;
    if (m.msg_controllen) {
        int r = take_fds(c, &m);
        if (r < 0)
            return r;
    }
    return n;
}

/* Room for more of a message that is not complete: doubling, so that memory is at most twice what arrived.  */
static void own_grow(struct channel *c)
{
    size_t want = MAX(c->own_cap * 2, 4096);
    c->own_cap = c->need > c->own_len ? MIN(want, c->need) : want;
    c->own_cap = MAX(c->own_cap, c->own_len + 1);
    c->own = g_realloc(c->own, c->own_cap);
}

ssize_t channel_read(struct channel *c, uint8_t *scratch)
{
    if (!c->own_len) {
        ssize_t n = receive(c, scratch, CHANNEL_SCRATCH);
        if (n > 0)
            c->view = scratch, c->view_len = (size_t) n, c->view_at = 0;
        return n;
    }
    if (c->own_len == c->own_cap)
        own_grow(c);
    ssize_t n = receive(c, c->own + c->own_len, c->own_cap - c->own_len);
    if (n > 0)
        c->own_len += (size_t) n, c->view = c->own, c->view_len = c->own_len, c->view_at = 0;
    return n;
}

bool channel_resume(struct channel *c)
{
    if (!c->own_len || c->own_len < c->need)
        return false;
    c->view = c->own, c->view_len = c->own_len, c->view_at = 0;
    return true;
}

int channel_next(struct channel *c, struct msg_view *ret, int *fds)
{
    size_t left = c->view_len - c->view_at;
    if (!left || left < c->need)
        return 0;
    int r = msg_parse(c->view + c->view_at, left, ret, &c->need);
    if (r <= 0)
        return r;
    c->need = 0;
    if (ret->n_fds > c->n_fds)
        return -EBADMSG; /* a carrier byte came without its descriptor */
    memcpy(fds, c->fds, ret->n_fds * sizeof *fds);
    c->n_fds -= ret->n_fds;
    memmove(c->fds, c->fds + ret->n_fds, c->n_fds * sizeof *fds);
    c->view_at += ret->size;
    return 1;
}

void channel_settle(struct channel *c)
{
    size_t left = c->view_len - c->view_at;
    if (!left) {
        /* Between messages no descriptor can belong to anything.  */
        close_fds(c->fds, c->n_fds);
        c->n_fds = 0;
        g_clear_pointer(&c->own, g_free);
        c->own_len = c->own_cap = 0;
    } else if (c->view == c->own) {
        memmove(c->own, c->own + c->view_at, left);
        c->own_len = left;
    } else if (c->view) {
        c->own_cap = MAX(left, 512);
        c->own = g_malloc(c->own_cap);
        memcpy(c->own, c->view + c->view_at, left);
        c->own_len = left;
    }
    c->view = NULL;
    c->view_len = c->view_at = 0;
}

/* ---- writing ---- */

static int send_fd(int sock, int fd)
{
    union {
        char space[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } control = {{0}};
    char byte = 0;
    struct iovec iov = {&byte, 1};
    struct msghdr m = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    struct cmsghdr *h = CMSG_FIRSTHDR(&m);
    h->cmsg_level = SOL_SOCKET;
    h->cmsg_type = SCM_RIGHTS;
    h->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(h), &fd, sizeof fd);
    while (sendmsg(sock, &m, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
        if (errno != EINTR)
            return -errno;
    return 0;
}

static struct out *out_new(const uint8_t *data, size_t len, const int *fds, unsigned n_fds)
{
    struct out *o = g_malloc(sizeof *o + n_fds * sizeof *fds + len);
    *o = (struct out){.len = len, .n_fds = n_fds};
    for (unsigned i = 0; i < n_fds; i++) {
        o->fds[i] = fcntl(fds[i], F_DUPFD_CLOEXEC, 3);
        if (o->fds[i] < 0) {
            int r = -errno;
            close_fds(o->fds, i);
            g_free(o);
            errno = -r;
            return NULL;
        }
    }
    memcpy(out_data(o), data, len);
    return o;
}

int channel_queue(struct channel *c, const uint8_t *data, size_t len, const int *fds, unsigned n_fds)
{
    struct out *o = out_new(data, len, fds, n_fds);
    if (!o)
        return -errno;
    if (c->tail)
        c->tail->next = o;
    else
        c->head = o;
    c->tail = o;
    c->out_bytes += len;
    return 0;
}

int channel_send(struct channel *c, const uint8_t *data, size_t len, const int *fds, unsigned n_fds)
{
    size_t done = 0;
    if (!c->head && !n_fds) { /* the usual case: straight from the caller's buffer */
        ssize_t n;
        do
            n = send(c->fd, data, len, MSG_NOSIGNAL | MSG_DONTWAIT);
        while (n < 0 && errno == EINTR);
        if (n < 0 && errno != EAGAIN)
            return -errno;
        done = n < 0 ? 0 : (size_t) n;
        if (done == len)
            return 0;
    }
    bool idle = !c->head;
    int r = channel_queue(c, data + done, len - done, fds, n_fds);
    if (r == 0 && idle && n_fds)
        r = channel_flush(c);
    return r == -EAGAIN ? 0 : r;
}

/* Up to the first message with descriptors, which must follow its bytes at once.  */
static int flush_bytes(struct channel *c)
{
    struct iovec iov[64];
    int n = 0;
    for (struct out *o = c->head; o && n < 64; o = o->next) {
        if (o->done < o->len)
            iov[n++] = (struct iovec){out_data(o) + o->done, o->len - o->done};
        if (o->n_fds)
            break;
    }
    if (!n)
        return 0;
    struct msghdr m = {.msg_iov = iov, .msg_iovlen = (size_t) n};
    ssize_t sent;
    do
        sent = sendmsg(c->fd, &m, MSG_NOSIGNAL | MSG_DONTWAIT);
    while (sent < 0 && errno == EINTR);
    if (sent < 0)
        return -errno;
    c->out_bytes -= (size_t) sent;
    size_t left = (size_t) sent;
    for (struct out *o = c->head; o && left; o = o->next) {
        size_t k = MIN(left, o->len - o->done);
        o->done += k;
        left -= k;
    }
    return 0;
}

static int flush_fds(struct channel *c)
{
    struct out *o = c->head;
    while (o->fds_done < o->n_fds) {
        int r = send_fd(c->fd, o->fds[o->fds_done]);
        if (r < 0)
            return r;
        close(o->fds[o->fds_done++]);
    }
    return 0;
}

int channel_flush(struct channel *c)
{
    while (c->head) {
        int r = flush_bytes(c);
        if (r < 0)
            return r;
        while (c->head && c->head->done == c->head->len) {
            if ((r = flush_fds(c)) < 0)
                return r;
            struct out *o = c->head;
            c->head = o->next;
            if (!c->head)
                c->tail = NULL;
            out_free(o);
        }
    }
    return 0;
}
