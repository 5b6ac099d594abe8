/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* message.c: reading and writing frames; nothing here allocates by a number that a peer sent. */
#include "rpc/message.h"

#include <errno.h>

static void header_get(const uint8_t *p, struct msg_header *h)
{
    *h = (struct msg_header){be32_get(p),      be32_get(p + 4),  be32_get(p + 8),
                             be32_get(p + 12), be32_get(p + 16), be32_get(p + 20)};
}

int msg_parse(const uint8_t *buf, size_t len, struct msg_view *ret, size_t *ret_need)
{
    if (len < 4)
        return *ret_need = MSG_HEAD, 0;

    size_t size = be32_get(buf);
    if (size > MSG_MAX)
        return -EMSGSIZE;
    if (size < MSG_HEAD)
        return -EBADMSG;
    if (len < MSG_HEAD)
        return *ret_need = MSG_HEAD, 0;

    struct msg_view v = {.body = buf + MSG_HEAD, .len = size - MSG_HEAD, .size = size};
    header_get(buf + 4, &v.head);
    if (v.head.type == MSG_CALL_FDS || v.head.type == MSG_REPLY_FDS) {
        if (v.len < 4)
            return -EBADMSG;
        if (len < MSG_HEAD + 4)
            return *ret_need = MSG_HEAD + 4, 0;
        v.n_fds = be32_get(v.body);
        if (v.n_fds > MSG_FDS_MAX)
            return -EMSGSIZE;
        v.body += 4, v.len -= 4;
        v.size += v.n_fds;
    }
    if (len < v.size)
        return *ret_need = v.size, 0;
    *ret = v;
    return 1;
}

static void put_word(GByteArray *out, uint32_t v)
{
    uint8_t b[4];
    be32_put(b, v);
    g_byte_array_append(out, b, sizeof b);
}

void msg_begin(GByteArray *out, const struct msg_header *h)
{
    uint8_t b[MSG_HEAD] = {0};
    be32_put(b + 4, h->program), be32_put(b + 8, h->version), be32_put(b + 12, h->proc);
    be32_put(b + 16, h->type), be32_put(b + 20, h->serial), be32_put(b + 24, h->status);
    g_byte_array_set_size(out, 0);
    g_byte_array_append(out, b, sizeof b);
}

void msg_begin_fds(GByteArray *out, const struct msg_header *head, unsigned n_fds)
{
    msg_begin(out, head);
    put_word(out, n_fds);
}

int msg_end(GByteArray *out)
{
    if (out->len > MSG_MAX)
        return -EMSGSIZE;
    be32_put(out->data, out->len);
    return 0;
}
