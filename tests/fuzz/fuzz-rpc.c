/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Any bytes as what a peer sends: cut into messages, each decoded as the call, the answer, the event or the error it
 * claims. */
#include <glib.h>

#include "api-events.h"
#include "api-ids.h"
#include "base/err.h"
#include "rec/xdr.h"
#include "rpc/message.h"
#include "rpc/wire-error.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try(const struct rec *r, const struct msg_view *m)
{
    if (!r)
        return;
    g_autofree void *obj = g_malloc0(r->size);
    if (xdr_decode(r, obj, m->body, m->len) == 0) {
        g_autoptr(GByteArray) again = g_byte_array_new();
        if (xdr_encode(r, obj, again) == 0)
            g_assert_cmpuint(again->len, ==, m->len);
        rec_done(r, obj);
    }
}

static void take(const struct msg_view *m)
{
    enum api_program p = m->head.program == MSG_PROGRAM_REMOTE  ? PROGRAM_REMOTE
                         : m->head.program == MSG_PROGRAM_QEMU  ? PROGRAM_QEMU
                         : m->head.program == MSG_PROGRAM_ADMIN ? PROGRAM_ADMIN
                                                                : PROGRAM_NONE;
    const struct api *api = p == PROGRAM_NONE ? NULL : api_by_proc(p, m->head.proc);
    bool old;
    if (api) {
        try(api->args, m);
        try(api->ret, m);
    }
    const struct event_type *t = event_type_by_proc(p, m->head.proc, &old);
    if (t)
        try(t->rec, m);
    wire_error_decode(m->body, m->len);
    err_reset();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct msg_view m;
    size_t need;
    while (size && msg_parse(data, size, &m, &need) > 0) {
        take(&m);
        data += m.size;
        size -= m.size;
    }
    return 0;
}
