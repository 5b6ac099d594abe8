/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * call.c: from a message to an answer. What cannot block is served where it was read; the rest becomes a
 * request for the pool, `max_client_requests` of one client at a time, priority calls beside them.
 */
#define ERR_FROM VIR_FROM_RPC
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/log.h"
#include "daemon/builtin.h"
#include "daemon/client.h"
#include "daemon/stream.h"
#include "rec/xdr.h"

struct request {
    struct client *client; /* referenced */
    const struct api *api;
    struct msg_header head;
    void *args;
    size_t bytes;
    unsigned n_fds;
    int fds[MSG_FDS_MAX];
};

static void request_free(struct request *q)
{
    for (unsigned i = 0; i < q->n_fds; i++)
        if (q->fds[i] >= 0)
            close(q->fds[i]);
    if (q->api->args)
        rec_free(q->api->args, q->args);
    client_unref(q->client);
    g_free(q);
}

/* ---- serving ---- */

static void send_reply(struct request *q, const struct call *call, const void *ret)
{
    GByteArray *out = client_scratch();
    struct msg_header h = q->head;
    h.type = call->n_out_fds ? MSG_REPLY_FDS : MSG_REPLY;
    if (call->n_out_fds)
        msg_begin_fds(out, &h, (unsigned) call->n_out_fds);
    else
        msg_begin(out, &h);
    if ((q->api->ret && xdr_encode(q->api->ret, ret, out) < 0) || msg_end(out) < 0) {
        err(VIR_ERR_RPC, "the answer to %s does not fit into a message", q->api->name);
        reply_error(q->client, &q->head);
        return;
    }
    client_send(q->client, out, call->out_fds, (unsigned) call->n_out_fds);
}

static void serve(struct request *q)
{
    struct call call = {.api = q->api, .session = &q->client->session, .fds = q->fds, .n_fds = q->n_fds};
    g_autofree void *ret = q->api->ret ? g_malloc0(q->api->ret->size) : NULL;
    struct client_stream *cs = NULL;

    if (q->api->flags & API_STREAM) {
        if (!(cs = client_stream_new(q->client, &q->head))) {
            reply_error(q->client, &q->head);
            return;
        }
        call.stream = client_stream_core(cs);
    }
    int r = api_serve(&call, q->args, ret);
    if (r < 0)
        reply_error(q->client, &q->head);
    else
        send_reply(q, &call, ret);
    if (cs)
        client_stream_start(cs, r == 0);
    for (size_t i = 0; i < call.n_out_fds; i++)
        close(call.out_fds[i]);
    if (ret)
        rec_done(q->api->ret, ret);
}

/* ---- the pool ---- */

static void run(void *arg);

static void start_locked(struct client *c, struct request *q)
{
    c->running++;
    if (q->api->flags & API_PRIORITY)
        pool_run_first(c->server->pool, run, q);
    else
        pool_run(c->server->pool, run, q);
}

/* A call has ended: the next one of those that wait, and reading again when few are left.  */
static void run(void *arg)
{
    struct request *q = arg, *next;
    struct client *c = client_ref(q->client);
    serve(q);
    request_free(q);

    pthread_mutex_lock(&c->lock);
    c->running--;
    if (c->running < c->server->limits.requests && (next = g_queue_pop_head(&c->waiting))) {
        c->waiting_bytes -= next->bytes;
        start_locked(c, next);
    }
    bool unused = c->session_over && c->running == 0;
    bool resume =
        c->reading_off && c->waiting.length <= CLIENT_WAITING_MAX / 2 && c->waiting_bytes <= CLIENT_WAITING_BYTES / 2;
    pthread_mutex_unlock(&c->lock);
    if (unused)
        client_session_unused(c);
    if (resume)
        ioloop_post(c->loop, client_resume, client_ref(c));
    client_unref(c);
}

void client_drop_waiting(struct client *c)
{
    struct request *q;
    pthread_mutex_lock(&c->lock);
    GQueue drop = c->waiting;
    g_queue_init(&c->waiting);
    c->waiting_bytes = 0;
    pthread_mutex_unlock(&c->lock);
    while ((q = g_queue_pop_head(&drop)))
        request_free(q);
}

static void hand_over(struct request *q)
{
    struct client *c = q->client;
    unsigned may = c->server->limits.requests;
    if (q->api->flags & API_PRIORITY)
        may += 4;
    pthread_mutex_lock(&c->lock);
    if (c->running < may) {
        start_locked(c, q);
    } else {
        if (q->api->flags & API_PRIORITY)
            g_queue_push_head(&c->waiting, q);
        else
            g_queue_push_tail(&c->waiting, q);
        c->waiting_bytes += q->bytes;
        c->reading_off = c->waiting.length >= CLIENT_WAITING_MAX || c->waiting_bytes >= CLIENT_WAITING_BYTES;
        client_update_locked(c);
    }
    pthread_mutex_unlock(&c->lock);
}

/* ---- reading a call ---- */

static enum api_program program_of(const struct client *c, const struct msg_header *h)
{
    static const struct {
        uint32_t number;
        enum api_program program;
        bool admin;
    } known[] = {
        {MSG_PROGRAM_REMOTE, PROGRAM_REMOTE, false},
        {MSG_PROGRAM_QEMU, PROGRAM_QEMU, false},
        {MSG_PROGRAM_LXC, PROGRAM_LXC, false},
        {MSG_PROGRAM_ADMIN, PROGRAM_ADMIN, true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (known[i].number == h->program && known[i].admin == c->server->admin && h->version == 1)
            return known[i].program;
    return PROGRAM_NONE;
}

static void *decode_args(const struct rec *rec, const struct msg_view *m)
{
    void *args = g_malloc0(rec->size);
    if (xdr_decode(rec, args, m->body, m->len) == 0)
        return args;
    rec_free(rec, args);
    err_reset();
    err(VIR_ERR_RPC, "Unable to decode message payload");
    return NULL;
}

static int serve_builtin(struct client *c, const struct builtin *b, const struct api *api, const struct msg_view *m)
{
    void *args = NULL;
    g_autofree void *ret = api->ret ? g_malloc0(api->ret->size) : NULL;
    if (api->args && !(args = decode_args(api->args, m)))
        return -1;
    int r = b->fn(c, &m->head, api, args, ret);
    if (r == BUILTIN_DONE) {
        GByteArray *out = client_scratch();
        reply_begin(out, &m->head, MSG_OK);
        if (api->ret)
            xdr_encode(api->ret, ret, out);
        msg_end(out);
        client_send(c, out, NULL, 0);
    }
    if (r < 0)
        reply_error(c, &m->head);
    if (b->after && (r >= 0 || c->holding))
        b->after(c);
    if (api->ret)
        rec_done(api->ret, ret);
    if (api->args)
        rec_free(api->args, args);
    return 0;
}

static int take_call(struct client *c, const struct api *api, const struct msg_view *m, int *fds)
{
    void *args = NULL;
    if (api->args && !(args = decode_args(api->args, m)))
        return -1;
    struct request *q = g_new(struct request, 1);
    q->client = client_ref(c), q->api = api, q->head = m->head, q->args = args, q->bytes = m->size;
    q->n_fds = m->n_fds;
    memcpy(q->fds, fds, m->n_fds * sizeof *fds);
    for (unsigned i = 0; i < m->n_fds; i++)
        fds[i] = -1;
    if (api->flags & API_INLINE) {
        serve(q);
        request_free(q);
    } else {
        hand_over(q);
    }
    return 0;
}

static int call_message(struct client *c, const struct msg_view *m, int *fds)
{
    enum api_program program = program_of(c, &m->head);
    const struct api *api = program == PROGRAM_NONE ? NULL : api_by_proc(program, m->head.proc);
    const struct builtin *b = api ? builtin_find(api) : NULL;

    if (m->head.status != MSG_OK)
        err(VIR_ERR_RPC, "Unexpected message status %u", m->head.status);
    else if (program == PROGRAM_NONE)
        err(VIR_ERR_RPC, "Cannot find program %u version %u", m->head.program, m->head.version);
    else if (!c->authenticated && !(b && b->before_auth))
        err(VIR_ERR_RPC, "authentication required");
    else if (!api)
        err(VIR_ERR_RPC, "unknown procedure: %u", m->head.proc);
    else if (b)
        return serve_builtin(c, b, api, m);
    else if (!atomic_load(&c->opened))
        err(VIR_ERR_INTERNAL_ERROR, "hypervisor connection not open");
    else
        return take_call(c, api, m, fds);
    return -1;
}

int client_message(struct client *c, const struct msg_view *m, int *fds)
{
    switch (m->head.type) {
    case MSG_CALL:
    case MSG_CALL_FDS:
        err_reset();
        if (call_message(c, m, fds) < 0)
            reply_error(c, &m->head);
        return 0;
    case MSG_STREAM:
    case MSG_HOLE:
        client_stream_message(c, m);
        return 0;
    case MSG_EVENT:
        if (m->head.program == MSG_PROGRAM_KEEPALIVE)
            client_keepalive_message(c, m);
        return 0;
    default: /* nobody here waits for replies; peers of old are as patient */
        return 0;
    }
}
