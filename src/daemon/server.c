/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* server.c: accepting, counting, and pausing when there are enough clients. */
#define ERR_FROM VIR_FROM_RPC
#include "daemon/server.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/log.h"
#include "base/loop.h"
#include "daemon/client.h"

static void listener_free(struct listener *l)
{
    if (l->path)
        unlink(l->path);
    if (l->io.fd >= 0)
        close(l->io.fd);
    g_free(l->path);
    g_free(l);
}

void server_free(struct server *s)
{
    if (!s)
        return;
    for (guint i = 0; i < s->listeners->len; i++)
        listener_free(g_ptr_array_index(s->listeners, i));
    g_ptr_array_free(s->listeners, TRUE);
    pthread_mutex_destroy(&s->lock);
    g_free(s);
}

static bool is_full(const struct server *s)
{
    return s->starved || s->n_clients >= s->limits.clients ||
           (s->limits.anonymous && s->n_anonymous >= s->limits.anonymous);
}

/* Under the lock: listens as long as there is room. New ones then wait in the kernel's queue.  */
static void update_listening(struct server *s)
{
    bool pause = is_full(s);
    if (pause == s->paused)
        return;
    s->paused = pause;
    if (pause)
        log_warn("%s: %u clients, %u of them not yet known: no new ones for now", s->name, s->n_clients,
                 s->n_anonymous);
    for (guint i = 0; i < s->listeners->len; i++) {
        struct listener *l = g_ptr_array_index(s->listeners, i);
        ioloop_want(s->main, &l->io, pause ? 0 : EPOLLIN);
    }
}

static bool accept_one(struct listener *l)
{
    struct server *s = l->server;
    int fd = accept4(l->io.fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0) {
        if (errno != EAGAIN && errno != EINTR && errno != ECONNABORTED) {
            log_error("cannot accept a client: %s", g_strerror(errno));
            pthread_mutex_lock(&s->lock);
            s->starved = true;
            update_listening(s);
            pthread_mutex_unlock(&s->lock);
        }
        return false;
    }
    client_new(s, s->io[s->next_io++ % s->n_io], fd, l->readonly, l->auth);
    return true;
}

/* Whoever holds one of the few places for the unknown without saying who he is makes room for the next.  */
static void expire(struct io_timer *t)
{
    struct server *s = (struct server *) ((char *) t - offsetof(struct server, expire));
    int64_t now = time(NULL);
    pthread_mutex_lock(&s->lock);
    for (struct client *c = s->clients; c; c = c->next)
        if (!c->authenticated && !c->auth_running && now - c->since >= CLIENT_AUTH_SECONDS)
            client_shut(c);
    s->starved = false;
    update_listening(s);
    bool again = s->paused;
    pthread_mutex_unlock(&s->lock);
    if (again)
        ioloop_timer(s->main, t, clock_ms() + 1000);
}

static void accept_ready(struct io *io, uint32_t events)
{
    struct listener *l = (struct listener *) io;
    for (int i = 0; i < 64 && !l->server->paused; i++)
        if (!accept_one(l))
            break;
    if (l->server->paused && !l->server->expire.iter)
        ioloop_timer(l->server->main, &l->server->expire, clock_ms() + 1000);
}

struct server *server_new(const char *name, struct server_limits limits, struct pool *pool, struct ioloop *main,
                          struct ioloop **io, unsigned n_io)
{
    struct server *s = g_new0(struct server, 1);
    *s = (struct server){.name = name, .limits = limits, .pool = pool, .main = main, .io = io, .n_io = n_io};
    s->listeners = g_ptr_array_new();
    s->next_id = 1;
    s->expire.fire = expire;
    pthread_mutex_init(&s->lock, NULL);
    return s;
}

int server_listen(struct server *s, int fd, const char *path, bool readonly, enum auth_kind auth)
{
    struct listener *l = g_new0(struct listener, 1);
    *l = (struct listener){.io = {.fd = fd, .ready = accept_ready}, .server = s, .readonly = readonly, .auth = auth};
    l->path = g_strdup(path);
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    g_ptr_array_add(s->listeners, l);
    int r = ioloop_add(s->main, &l->io, EPOLLIN);
    if (r < 0) {
        err_sys(-r, "cannot listen on %s", path ? path : "a socket");
        return -1;
    }
    return 0;
}

void server_stop(struct server *s)
{
    for (guint i = 0; i < s->listeners->len; i++) {
        struct listener *l = g_ptr_array_index(s->listeners, i);
        ioloop_del(s->main, &l->io);
    }
}

void server_close_all(struct server *s)
{
    pthread_mutex_lock(&s->lock);
    for (struct client *c = s->clients; c; c = c->next)
        client_shut(c);
    pthread_mutex_unlock(&s->lock);
}

unsigned server_clients(struct server *s)
{
    pthread_mutex_lock(&s->lock);
    unsigned n = s->n_clients;
    pthread_mutex_unlock(&s->lock);
    return n;
}

void server_joined(struct server *s, struct client *c)
{
    pthread_mutex_lock(&s->lock);
    c->id = s->next_id++;
    c->next = s->clients;
    if (c->next)
        c->next->prev = c;
    s->clients = c;
    s->n_clients++;
    s->n_anonymous++;
    update_listening(s);
    pthread_mutex_unlock(&s->lock);
    if (s->on_count)
        s->on_count(s, s->on_count_arg);
}

void server_left(struct server *s, struct client *c, bool anonymous)
{
    pthread_mutex_lock(&s->lock);
    if (c->prev)
        c->prev->next = c->next;
    else
        s->clients = c->next;
    if (c->next)
        c->next->prev = c->prev;
    s->n_clients--;
    s->n_anonymous -= anonymous;
    update_listening(s);
    pthread_mutex_unlock(&s->lock);
    if (s->on_count)
        s->on_count(s, s->on_count_arg);
}

void server_authenticated(struct server *s)
{
    pthread_mutex_lock(&s->lock);
    s->n_anonymous--;
    update_listening(s);
    pthread_mutex_unlock(&s->lock);
}
