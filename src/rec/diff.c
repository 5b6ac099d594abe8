/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* diff.c: the first difference between two objects among the rows that a mask picks, with its path. */
#include "rec/engine.h"

#include <string.h>

struct diff {
    unsigned want, skip;
    GString *path;
    char **ret_a, **ret_b;
};

static bool differ(struct diff *d, const struct rec *r, const void *a, const void *b);

static void value_text(const struct fld *f, const void *m, char **ret)
{
    GString *s;

    if (!ret)
        return;
    *ret = NULL;
    if (!kind_infos[f->kind].format)
        return;
    s = g_string_new(NULL);
    if (kind_infos[f->kind].format(f, m, s))
        *ret = g_string_free(s, FALSE);
    else
        g_string_free(s, TRUE);
}

static void push(struct diff *d, const char *path)
{
    if (!path || strcmp(path, ".") == 0)
        return;
    if (d->path->len > 0)
        g_string_append_c(d->path, '/');
    g_string_append(d->path, path);
}

static bool count_differs(struct diff *d, size_t a, size_t b)
{
    if (a == b)
        return false;
    g_string_append_printf(d->path, "[%zu]", MIN(a, b) + 1);
    return true;
}

static bool list_differs(struct diff *d, const struct fld *f, const struct rec_list *a, const struct rec_list *b)
{
    size_t start = d->path->len;

    for (size_t i = 0; i < a->n && i < b->n; i++) {
        g_string_append_printf(d->path, "[%zu]", i + 1);
        if (differ(d, f->of.rec, a->v[i], b->v[i]))
            return true;
        g_string_truncate(d->path, start);
    }
    return count_differs(d, a->n, b->n);
}

static bool strs_differ(struct diff *d, const struct rec_list *a, const struct rec_list *b)
{
    for (size_t i = 0; i < a->n && i < b->n; i++)
        if (g_strcmp0(a->v[i], b->v[i]) != 0) {
            g_string_append_printf(d->path, "[%zu]", i + 1);
            if (d->ret_a)
                *d->ret_a = g_strdup(a->v[i]);
            if (d->ret_b)
                *d->ret_b = g_strdup(b->v[i]);
            return true;
        }
    return count_differs(d, a->n, b->n);
}

static bool union_differs(struct diff *d, const struct fld *f, const void *a, const void *b)
{
    const struct arm *x = union_arm(f, a), *y = union_arm(f, b);

    if (x != y)
        return true;
    return x && differ(d, x->rec, fld_at(f, a), fld_at(f, b));
}

static bool member_differs(struct diff *d, const struct fld *f, const void *a, const void *b)
{
    const void *x = fld_at(f, a), *y = fld_at(f, b);

    switch (f->kind) {
    case K_SUB:
        return differ(d, f->of.rec, x, y);
    case K_PTR:
        x = *(void *const *) x;
        y = *(void *const *) y;
        return x && y ? differ(d, f->of.rec, x, y) : x != y;
    case K_LIST:
        return list_differs(d, f, x, y);
    case K_STRS:
        return strs_differ(d, x, y);
    case K_UNION:
        return union_differs(d, f, a, b);
    default:
        if (kind_infos[f->kind].equal ? kind_infos[f->kind].equal(f, x, y) : memcmp(x, y, f->size) == 0)
            return false;
        value_text(f, x, d->ret_a);
        value_text(f, y, d->ret_b);
        return true;
    }
}

/* A mask picks members; what holds members is looked into unless it is skipped itself.  */
static bool picked(const struct diff *d, const struct fld *f)
{
    bool holds = f->kind == K_SUB || f->kind == K_PTR || f->kind == K_LIST || f->kind == K_UNION;

    if (f->flags & (d->skip | ALIAS))
        return false;
    return (f->flags & d->want) == d->want || holds;
}

static bool differ(struct diff *d, const struct rec *r, const void *a, const void *b)
{
    size_t start = d->path->len;

    for (const struct fld *f = r->flds; f->kind; f++) {
        if (!picked(d, f))
            continue;
        push(d, f->path);
        if (member_differs(d, f, a, b))
            return true;
        g_string_truncate(d->path, start);
    }
    return false;
}

char *rec_diff(const struct rec *r, const void *a, const void *b, unsigned want, unsigned skip, char **ret_a,
               char **ret_b)
{
    struct diff d = {want, skip, g_string_new(NULL), ret_a, ret_b};

    if (ret_a)
        *ret_a = NULL;
    if (ret_b)
        *ret_b = NULL;
    if (!differ(&d, r, a, b)) {
        g_string_free(d.path, TRUE);
        return NULL;
    }
    if (d.path->len == 0)
        g_string_append(d.path, r->name);
    return g_string_free(d.path, FALSE);
}
