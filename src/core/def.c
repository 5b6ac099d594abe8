/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* def.c: immutable definitions, shared by reference. */
#include "core/object.h"

struct def *def_new(const struct rec *rec, void *data)
{
    struct def *d = g_new0(struct def, 1);

    d->refs = 1;
    d->rec = rec;
    d->data = data;
    return d;
}

struct def *def_ref(struct def *d)
{
    if (d)
        atomic_fetch_add_explicit(&d->refs, 1, memory_order_relaxed);
    return d;
}

void def_unref(struct def *d)
{
    if (!d || atomic_fetch_sub_explicit(&d->refs, 1, memory_order_acq_rel) > 1)
        return;
    rec_free(d->rec, d->data);
    g_free(d);
}
