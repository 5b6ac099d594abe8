/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* xdr.c: see xdr.h. Each kind has one row: how it is put, how it is taken. */
#define ERR_FROM VIR_FROM_RPC
#include "rec/xdr-private.h"

#include <string.h>

static size_t string_max(const struct fld *f)
{
    return f->max && f->max < STRING_MAX ? (size_t) f->max : STRING_MAX;
}

static int put_str(const struct fld *f, const void *m, GByteArray *out)
{
    const char *s = *(char *const *) m;

    if (!(f->flags & REQUIRED)) {
        xdr_put_u32(out, s != NULL);
        if (!s)
            return 0;
    }
    return xdr_put_string(f, s, string_max(f), out);
}

static int take_str(const struct fld *f, void *m, struct xdr_in *in)
{
    bool is = true;

    if (!(f->flags & REQUIRED) && xdr_take_bool(in, &is) < 0)
        return -1;
    return is ? xdr_take_string(in, string_max(f), m) : 0;
}

static int put_strs(const struct fld *f, const void *m, GByteArray *out)
{
    const struct rec_list *l = m;

    if (xdr_put_count(f, l->n, out) < 0)
        return -1;
    for (size_t i = 0; i < l->n; i++)
        if (xdr_put_string(f, l->v[i], STRING_MAX, out) < 0)
            return -1;
    return 0;
}

static int take_strs(const struct fld *f, void *m, struct xdr_in *in)
{
    struct rec_list *l = m;
    size_t n = 0;

    if (xdr_take_count(in, f->max, 4, &n) < 0)
        return -1;
    l->v = g_new0(void *, n);
    for (; l->n < n; l->n++)
        if (xdr_take_string(in, STRING_MAX, (char **) &l->v[l->n]) < 0)
            return -1;
    return 0;
}

static int put_bytes(const struct fld *f, const void *m, GByteArray *out)
{
    const struct bytes *b = m;

    if (xdr_put_count(f, b->n, out) < 0)
        return -1;
    xdr_put_opaque(out, b->v, b->n);
    return 0;
}

static int take_bytes(const struct fld *f, void *m, struct xdr_in *in)
{
    struct bytes *b = m;
    const uint8_t *data = NULL;
    size_t n = 0;

    if (xdr_take_opaque(in, f->max, &data, &n) < 0)
        return -1;
    b->v = g_memdup2(data, n);
    b->n = n;
    return 0;
}

/* ---- numbers ---- */

static int put_word(const struct fld *f, const void *m, GByteArray *out)
{
    xdr_put_u32(out, *(const uint32_t *) m);
    return 0;
}

static int take_word(const struct fld *f, void *m, struct xdr_in *in)
{
    return xdr_take_u32(in, m);
}

static int put_hyper(const struct fld *f, const void *m, GByteArray *out)
{
    xdr_put_u64(out, *(const uint64_t *) m);
    return 0;
}

static int take_hyper(const struct fld *f, void *m, struct xdr_in *in)
{
    return xdr_take_u64(in, m);
}

static int put_flag(const struct fld *f, const void *m, GByteArray *out)
{
    xdr_put_u32(out, *(const bool *) m);
    return 0;
}

static int take_flag(const struct fld *f, void *m, struct xdr_in *in)
{
    return xdr_take_bool(in, m);
}

static int put_uuid(const struct fld *f, const void *m, GByteArray *out)
{
    xdr_put_opaque(out, m, 16);
    return 0;
}

static int take_uuid(const struct fld *f, void *m, struct xdr_in *in)
{
    if (xdr_left(in) < 16)
        return xdr_bad(f, "the message ends too early");
    memcpy(m, in->p, 16);
    in->p += 16;
    return 0;
}

static bool is_long(const struct fld *f)
{
    return f->kind == K_LONGS || f->kind == K_ULONGS;
}

static int put_nums(const struct fld *f, const void *m, GByteArray *out)
{
    const struct bytes *b = m;

    if (xdr_put_count(f, b->n, out) < 0)
        return -1;
    for (size_t i = 0; i < b->n; i++)
        if (is_long(f))
            xdr_put_u64(out, ((const uint64_t *) (const void *) b->v)[i]);
        else
            xdr_put_u32(out, ((const uint32_t *) (const void *) b->v)[i]);
    return 0;
}

static int take_nums(const struct fld *f, void *m, struct xdr_in *in)
{
    size_t n, each = is_long(f) ? 8 : 4;
    struct bytes *b = m;

    if (xdr_take_count(in, f->max, each, &n) < 0)
        return -1;
    b->v = g_malloc(n * each);
    for (b->n = 0; b->n < n; b->n++)
        if (is_long(f))
            xdr_take_u64(in, (uint64_t *) (void *) b->v + b->n);
        else
            xdr_take_u32(in, (uint32_t *) (void *) b->v + b->n);
    return 0;
}

/* ---- records ---- */

static int put_sub(const struct fld *f, const void *m, GByteArray *out)
{
    return xdr_put_record(f->of.rec, m, out);
}

static int take_sub(const struct fld *f, void *m, struct xdr_in *in)
{
    return xdr_take_record(f->of.rec, m, in);
}

static int put_ptr(const struct fld *f, const void *m, GByteArray *out)
{
    const void *p = *(void *const *) m;

    xdr_put_u32(out, p != NULL);
    return p ? xdr_put_record(f->of.rec, p, out) : 0;
}

static int take_ptr(const struct fld *f, void *m, struct xdr_in *in)
{
    bool is = false;

    if (xdr_take_bool(in, &is) < 0)
        return -1;
    if (!is)
        return 0;
    *(void **) m = rec_new(f->of.rec);
    return xdr_take_record(f->of.rec, *(void **) m, in);
}

static int put_list(const struct fld *f, const void *m, GByteArray *out)
{
    const struct rec_list *l = m;

    if (xdr_put_count(f, l->n, out) < 0)
        return -1;
    for (size_t i = 0; i < l->n; i++)
        if (xdr_put_record(f->of.rec, l->v[i], out) < 0)
            return -1;
    return 0;
}

static int take_list(const struct fld *f, void *m, struct xdr_in *in)
{
    struct rec_list *l = m;
    size_t n = 0;

    if (xdr_take_count(in, f->max, 4, &n) < 0)
        return -1;
    l->v = g_new0(void *, n);
    while (l->n < n) {
        l->v[l->n++] = rec_new(f->of.rec);
        if (xdr_take_record(f->of.rec, l->v[l->n - 1], in) < 0)
            return -1;
    }
    return 0;
}

/* ---- the kinds ---- */
static const struct {
    int (*put)(const struct fld *f, const void *m, GByteArray *out);
    int (*take)(const struct fld *f, void *m, struct xdr_in *in);
} wire_kinds[K_LAST] = {
    [K_STR] = {put_str, take_str},
    [K_ENUM] = {put_word, take_word},
    [K_TRI] = {put_word, take_word},
    [K_FLAG] = {put_flag, take_flag},
    [K_INT] = {put_word, take_word},
    [K_UINT] = {put_word, take_word},
    [K_LONG] = {put_hyper, take_hyper},
    [K_ULONG] = {put_hyper, take_hyper},
    [K_DOUBLE] = {put_hyper, take_hyper},
    [K_SIZE] = {put_hyper, take_hyper},
    [K_UUID] = {put_uuid, take_uuid},
    [K_SUB] = {put_sub, take_sub},
    [K_PTR] = {put_ptr, take_ptr},
    [K_LIST] = {put_list, take_list},
    [K_STRS] = {put_strs, take_strs},
    [K_BYTES] = {put_bytes, take_bytes},
    [K_INTS] = {put_nums, take_nums},
    [K_UINTS] = {put_nums, take_nums},
    [K_LONGS] = {put_nums, take_nums},
    [K_ULONGS] = {put_nums, take_nums},
    [K_PARAMS] = {xdr_put_params, xdr_take_params},
    [K_HANDLE] = {xdr_put_handle, xdr_take_handle},
    [K_HANDLES] = {xdr_put_handles, xdr_take_handles},
};

static int put_union(const struct fld *f, const void *obj, GByteArray *out)
{
    const struct arm *arm = union_arm(f, obj);

    return arm ? xdr_put_record(arm->rec, fld_at(f, obj), out) : xdr_bad(f, "no such case");
}

static int take_union(const struct fld *f, void *obj, struct xdr_in *in)
{
    const struct arm *arm = union_arm(f, obj);

    return arm ? xdr_take_record(arm->rec, fld_at(f, obj), in) : xdr_bad(f, "no such case");
}

int xdr_put_record(const struct rec *r, const void *obj, GByteArray *out)
{
    for (const struct fld *f = r->flds; f->kind; f++) {
        if (f->kind == K_UNION) {
            if (put_union(f, obj, out) < 0)
                return -1;
            continue;
        }
        if (!wire_kinds[f->kind].put)
            return xdr_bad(f, "this kind does not travel");
        if (wire_kinds[f->kind].put(f, fld_at(f, obj), out) < 0)
            return -1;
    }
    return 0;
}

int xdr_take_record(const struct rec *r, void *obj, struct xdr_in *in)
{
    if (++in->depth > DEPTH_MAX)
        return xdr_bad(in->f, "nested too deep");
    for (const struct fld *f = r->flds; f->kind; f++) {
        int n;
        in->f = f;
        if (f->kind == K_UNION)
            n = take_union(f, obj, in);
        else if (wire_kinds[f->kind].take)
            n = wire_kinds[f->kind].take(f, fld_at(f, obj), in);
        else
            n = xdr_bad(f, "this kind does not travel");
        if (n < 0)
            return -1;
    }
    in->depth--;
    return 0;
}

int xdr_encode(const struct rec *r, const void *obj, GByteArray *out)
{
    guint start = out->len;

    if (xdr_put_record(r, obj, out) == 0)
        return 0;
    g_byte_array_set_size(out, start);
    return -1;
}

int xdr_decode_some(const struct rec *r, void *obj, const uint8_t *data, size_t n, size_t *used)
{
    struct xdr_in in = {data, data + n, 0, NULL};

    if (xdr_take_record(r, obj, &in) < 0) {
        rec_done(r, obj);
        return -1;
    }
    *used = n - xdr_left(&in);
    return 0;
}

int xdr_decode(const struct rec *r, void *obj, const uint8_t *data, size_t n)
{
    size_t used;

    if (xdr_decode_some(r, obj, data, n, &used) < 0)
        return -1;
    if (used == n)
        return 0;
    err(VIR_ERR_RPC, "message '%s' has %zu bytes too many", r->name, n - used);
    rec_done(r, obj);
    return -1;
}
