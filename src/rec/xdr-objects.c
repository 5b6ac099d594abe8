/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* xdr-objects.c: typed parameters and public objects on the wire. */
#define ERR_FROM VIR_FROM_RPC
#include "rec/xdr-private.h"

#include <libvirt/libvirt.h>
#include <string.h>

/* ---- typed parameters ---- */

static int put_param(const struct fld *f, const virTypedParameter *p, GByteArray *out)
{
    if (xdr_put_string(f, p->field, VIR_TYPED_PARAM_FIELD_LENGTH - 1, out) < 0)
        return -1;
    xdr_put_u32(out, (uint32_t) p->type);
    switch (p->type) {
    case VIR_TYPED_PARAM_INT:
    case VIR_TYPED_PARAM_UINT:
        xdr_put_u32(out, p->value.ui);
        return 0;
    case VIR_TYPED_PARAM_LLONG:
    case VIR_TYPED_PARAM_ULLONG:
    case VIR_TYPED_PARAM_DOUBLE:
        xdr_put_u64(out, p->value.ul);
        return 0;
    case VIR_TYPED_PARAM_BOOLEAN:
        xdr_put_u32(out, p->value.b != 0);
        return 0;
    case VIR_TYPED_PARAM_STRING:
        return xdr_put_string(f, p->value.s, STRING_MAX, out);
    }
    return xdr_bad(f, "a parameter of no known type");
}

int xdr_put_params(const struct fld *f, const void *m, GByteArray *out)
{
    const struct params *p = m;

    if (xdr_put_count(f, (size_t) p->n, out) < 0)
        return -1;
    for (int i = 0; i < p->n; i++)
        if (put_param(f, &p->v[i], out) < 0)
            return -1;
    return 0;
}

static int take_value(virTypedParameter *p, uint32_t type, struct xdr_in *in)
{
    uint32_t word = 0;
    uint64_t hyper = 0;

    switch (type) {
    case VIR_TYPED_PARAM_INT:
    case VIR_TYPED_PARAM_UINT:
    case VIR_TYPED_PARAM_BOOLEAN:
        if (xdr_take_u32(in, &word) < 0)
            return -1;
        if (type == VIR_TYPED_PARAM_BOOLEAN)
            p->value.b = word != 0;
        else
            p->value.ui = word;
        break;
    case VIR_TYPED_PARAM_LLONG:
    case VIR_TYPED_PARAM_ULLONG:
    case VIR_TYPED_PARAM_DOUBLE:
        if (xdr_take_u64(in, &hyper) < 0)
            return -1;
        p->value.ul = hyper;
        break;
    case VIR_TYPED_PARAM_STRING:
        if (xdr_take_string(in, STRING_MAX, &p->value.s) < 0)
            return -1;
        break;
    default:
        return xdr_bad(in->f, "a parameter of no known type");
    }
    p->type = (int) type; /* last: only a whole string is ever freed */
    return 0;
}

static int take_param(virTypedParameter *p, struct xdr_in *in)
{
    const uint8_t *name = NULL;
    size_t n = 0;
    uint32_t type = 0;

    if (xdr_take_opaque(in, VIR_TYPED_PARAM_FIELD_LENGTH - 1, &name, &n) < 0)
        return -1;
    if (memchr(name, '\0', n))
        return xdr_bad(in->f, "a text with a NUL byte in it");
    memcpy(p->field, name, n);
    return xdr_take_u32(in, &type) < 0 ? -1 : take_value(p, type, in);
}

int xdr_take_params(const struct fld *f, void *m, struct xdr_in *in)
{
    struct params *p = m;
    size_t n = 0;

    if (xdr_take_count(in, f->max, 12, &n) < 0)
        return -1;
    /* An entry is larger in memory than in the message: xdr_grow with what has really come.  */
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
        return xdr_bad(f, "not an object of the right kind");
    return xdr_put_record(layout(f), h, out);
}

static int take_one_handle(const struct fld *f, void **h, struct xdr_in *in)
{
    if (!layout(f))
        return xdr_bad(f, "such objects do not travel");
    *h = rec_handles.make(f->of.handle);
    return xdr_take_record(layout(f), *h, in);
}

int xdr_put_handle(const struct fld *f, const void *m, GByteArray *out)
{
    const void *h = *(void *const *) m;

    if (f->flags & OPTIONAL) {
        xdr_put_u32(out, h != NULL);
        if (!h)
            return 0;
    }
    return put_one_handle(f, h, out);
}

int xdr_take_handle(const struct fld *f, void *m, struct xdr_in *in)
{
    bool is = true;

    if (f->flags & OPTIONAL && xdr_take_bool(in, &is) < 0)
        return -1;
    return is ? take_one_handle(f, m, in) : 0;
}

int xdr_put_handles(const struct fld *f, const void *m, GByteArray *out)
{
    const struct rec_list *l = m;

    if (xdr_put_count(f, l->n, out) < 0)
        return -1;
    for (size_t i = 0; i < l->n; i++)
        if (put_one_handle(f, l->v[i], out) < 0)
            return -1;
    return 0;
}

int xdr_take_handles(const struct fld *f, void *m, struct xdr_in *in)
{
    struct rec_list *l = m;
    size_t n = 0;

    if (xdr_take_count(in, f->max, 4, &n) < 0)
        return -1;
    l->v = g_new0(void *, n);
    while (l->n < n)
        if (take_one_handle(f, &l->v[l->n++], in) < 0)
            return -1;
    return 0;
}
