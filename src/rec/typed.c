/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* typed.c: life of typed-parameter members. */
#include "rec/engine.h"

#include <libvirt/libvirt.h>
#include <string.h>

void typed_free(const struct fld *f, void *m)
{
    struct params *p = m;

    for (int i = 0; i < p->n; i++)
        if (p->v[i].type == VIR_TYPED_PARAM_STRING)
            g_free(p->v[i].value.s);
    g_free(p->v);
}

void typed_copy(const struct fld *f, void *to, const void *from)
{
    const struct params *p = from;
    struct params copy = {p->n ? g_new(virTypedParameter, (size_t) p->n) : NULL, p->n, p->n};

    for (int i = 0; i < p->n; i++) {
        copy.v[i] = p->v[i];
        if (p->v[i].type == VIR_TYPED_PARAM_STRING)
            copy.v[i].value.s = g_strdup(p->v[i].value.s);
    }
    *(struct params *) to = copy;
}

static bool value_equal(const virTypedParameter *a, const virTypedParameter *b)
{
    switch (a->type) {
    case VIR_TYPED_PARAM_INT:
    case VIR_TYPED_PARAM_UINT:
        return a->value.ui == b->value.ui;
    case VIR_TYPED_PARAM_LLONG:
    case VIR_TYPED_PARAM_ULLONG:
    case VIR_TYPED_PARAM_DOUBLE:
        return a->value.ul == b->value.ul;
    case VIR_TYPED_PARAM_BOOLEAN:
        return !a->value.b == !b->value.b;
    case VIR_TYPED_PARAM_STRING:
        return g_strcmp0(a->value.s, b->value.s) == 0;
    }
    return false;
}

bool typed_equal(const struct fld *f, const void *a, const void *b)
{
    const struct params *x = a, *y = b;

    for (int i = 0; i < x->n && i < y->n; i++)
        if (x->v[i].type != y->v[i].type || strcmp(x->v[i].field, y->v[i].field) != 0 ||
            !value_equal(&x->v[i], &y->v[i]))
            return false;
    return x->n == y->n;
}
