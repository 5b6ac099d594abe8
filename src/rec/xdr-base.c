/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* xdr-base.c: words, counts, bytes and texts on the wire. */
#define ERR_FROM VIR_FROM_RPC
#include "rec/xdr-private.h"

#include <string.h>

enum { PAD = 3 };

int xdr_bad(const struct fld *f, const char *what)
{
    err(VIR_ERR_RPC, "message field '%s': %s", f && f->path ? f->path : "?", what);
    return -1;
}

/* ---- words ---- */

uint8_t *xdr_grow(GByteArray *out, size_t n)
{
    guint at = out->len;

    g_byte_array_set_size(out, at + (guint) n);
    return out->data + at;
}

void xdr_put_u32(GByteArray *out, uint32_t v)
{
    v = GUINT32_TO_BE(v);
    memcpy(xdr_grow(out, 4), &v, 4);
}

void xdr_put_u64(GByteArray *out, uint64_t v)
{
    v = GUINT64_TO_BE(v);
    memcpy(xdr_grow(out, 8), &v, 8);
}

void xdr_put_opaque(GByteArray *out, const void *data, size_t n)
{
    size_t padded = (n + PAD) & ~(size_t) PAD;
    uint8_t *to = xdr_grow(out, padded);

    if (n > 0)
        memcpy(to, data, n);
    memset(to + n, 0, padded - n);
}

size_t xdr_left(const struct xdr_in *in)
{
    return (size_t) (in->end - in->p);
}

int xdr_take_u32(struct xdr_in *in, uint32_t *v)
{
    if (xdr_left(in) < 4)
        return xdr_bad(in->f, "the message ends too early");
    memcpy(v, in->p, 4);
    *v = GUINT32_FROM_BE(*v);
    in->p += 4;
    return 0;
}

int xdr_take_u64(struct xdr_in *in, uint64_t *v)
{
    if (xdr_left(in) < 8)
        return xdr_bad(in->f, "the message ends too early");
    memcpy(v, in->p, 8);
    *v = GUINT64_FROM_BE(*v);
    in->p += 8;
    return 0;
}

int xdr_take_bool(struct xdr_in *in, bool *v)
{
    uint32_t word = 0;

    if (xdr_take_u32(in, &word) < 0)
        return -1;
    if (word > 1)
        return xdr_bad(in->f, "neither true nor false");
    *v = word;
    return 0;
}

/* A count that the row allows and that the rest of the message can hold, `least` bytes each.  */
int xdr_take_count(struct xdr_in *in, uint64_t max, size_t least, size_t *ret)
{
    uint32_t n = 0;

    if (xdr_take_u32(in, &n) < 0)
        return -1;
    if (max && n > max)
        return xdr_bad(in->f, "longer than allowed");
    if (n > xdr_left(in) / least)
        return xdr_bad(in->f, "longer than the message");
    *ret = n;
    return 0;
}

int xdr_put_count(const struct fld *f, size_t n, GByteArray *out)
{
    if ((f->max && n > f->max) || n > UINT32_MAX)
        return xdr_bad(f, "longer than allowed");
    xdr_put_u32(out, (uint32_t) n);
    return 0;
}

/* ---- text and bytes ---- */

int xdr_put_string(const struct fld *f, const char *s, size_t max, GByteArray *out)
{
    size_t n = 0;

    if (!s)
        return xdr_bad(f, "a text that must be there is missing");
    if ((n = strlen(s)) > max)
        return xdr_bad(f, "longer than allowed");
    xdr_put_u32(out, (uint32_t) n);
    xdr_put_opaque(out, s, n);
    return 0;
}

int xdr_take_opaque(struct xdr_in *in, uint64_t max, const uint8_t **data, size_t *n)
{
    if (xdr_take_count(in, max, 1, n) < 0)
        return -1;
    if (xdr_left(in) < ((*n + PAD) & ~(size_t) PAD))
        return xdr_bad(in->f, "the message ends too early");
    *data = in->p;
    in->p += (*n + PAD) & ~(size_t) PAD;
    return 0;
}

int xdr_take_string(struct xdr_in *in, size_t max, char **s)
{
    const uint8_t *data = NULL;
    size_t n = 0;

    if (xdr_take_opaque(in, max, &data, &n) < 0)
        return -1;
    if (memchr(data, '\0', n))
        return xdr_bad(in->f, "a text with a NUL byte in it");
    *s = g_strndup((const char *) data, n);
    return 0;
}
