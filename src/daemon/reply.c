/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* reply.c: answers, made in the thread's scratch buffer and sent from there. */
#define ERR_FROM VIR_FROM_RPC
#include "base/err.h"
#include "daemon/client.h"
#include "rpc/wire-error.h"

void reply_begin(GByteArray *out, const struct msg_header *call, enum msg_status status)
{
    struct msg_header h = *call;
    h.type = MSG_REPLY;
    h.status = status;
    msg_begin(out, &h);
}

void reply_error(struct client *c, const struct msg_header *call)
{
    GByteArray *out = client_scratch();
    reply_begin(out, call, MSG_ERROR);
    wire_error_encode(err_thread(), out);
    if (msg_end(out) == 0)
        client_send(c, out, NULL, 0);
}

void reply_empty(struct client *c, const struct msg_header *call)
{
    GByteArray *out = client_scratch();
    reply_begin(out, call, MSG_OK);
    msg_end(out);
    client_send(c, out, NULL, 0);
}
