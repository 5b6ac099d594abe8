/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* keepalive.c: pings to clients that said they understand them; whoever misses too many is gone. */
#include "base/log.h"
#include "base/loop.h"
#include "daemon/client.h"

static void send_keepalive(struct client *c, unsigned proc)
{
    GByteArray *out = client_scratch();
    msg_begin(out, &(struct msg_header){MSG_PROGRAM_KEEPALIVE, 1, proc, MSG_EVENT, 0, MSG_OK});
    msg_end(out);
    client_send(c, out, NULL, 0);
}

static void tick(struct io_timer *t)
{
    struct client *c = (struct client *) ((char *) t - offsetof(struct client, timer));
    uint64_t interval = (uint64_t) c->server->limits.keepalive_interval * 1000, now = clock_ms();
    pthread_mutex_lock(&c->lock);
    bool deaf = c->reading_off || c->full; /* its answer would not be read: silence means nothing */
    pthread_mutex_unlock(&c->lock);
    if (deaf)
        c->heard = now;
    if (c->heard + interval > now) {
        ioloop_timer(c->loop, t, c->heard + interval);
        return;
    }
    if (c->pings >= c->server->limits.keepalive_count) {
        log_warn("client %llu has not answered %u keepalive messages in %u seconds", (unsigned long long) c->id,
                 c->pings, c->pings * (unsigned) c->server->limits.keepalive_interval);
        client_close(c);
        return;
    }
    c->pings++;
    send_keepalive(c, KEEPALIVE_PING);
    ioloop_timer(c->loop, t, now + interval);
}

void client_keepalive_start(struct client *c)
{
    if (c->server->limits.keepalive_interval <= 0 || c->timer.iter)
        return;
    c->heard = clock_ms();
    c->timer.fire = tick;
    ioloop_timer(c->loop, &c->timer, c->heard + (uint64_t) c->server->limits.keepalive_interval * 1000);
}

void client_keepalive_message(struct client *c, const struct msg_view *m)
{
    if (m->head.proc == KEEPALIVE_PING)
        send_keepalive(c, KEEPALIVE_PONG);
}
