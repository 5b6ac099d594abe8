/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* handles.c: life of members that are public objects: counted, so copies share them. */
#include "rec/engine.h"
#include "rec/xdr.h"

void handle_free(const struct fld *f, void *m)
{
    if (*(void **) m)
        rec_handles.unref(*(void **) m);
}

void handle_copy(const struct fld *f, void *to, const void *from)
{
    void *h = *(void *const *) from;

    *(void **) to = h ? rec_handles.ref(h) : NULL;
}

static bool same(const struct fld *f, const void *a, const void *b)
{
    const struct rec *r = (size_t) f->of.handle < rec_handles.n ? rec_handles.layouts[f->of.handle] : NULL;
    g_autofree char *path = NULL;

    if (a == b || !a || !b || !r)
        return a == b;
    path = rec_diff(r, a, b, 0, 0, NULL, NULL);
    return !path;
}

bool handle_equal(const struct fld *f, const void *a, const void *b)
{
    return same(f, *(void *const *) a, *(void *const *) b);
}

void handles_free(const struct fld *f, void *m)
{
    struct rec_list *l = m;

    for (size_t i = 0; i < l->n; i++)
        handle_free(f, &l->v[i]);
    g_free(l->v);
}

void handles_copy(const struct fld *f, void *to, const void *from)
{
    const struct rec_list *l = from;
    struct rec_list copy = {l->n ? g_new(void *, l->n) : NULL, l->n};

    for (size_t i = 0; i < l->n; i++)
        handle_copy(f, &copy.v[i], &l->v[i]);
    *(struct rec_list *) to = copy;
}

bool handles_equal(const struct fld *f, const void *a, const void *b)
{
    const struct rec_list *x = a, *y = b;

    for (size_t i = 0; i < x->n && i < y->n; i++)
        if (!same(f, x->v[i], y->v[i]))
            return false;
    return x->n == y->n;
}
