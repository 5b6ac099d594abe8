/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* remote-call.c: one call to a daemon: its message, and what the answer is worth. */
#define ERR_FROM VIR_FROM_RPC
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "lib/remote.h"
#include "rec/xdr.h"
#include "rpc/wire-error.h"

static uint32_t program_number(enum api_program p)
{
    static const uint32_t numbers[] = {
        [PROGRAM_REMOTE] = MSG_PROGRAM_REMOTE,
        [PROGRAM_QEMU] = MSG_PROGRAM_QEMU,
        [PROGRAM_LXC] = MSG_PROGRAM_LXC,
        [PROGRAM_ADMIN] = MSG_PROGRAM_ADMIN,
    };
    return numbers[p];
}

static int encode_call(GByteArray *out, const struct api *api, const void *args, uint32_t serial, size_t n_fds)
{
    struct msg_header h = {program_number(api->program), 1, api->proc, n_fds ? MSG_CALL_FDS : MSG_CALL, serial, MSG_OK};
    if (n_fds > MSG_FDS_MAX) {
        err(VIR_ERR_INVALID_ARG, "at most %u descriptors can be passed in %s", MSG_FDS_MAX, api->name);
        return -1;
    }
    if (n_fds)
        msg_begin_fds(out, &h, (unsigned) n_fds);
    else
        msg_begin(out, &h);
    if (api->args && xdr_encode(api->args, args, out) < 0) {
        if (!err_is_set())
            err(VIR_ERR_RPC, "the arguments of %s are too large to be sent", api->name);
        return -1;
    }
    if (msg_end(out) == 0)
        return 0;
    err(VIR_ERR_RPC, "the arguments of %s do not fit into a message", api->name);
    return -1;
}

static int take_answer(const struct api *api, struct pending *p, void *ret, struct api_extra *extra)
{
    if (p->head.status == MSG_ERROR) {
        wire_error_decode(p->body->data, p->body->len);
        return -1;
    }
    if (p->head.status != MSG_OK || p->head.proc != api->proc || p->head.program != program_number(api->program)) {
        err(VIR_ERR_RPC, "the daemon answered %s with something else", api->name);
        return -1;
    }
    if (api->ret && xdr_decode(api->ret, ret, p->body->data, p->body->len) < 0) {
        rec_done(api->ret, ret);
        err(VIR_ERR_RPC, "Unable to decode message payload: the answer to %s", api->name);
        return -1;
    }
    if (extra && p->n_fds && api->flags & API_FDS_OUT) {
        memcpy(extra->out_fds, p->fds, p->n_fds * sizeof *p->fds);
        extra->n_out_fds = p->n_fds;
        p->n_fds = 0;
    }
    return 0;
}

static void pending_done(struct pending *p)
{
    for (unsigned i = 0; i < p->n_fds; i++)
        close(p->fds[i]);
    if (p->body)
        g_byte_array_unref(p->body);
}

static GByteArray *call_buffer(void)
{
    static GPrivate mine = G_PRIVATE_INIT((GDestroyNotify) g_byte_array_unref);
    GByteArray *b = g_private_get(&mine);
    if (!b || b->len > 1 << 20) {
        b = g_byte_array_sized_new(4096);
        g_private_replace(&mine, b);
    }
    return b;
}

int remote_exchange(struct remote *r, const struct api *api, const void *args, void *ret, struct api_extra *extra,
                    virStreamPtr stream)
{
    GByteArray *out = call_buffer();
    struct pending p;

    pthread_mutex_lock(&r->lock);
    uint32_t serial = remote_next_serial(r);
    int e = encode_call(out, api, args, serial, extra ? extra->n_fds : 0);
    if (e == 0 && stream)
        e = remote_stream_open(r, stream, api, serial); /* its first packet may come right behind the answer */
    remote_pend_locked(r, &p, serial);
    if (e == 0)
        e = remote_send_locked(r, out, extra ? extra->fds : NULL, extra ? (unsigned) extra->n_fds : 0);
    while (e == 0 && !p.done)
        e = remote_wait_locked(r, &p);
    remote_unpend_locked(r, &p);
    bool rearm = remote_leave_locked(r);
    pthread_mutex_unlock(&r->lock);

    if (rearm)
        remote_unchoke(r);
    if (p.done)
        e = take_answer(api, &p, ret, extra);
    pending_done(&p);
    if (e < 0 && stream && stream->state) /* there is none when the call could not be encoded */
        remote_stream_failed(stream);
    return e;
}
