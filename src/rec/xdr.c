/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* xdr.c: see xdr.h. Each kind has one row: how it is put, how it is taken. */
#define ERR_FROM VIR_FROM_RPC
#include "rec/xdr.h"
#include "rec/engine.h"

#include <inttypes.h>
#include <libvirt/libvirt.h>
#include <string.h>

enum { STRING_MAX = 4194304, DEPTH_MAX = 32, PAD = 3 };

struct in {
    const uint8_t *p, *end;
    unsigned depth;
    const struct fld *f; /* for messages */
};

static int put_record(const struct rec *r, const void *obj, GByteArray *out);
static int take_record(const struct rec *r, void *obj, struct in *in);

static int bad(const struct fld *f, const char *what)
{
    err(VIR_ERR_RPC, "message field '%s': %s", f && f->path ? f->path : "?", what);
    return -1;
}

/* ---- words ---- */

static uint8_t *grow(GByteArray *out, size_t n)
{
    guint at = out->len;

    g_byte_array_set_size(out, at + (guint) n);
    return out->data + at;
}

static void put_u32(GByteArray *out, uint32_t v)
{
    v = GUINT32_TO_BE(v);
    memcpy(grow(out, 4), &v, 4);
}

static void put_u64(GByteArray *out, uint64_t v)
{
    v = GUINT64_TO_BE(v);
    memcpy(grow(out, 8), &v, 8);
}

static void put_opaque(GByteArray *out, const void *data, size_t n)
{
    size_t padded = (n + PAD) & ~(size_t) PAD;
    uint8_t *to = grow(out, padded);

    if (n > 0)
        memcpy(to, data, n);
    memset(to + n, 0, padded - n);
}

static size_t left(const struct in *in)
{
    return (size_t) (in->end - in->p);
}

static int take_u32(struct in *in, uint32_t *v)
{
    if (left(in) < 4)
        return bad(in->f, "the message ends too early");
    memcpy(v, in->p, 4);
    *v = GUINT32_FROM_BE(*v);
    in->p += 4;
    return 0;
}

static int take_u64(struct in *in, uint64_t *v)
{
    if (left(in) < 8)
        return bad(in->f, "the message ends too early");
    memcpy(v, in->p, 8);
    *v = GUINT64_FROM_BE(*v);
    in->p += 8;
    return 0;
}

static int take_bool(struct in *in, bool *v)
{
    uint32_t word = 0;

    if (take_u32(in, &word) < 0)
        return -1;
    if (word > 1)
        return bad(in->f, "neither true nor false");
    *v = word;
    return 0;
}

/* A count that the row allows and that the rest of the message can hold, `least` bytes each.  */
static int take_count(struct in *in, uint64_t max, size_t least, size_t *ret)
{
    uint32_t n = 0;

    if (take_u32(in, &n) < 0)
        return -1;
    if (max && n > max)
        return bad(in->f, "longer than allowed");
    if (n > left(in) / least)
        return bad(in->f, "longer than the message");
    *ret = n;
    return 0;
}

static int put_count(const struct fld *f, size_t n, GByteArray *out)
{
    if ((f->max && n > f->max) || n > UINT32_MAX)
        return bad(f, "longer than allowed");
    put_u32(out, (uint32_t) n);
    return 0;
}

/* ---- text and bytes ---- */

static int put_string(const struct fld *f, const char *s, size_t max, GByteArray *out)
{
    size_t n = 0;

    if (!s)
        return bad(f, "a text that must be there is missing");
    if ((n = strlen(s)) > max)
        return bad(f, "longer than allowed");
    put_u32(out, (uint32_t) n);
    put_opaque(out, s, n);
    return 0;
}

static int take_opaque(struct in *in, uint64_t max, const uint8_t **data, size_t *n)
{
    if (take_count(in, max, 1, n) < 0)
        return -1;
    if (left(in) < ((*n + PAD) & ~(size_t) PAD))
        return bad(in->f, "the message ends too early");
    *data = in->p;
    in->p += (*n + PAD) & ~(size_t) PAD;
    return 0;
}

static int take_string(struct in *in, size_t max, char **s)
{
    const uint8_t *data = NULL;
    size_t n = 0;

    if (take_opaque(in, max, &data, &n) < 0)
        return -1;
    if (memchr(data, '\0', n))
        return bad(in->f, "a text with a NUL byte in it");
    *s = g_strndup((const char *) data, n);
    return 0;
}

static size_t string_max(const struct fld *f)
{
    return f->max && f->max < STRING_MAX ? (size_t) f->max : STRING_MAX;
}

static int put_str(const struct fld *f, const void *m, GByteArray *out)
{
    const char *s = *(char *const *) m;

    if (!(f->flags & REQUIRED)) {
        put_u32(out, s != NULL);
        if (!s)
            return 0;
    }
    return put_string(f, s, string_max(f), out);
}

static int take_str(const struct fld *f, void *m, struct in *in)
{
    bool is = true;

    if (!(f->flags & REQUIRED) && take_bool(in, &is) < 0)
        return -1;
    return is ? take_string(in, string_max(f), m) : 0;
}

static int put_strs(const struct fld *f, const void *m, GByteArray *out)
{
    const struct rec_list *l = m;

    if (put_count(f, l->n, out) < 0)
        return -1;
    for (size_t i = 0; i < l->n; i++)
        if (put_string(f, l->v[i], STRING_MAX, out) < 0)
            return -1;
    return 0;
}

static int take_strs(const struct fld *f, void *m, struct in *in)
{
    struct rec_list *l = m;
    size_t n = 0;

    if (take_count(in, f->max, 4, &n) < 0)
        return -1;
    l->v = g_new0(void *, n);
    for (; l->n < n; l->n++)
        if (take_string(in, STRING_MAX, (char **) &l->v[l->n]) < 0)
            return -1;
    return 0;
}

static int put_bytes(const struct fld *f, const void *m, GByteArray *out)
{
    const struct bytes *b = m;

    if (put_count(f, b->n, out) < 0)
        return -1;
    put_opaque(out, b->v, b->n);
    return 0;
}

static int take_bytes(const struct fld *f, void *m, struct in *in)
{
    struct bytes *b = m;
    const uint8_t *data = NULL;
    size_t n = 0;

    if (take_opaque(in, f->max, &data, &n) < 0)
        return -1;
    b->v = g_memdup2(data, n);
    b->n = n;
    return 0;
}

/* ---- numbers ---- */

static int put_word(const struct fld *f, const void *m, GByteArray *out)
{
    put_u32(out, *(const uint32_t *) m);
    return 0;
}

static int take_word(const struct fld *f, void *m, struct in *in)
{
    return take_u32(in, m);
}

static int put_hyper(const struct fld *f, const void *m, GByteArray *out)
{
    put_u64(out, *(const uint64_t *) m);
    return 0;
}

static int take_hyper(const struct fld *f, void *m, struct in *in)
{
    return take_u64(in, m);
}

static int put_flag(const struct fld *f, const void *m, GByteArray *out)
{
    put_u32(out, *(const bool *) m);
    return 0;
}

static int take_flag(const struct fld *f, void *m, struct in *in)
{
    return take_bool(in, m);
}

static int put_uuid(const struct fld *f, const void *m, GByteArray *out)
{
    put_opaque(out, m, 16);
    return 0;
}

static int take_uuid(const struct fld *f, void *m, struct in *in)
{
    if (left(in) < 16)
        return bad(f, "the message ends too early");
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

    if (put_count(f, b->n, out) < 0)
        return -1;
    for (size_t i = 0; i < b->n; i++)
        if (is_long(f))
            put_u64(out, ((const uint64_t *) (const void *) b->v)[i]);
        else
            put_u32(out, ((const uint32_t *) (const void *) b->v)[i]);
    return 0;
}

static int take_nums(const struct fld *f, void *m, struct in *in)
{
    size_t n, each = is_long(f) ? 8 : 4;
    struct bytes *b = m;

    if (take_count(in, f->max, each, &n) < 0)
        return -1;
    b->v = g_malloc(n * each);
    for (b->n = 0; b->n < n; b->n++)
        if (is_long(f))
            take_u64(in, (uint64_t *) (void *) b->v + b->n);
        else
            take_u32(in, (uint32_t *) (void *) b->v + b->n);
    return 0;
}

/* ---- records ---- */

static int put_sub(const struct fld *f, const void *m, GByteArray *out)
{
    return put_record(f->of.rec, m, out);
}

static int take_sub(const struct fld *f, void *m, struct in *in)
{
    return take_record(f->of.rec, m, in);
}

static int put_ptr(const struct fld *f, const void *m, GByteArray *out)
{
    const void *p = *(void *const *) m;

    put_u32(out, p != NULL);
    return p ? put_record(f->of.rec, p, out) : 0;
}

static int take_ptr(const struct fld *f, void *m, struct in *in)
{
    bool is = false;

    if (take_bool(in, &is) < 0)
        return -1;
    if (!is)
        return 0;
    *(void **) m = rec_new(f->of.rec);
    return take_record(f->of.rec, *(void **) m, in);
}

static int put_list(const struct fld *f, const void *m, GByteArray *out)
{
    const struct rec_list *l = m;

    if (put_count(f, l->n, out) < 0)
        return -1;
    for (size_t i = 0; i < l->n; i++)
        if (put_record(f->of.rec, l->v[i], out) < 0)
            return -1;
    return 0;
}

static int take_list(const struct fld *f, void *m, struct in *in)
{
    struct rec_list *l = m;
    size_t n = 0;

    if (take_count(in, f->max, 4, &n) < 0)
        return -1;
    l->v = g_new0(void *, n);
    while (l->n < n) {
        l->v[l->n++] = rec_new(f->of.rec);
        if (take_record(f->of.rec, l->v[l->n - 1], in) < 0)
            return -1;
    }
    return 0;
}

/* ---- typed parameters ---- */

static int put_param(const struct fld *f, const virTypedParameter *p, GByteArray *out)
{
    if (put_string(f, p->field, VIR_TYPED_PARAM_FIELD_LENGTH - 1, out) < 0)
        return -1;
    put_u32(out, (uint32_t) p->type);
    switch (p->type) {
    case VIR_TYPED_PARAM_INT:
    case VIR_TYPED_PARAM_UINT:
        put_u32(out, p->value.ui);
        return 0;
    case VIR_TYPED_PARAM_LLONG:
    case VIR_TYPED_PARAM_ULLONG:
    case VIR_TYPED_PARAM_DOUBLE:
        put_u64(out, p->value.ul);
        return 0;
    case VIR_TYPED_PARAM_BOOLEAN:
        put_u32(out, p->value.b != 0);
        return 0;
    case VIR_TYPED_PARAM_STRING:
        return put_string(f, p->value.s, STRING_MAX, out);
    }
    return bad(f, "a parameter of no known type");
}

static int put_params(const struct fld *f, const void *m, GByteArray *out)
{
    const struct params *p = m;

    if (put_count(f, (size_t) p->n, out) < 0)
        return -1;
    for (int i = 0; i < p->n; i++)
        if (put_param(f, &p->v[i], out) < 0)
            return -1;
    return 0;
}

static int take_value(virTypedParameter *p, uint32_t type, struct in *in)
{
    uint32_t word = 0;
    uint64_t hyper = 0;

    switch (type) {
    case VIR_TYPED_PARAM_INT:
    case VIR_TYPED_PARAM_UINT:
    case VIR_TYPED_PARAM_BOOLEAN:
        if (take_u32(in, &word) < 0)
            return -1;
        if (type == VIR_TYPED_PARAM_BOOLEAN)
            p->value.b = word != 0;
        else
            p->value.ui = word;
        break;
    case VIR_TYPED_PARAM_LLONG:
    case VIR_TYPED_PARAM_ULLONG:
    case VIR_TYPED_PARAM_DOUBLE:
        if (take_u64(in, &hyper) < 0)
            return -1;
        p->value.ul = hyper;
        break;
    case VIR_TYPED_PARAM_STRING:
        if (take_string(in, STRING_MAX, &p->value.s) < 0)
            return -1;
        break;
    default:
        return bad(in->f, "a parameter of no known type");
    }
    p->type = (int) type; /* last: only a whole string is ever freed */
    return 0;
}

static int take_param(virTypedParameter *p, struct in *in)
{
    const uint8_t *name = NULL;
    size_t n = 0;
    uint32_t type = 0;

    if (take_opaque(in, VIR_TYPED_PARAM_FIELD_LENGTH - 1, &name, &n) < 0)
        return -1;
    if (memchr(name, '\0', n))
        return bad(in->f, "a text with a NUL byte in it");
    memcpy(p->field, name, n);
    return take_u32(in, &type) < 0 ? -1 : take_value(p, type, in);
}

static int take_params(const struct fld *f, void *m, struct in *in)
{
    struct params *p = m;
    size_t n = 0;

    if (take_count(in, f->max, 12, &n) < 0)
        return -1;
    /* An entry is larger in memory than in the message: grow with what has really come.  */
    while ((size_t) p->n < n) {
        if (p->n == p->max) {
            p->max = (int) MIN(n, p->max ? (size_t) p->max * 2 : 16);
            p->v = g_renew(virTypedParameter, p->v, (size_t) p->max);
        }
        p->v[p->n] = (virTypedParameter){0};
        if (take_param(&p->v[p->n++], in) < 0)
            return -1;
    }
    return 0;
}

/* ---- handles ---- */

static const struct rec *layout(const struct fld *f)
{
    size_t kind = (size_t) f->of.handle;

    return kind < rec_handles.n ? rec_handles.layouts[kind] : NULL;
}

static int put_one_handle(const struct fld *f, const void *h, GByteArray *out)
{
    if (!h || !layout(f) || !rec_handles.is(h, f->of.handle))
        return bad(f, "not an object of the right kind");
    return put_record(layout(f), h, out);
}

static int take_one_handle(const struct fld *f, void **h, struct in *in)
{
    if (!layout(f))
        return bad(f, "such objects do not travel");
    *h = rec_handles.make(f->of.handle);
    return take_record(layout(f), *h, in);
}

static int put_handle(const struct fld *f, const void *m, GByteArray *out)
{
    const void *h = *(void *const *) m;

    if (f->flags & OPTIONAL) {
        put_u32(out, h != NULL);
        if (!h)
            return 0;
    }
    return put_one_handle(f, h, out);
}

static int take_handle(const struct fld *f, void *m, struct in *in)
{
    bool is = true;

    if (f->flags & OPTIONAL && take_bool(in, &is) < 0)
        return -1;
    return is ? take_one_handle(f, m, in) : 0;
}

static int put_handles(const struct fld *f, const void *m, GByteArray *out)
{
    const struct rec_list *l = m;

    if (put_count(f, l->n, out) < 0)
        return -1;
    for (size_t i = 0; i < l->n; i++)
        if (put_one_handle(f, l->v[i], out) < 0)
            return -1;
    return 0;
}

static int take_handles(const struct fld *f, void *m, struct in *in)
{
    struct rec_list *l = m;
    size_t n = 0;

    if (take_count(in, f->max, 4, &n) < 0)
        return -1;
    l->v = g_new0(void *, n);
    while (l->n < n)
        if (take_one_handle(f, &l->v[l->n++], in) < 0)
            return -1;
    return 0;
}

/* ---- the kinds ---- */
static const struct {
    int (*put)(const struct fld *f, const void *m, GByteArray *out);
    int (*take)(const struct fld *f, void *m, struct in *in);
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
    [K_PARAMS] = {put_params, take_params},
    [K_HANDLE] = {put_handle, take_handle},
    [K_HANDLES] = {put_handles, take_handles},
};

static int put_union(const struct fld *f, const void *obj, GByteArray *out)
{
    const struct arm *arm = union_arm(f, obj);

    return arm ? put_record(arm->rec, fld_at(f, obj), out) : bad(f, "no such case");
}

static int take_union(const struct fld *f, void *obj, struct in *in)
{
    const struct arm *arm = union_arm(f, obj);

    return arm ? take_record(arm->rec, fld_at(f, obj), in) : bad(f, "no such case");
}

static int put_record(const struct rec *r, const void *obj, GByteArray *out)
{
    for (const struct fld *f = r->flds; f->kind; f++) {
        if (f->kind == K_UNION) {
            if (put_union(f, obj, out) < 0)
                return -1;
            continue;
        }
        if (!wire_kinds[f->kind].put)
            return bad(f, "this kind does not travel");
        if (wire_kinds[f->kind].put(f, fld_at(f, obj), out) < 0)
            return -1;
    }
    return 0;
}

static int take_record(const struct rec *r, void *obj, struct in *in)
{
    if (++in->depth > DEPTH_MAX)
        return bad(in->f, "nested too deep");
    for (const struct fld *f = r->flds; f->kind; f++) {
        int n;
        in->f = f;
        if (f->kind == K_UNION)
            n = take_union(f, obj, in);
        else if (wire_kinds[f->kind].take)
            n = wire_kinds[f->kind].take(f, fld_at(f, obj), in);
        else
            n = bad(f, "this kind does not travel");
        if (n < 0)
            return -1;
    }
    in->depth--;
    return 0;
}

int xdr_encode(const struct rec *r, const void *obj, GByteArray *out)
{
    guint start = out->len;

    if (put_record(r, obj, out) == 0)
        return 0;
    g_byte_array_set_size(out, start);
    return -1;
}

int xdr_decode_some(const struct rec *r, void *obj, const uint8_t *data, size_t n, size_t *used)
{
    struct in in = {data, data + n, 0, NULL};

    if (take_record(r, obj, &in) < 0) {
        rec_done(r, obj);
        return -1;
    }
    *used = n - left(&in);
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
