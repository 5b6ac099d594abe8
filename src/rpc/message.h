/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * message.h: the frame of every message on the wire, as pure functions on bytes: four bytes of length, six
 * words of header, payload. A length counts itself, but not the one byte that carries each descriptor.
 */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

enum msg_type { MSG_CALL, MSG_REPLY, MSG_EVENT, MSG_STREAM, MSG_CALL_FDS, MSG_REPLY_FDS, MSG_HOLE, MSG_TYPES };
enum msg_status { MSG_OK, MSG_ERROR, MSG_CONTINUE };

#define MSG_PROGRAM_REMOTE 0x20008086u
#define MSG_PROGRAM_QEMU 0x20008087u
#define MSG_PROGRAM_LXC 0x20008088u
#define MSG_PROGRAM_ADMIN 0x06900690u
#define MSG_PROGRAM_KEEPALIVE 0x6b656570u
#define KEEPALIVE_PING 1
#define KEEPALIVE_PONG 2

#define MSG_HEAD 28u            /* length and header */
#define MSG_MAX (16777216u + 4) /* the greatest length word */
#define MSG_FDS_MAX 32u
#define MSG_CHUNK (262144u - 24) /* payload of a stream packet that peers of old take */

struct msg_header {
    uint32_t program, version, proc, type, serial, status;
};

/* A whole message inside a buffer that belongs to someone else.  */
struct msg_view {
    struct msg_header head;
    const uint8_t *body; /* after the count of descriptors, where there is one */
    size_t len;
    unsigned n_fds; /* announced; the descriptors themselves come beside the bytes */
    size_t size;    /* bytes in the buffer: frame and the carriers of the descriptors */
};

/* 1: `*ret` is the first message of the buffer; 0: it is not complete, `*ret_need` (> len) bytes would be the next
 * point to look again; -EMSGSIZE or -EBADMSG: this is no message.  */
int msg_parse(const uint8_t *buf, size_t len, struct msg_view *ret, size_t *ret_need);

/* Starts a message in `out` (emptied); msg_end writes its length and returns 0, or -EMSGSIZE.  */
void msg_begin(GByteArray *out, const struct msg_header *head);
void msg_begin_fds(GByteArray *out, const struct msg_header *head, unsigned n_fds);
int msg_end(GByteArray *out);

static inline uint32_t be32_get(const uint8_t *p)
{
    return (uint32_t) p[0] << 24 | (uint32_t) p[1] << 16 | (uint32_t) p[2] << 8 | p[3];
}
static inline void be32_put(uint8_t *p, uint32_t v)
{
    p[0] = (uint8_t) (v >> 24), p[1] = (uint8_t) (v >> 16), p[2] = (uint8_t) (v >> 8), p[3] = (uint8_t) v;
}
