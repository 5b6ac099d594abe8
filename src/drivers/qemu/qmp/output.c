/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * output.c: saying something to QEMU. The asking thread writes; what the socket does not take waits in a
 * bounded queue for the loop.
 */
#include "drivers/qemu/qmp/private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

void qmp_chunk_free(struct qmp_chunk *c)
{
    if (c->fd >= 0)
        close(c->fd);
    explicit_bzero(c->text, c->len); /* may hold a password */
    free(c->text);
    g_free(c);
}

/* Bytes taken, 0 when it would block, -1 on a dead socket. A test's peer may be a pipe: no MSG_NOSIGNAL there.  */
static ssize_t send_some(int sock, const char *text, size_t len, int fd)
{
    struct iovec iov = {(char *) text, len};
    struct msghdr msg = {.msg_iov = &iov, .msg_iovlen = 1};
    union {
        struct cmsghdr align;
        char buf[CMSG_SPACE(sizeof(int))];
    } control = {0};
    if (fd >= 0) {
        msg.msg_control = control.buf;
        msg.msg_controllen = sizeof(control.buf);
        struct cmsghdr *c = CMSG_FIRSTHDR(&msg);
        c->cmsg_level = SOL_SOCKET;
        c->cmsg_type = SCM_RIGHTS;
        c->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(c), &fd, sizeof(int));
    }
    ssize_t n;
    do
        n = sendmsg(sock, &msg, MSG_NOSIGNAL | MSG_DONTWAIT);
    while (n < 0 && errno == EINTR);
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        return 0;
    return n;
}

int qmp_flush(struct qmp *q)
{
    struct qmp_chunk *c;
    while ((c = g_queue_peek_head(&q->out))) {
        ssize_t n = send_some(q->fd, c->text + c->sent, c->len - c->sent, c->sent ? -1 : c->fd);
        if (n < 0)
            return -1;
        if (n == 0)
            break;
        c->sent += (size_t) n;
        q->out_bytes -= (size_t) n;
        if (c->sent == c->len)
            qmp_chunk_free(g_queue_pop_head(&q->out));
    }
    watch_set(q->watch, EPOLLIN | (c ? EPOLLOUT : 0));
    return 0;
}

int qmp_put(struct qmp *q, char *text, size_t len, int fd)
{
    struct qmp_chunk *c = g_new0(struct qmp_chunk, 1);
    *c = (struct qmp_chunk){.text = text, .len = len, .fd = -1};
    if (q->out_bytes + len > QMP_OUT_MAX) {
        qmp_chunk_free(c);
        return -1;
    }
    if (fd >= 0 && (c->fd = fcntl(fd, F_DUPFD_CLOEXEC, 3)) < 0) {
        qmp_chunk_free(c);
        return -1;
    }
    q->out_bytes += len;
    g_queue_push_tail(&q->out, c);
    return qmp_flush(q);
}
