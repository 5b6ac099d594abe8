/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * channel.h: messages over a non-blocking stream socket, with descriptors beside them. Memory follows what
 * has arrived, never what was announced; an idle channel owns no buffer. Not locked: the daemon's client
 * and the library's connection each have their own rule of who reads and who writes.
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

#include "rpc/message.h"

struct out; /* a piece that the socket would not take yet */

struct channel {
    int fd;
    bool wait; /* reading may wait; writing never does */
    /* reading */
    uint8_t *own; /* a message that is not complete */
    size_t own_len, own_cap;
    const uint8_t *view; /* what msg_parse reads now: own, or the caller's scratch */
    size_t view_len, view_at;
    size_t need;          /* length of the view at which parsing makes sense again */
    int fds[MSG_FDS_MAX]; /* arrived, not yet given to a message */
    unsigned n_fds;
    /* writing */
    struct out *head, *tail;
    size_t out_bytes;
};

#define CHANNEL_SCRATCH 65536

void channel_init(struct channel *c, int fd); /* takes the descriptor */
void channel_done(struct channel *c);

/* Reads once. `scratch` (CHANNEL_SCRATCH bytes) may hold what arrives until channel_settle. Bytes read, 0 at the end
 * of the stream, -EAGAIN, or another -errno after which the channel is of no use.  */
ssize_t channel_read(struct channel *c, uint8_t *scratch);
/* The next complete message: 1 and `*ret`, `fds` (MSG_FDS_MAX) owned by the caller; 0: none; -errno: a broken peer.  */
int channel_next(struct channel *c, struct msg_view *ret, int *fds);
/* After a pause: parse again what channel_settle kept. False when there is nothing that could be complete.  */
bool channel_resume(struct channel *c);
/* Keeps what is left of scratch. To be called after the last channel_next of a channel_read.  */
void channel_settle(struct channel *c);

/* Queues a message (copied; the descriptors are duplicated) behind what waits, or writes it at once. 0, or -errno when
 * the socket is gone.  */
int channel_send(struct channel *c, const uint8_t *data, size_t len, const int *fds, unsigned n_fds);
/* The same without writing: for several messages in one go, followed by channel_flush.  */
int channel_queue(struct channel *c, const uint8_t *data, size_t len, const int *fds, unsigned n_fds);
/* Writes what waits. 0: all gone, -EAGAIN: some is left, or another -errno.  */
int channel_flush(struct channel *c);
static inline bool channel_pending(const struct channel *c)
{
    return c->head != NULL;
}
