/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* local.c: drivers inside the program: test:///default and qemu:///embed?root=DIR. No thread, no socket. */
#define ERR_FROM VIR_FROM_NONE
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "core/session.h"
#include "core/stream.h"
#include "drivers/drivers.h"
#include "lib/connect.h"
#include "lib/local-stream.h"
#include "lib/uri.h"

struct local {
    struct session session;
    struct event_queue *queue;
};

/* Descriptors of a call belong to the driver; those of the program stay its own.  */
static int copy_fds(int *to, const struct api_extra *extra)
{
    for (size_t i = 0; i < extra->n_fds; i++)
        if ((to[i] = fcntl(extra->fds[i], F_DUPFD_CLOEXEC, 3)) < 0) {
            err_sys(errno, "cannot duplicate a descriptor");
            while (i-- > 0)
                close(to[i]);
            return -1;
        }
    return 0;
}

static int call(virConnectPtr c, const struct api *api, const void *args, void *ret, struct api_extra *extra)
{
    struct local *l = c->state;
    struct call k = {.api = api, .session = &l->session};
    int fds[32];

    if (extra && extra->n_fds) {
        if (extra->n_fds > G_N_ELEMENTS(fds)) {
            err(VIR_ERR_INVALID_ARG, "at most %zu descriptors can be passed in %s", G_N_ELEMENTS(fds), api->name);
            return -1;
        }
        if (copy_fds(fds, extra) < 0)
            return -1;
        k.fds = fds, k.n_fds = extra->n_fds;
    }
    if (api->flags & API_STREAM)
        k.stream = stream_new();
    int r = api_serve(&k, args, ret);
    for (size_t i = 0; i < k.n_fds; i++)
        if (fds[i] >= 0)
            close(fds[i]);
    if (r == 0 && k.stream)
        local_stream_open(extra->stream, k.stream);
    stream_unref(k.stream);
    if (r == 0 && extra) {
        memcpy(extra->out_fds, k.out_fds, k.n_out_fds * sizeof *k.out_fds);
        extra->n_out_fds = k.n_out_fds;
    }
    return r;
}

static void close_local(virConnectPtr c)
{
    struct local *l = c->state;
    session_close(&l->session);
    event_queue_unref(l->queue);
    g_free(l);
}

static void deliver(struct session *s, const struct event *e, int callback_id)
{
    struct local *l = s->owner;
    conn_event(l->queue, e->type, callback_id, rec_copy(e->type->rec, e->data));
}

static int subscribe(virConnectPtr c, const struct event_type *type, struct handle *only, const char *event,
                     unsigned flags)
{
    return event_subscribe(&((struct local *) c->state)->session, type, only);
}

static int unsubscribe(virConnectPtr c, const struct event_type *type, int id)
{
    return event_unsubscribe(&((struct local *) c->state)->session, id);
}

static int is_alive(virConnectPtr c)
{
    return 1;
}

static int keepalive(virConnectPtr c, int interval, unsigned count)
{
    return 1; /* there is nothing between us that could break */
}

static int watch_close(virConnectPtr c, bool on)
{
    return 0;
}

static const struct backend local_backend = {
    .call = call,
    .close = close_local,
    .subscribe = subscribe,
    .unsubscribe = unsubscribe,
    .is_alive = is_alive,
    .keepalive = keepalive,
    .watch_close = watch_close,
    .secure = true,
};

/* The drivers of an embedded connection are loaded once; one folder for the whole process.  */
static int start_embedded(const struct uri *u)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static char *started;
    const char *root = uri_param(u, "root");
    int r = 0;
    if (!root || root[0] != '/') {
        err(VIR_ERR_INVALID_ARG, "%s needs a folder for its state: qemu:///embed?root=/some/folder", u->text);
        return -1;
    }
    pthread_mutex_lock(&lock);
    if (started && strcmp(started, root) != 0) {
        err(VIR_ERR_OPERATION_INVALID, "this process has an embedded driver in %s already", started);
        r = -1;
    } else if (!started && (r = drivers_start(geteuid() == 0, root)) == 0) {
        started = g_strdup(root);
    }
    pthread_mutex_unlock(&lock);
    return r;
}

int local_open(virConnectPtr c, const struct uri *u, unsigned flags)
{
    bool embed = g_str_has_suffix(u->path, "/embed");
    if (u->transport || u->host || (!embed && strcmp(u->driver, "test") != 0))
        return 0;
    drivers_register();
    if (embed && start_embedded(u) < 0)
        return -1;
    struct local *l = g_new0(struct local, 1);
    l->queue = event_queue_ref(c->queue);
    l->session = (struct session){.readonly = c->readonly, .deliver = deliver, .owner = l};
    l->session.who = (struct identity){.pid = getpid(), .uid = geteuid(), .gid = getegid()};
    if (session_open(&l->session, u->text, flags) < 0) {
        event_queue_unref(l->queue);
        g_free(l);
        return -1;
    }
    c->state = l;
    c->backend = &local_backend;
    return 1;
}
