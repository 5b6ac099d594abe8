/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* life.c: new, free and copy of described objects, and equality of single members. */
#include "rec/engine.h"

#include <libvirt/libvirt.h>
#include <string.h>

void *rec_new(const struct rec *r)
{
    return g_malloc0(r->size);
}

/* SUB rows at "." of different rows, and ALIAS rows, share members: those are visited once, by the row that prints.  */
static bool owns(const struct fld *f)
{
    return !(f->flags & ALIAS);
}

const uint64_t rec_nothing[REC_ASIDE_MAX / 8];

const struct fld *fld_aside_before(const struct rec *r, const struct fld *f)
{
    for (const struct fld *a = r->flds; a < f; a++)
        if (a->aside == f->aside)
            return a;
    return NULL;
}

static bool is_nothing(const struct fld *f, const void *obj)
{
    return f->aside && !*fld_aside(f, obj);
}

/* A union's arm may describe a part of the struct that other rows describe too: nothing is zeroed on the way.  */
static void members_free(const struct rec *r, void *obj)
{
    bool aside = false;

    for (const struct fld *f = r->flds; f->kind; f++) {
        const struct arm *arm;
        if (!owns(f) || is_nothing(f, obj))
            continue;
        aside |= f->aside != 0;
        if (f->kind == K_UNION && (arm = union_arm(f, obj)))
            members_free(arm->rec, fld_at(f, obj));
        else if (kind_infos[f->kind].free)
            kind_infos[f->kind].free(f, fld_at(f, obj));
    }
    for (const struct fld *f = r->flds; aside && f->kind; f++)
        if (f->aside)
            g_clear_pointer(fld_aside(f, obj), g_free);
}

void rec_done(const struct rec *r, void *obj)
{
    if (!obj)
        return;
    members_free(r, obj);
    memset(obj, 0, r->size);
}

void rec_free(const struct rec *r, void *obj)
{
    rec_done(r, obj);
    g_free(obj);
}

static void members_copy(const struct rec *r, void *to, const void *from)
{
    for (const struct fld *f = r->flds; f->kind; f++) {
        const struct arm *arm;
        if (!owns(f) || is_nothing(f, from))
            continue;
        if (f->aside && *fld_aside(f, to) == *fld_aside(f, from))
            *fld_aside(f, to) = g_memdup2(*fld_aside(f, from), f->aside_size);
        if (f->kind == K_UNION && (arm = union_arm(f, from)))
            members_copy(arm->rec, fld_at(f, to), fld_at(f, from));
        else if (kind_infos[f->kind].copy)
            kind_infos[f->kind].copy(f, fld_at(f, to), fld_at(f, from));
    }
}

void rec_copy_into(const struct rec *r, void *to, const void *from)
{
    /* Bytes first: what no row describes (a model's own marks) comes along; pointers are then made deep.  */
    memcpy(to, from, r->size);
    members_copy(r, to, from);
}

void *rec_copy(const struct rec *r, const void *obj)
{
    void *to;

    if (!obj)
        return NULL;
    to = g_malloc(r->size);
    rec_copy_into(r, to, obj);
    return to;
}

void rec_list_append(void *list, void *item)
{
    struct rec_list *l = list;
    size_t room = 1;

    /* Asked for each time, whatever made the list; the allocator only moves it when it doubles.  */
    while (room <= l->n)
        room *= 2;
    l->v = g_renew(void *, l->v, room);
    l->v[l->n++] = item;
}

/* ---- one kind each ---- */
void str_free(const struct fld *f, void *m)
{
    g_free(*(char **) m);
}

void str_copy(const struct fld *f, void *to, const void *from)
{
    *(char **) to = g_strdup(*(char *const *) from);
}

bool str_equal(const struct fld *f, const void *a, const void *b)
{
    return g_strcmp0(*(char *const *) a, *(char *const *) b) == 0;
}

void strs_free(const struct fld *f, void *m)
{
    struct rec_list *l = m;

    for (size_t i = 0; i < l->n; i++)
        g_free(l->v[i]);
    g_free(l->v);
}

void strs_copy(const struct fld *f, void *to, const void *from)
{
    const struct rec_list *l = from;
    struct rec_list copy = {l->n ? g_new(void *, l->n) : NULL, l->n};

    for (size_t i = 0; i < l->n; i++)
        copy.v[i] = g_strdup(l->v[i]);
    *(struct rec_list *) to = copy;
}

bool strs_equal(const struct fld *f, const void *a, const void *b)
{
    const struct rec_list *x = a, *y = b;

    for (size_t i = 0; i < x->n && i < y->n; i++)
        if (g_strcmp0(x->v[i], y->v[i]) != 0)
            return false;
    return x->n == y->n;
}

static bool same(const struct rec *r, const void *a, const void *b)
{
    g_autofree char *path = rec_diff(r, a, b, 0, 0, NULL, NULL);

    return !path;
}

void sub_free(const struct fld *f, void *m)
{
    rec_done(f->of.rec, m);
}

void sub_copy(const struct fld *f, void *to, const void *from)
{
    rec_copy_into(f->of.rec, to, from);
}

bool sub_equal(const struct fld *f, const void *a, const void *b)
{
    return same(f->of.rec, a, b);
}

void ptr_free(const struct fld *f, void *m)
{
    rec_free(f->of.rec, *(void **) m);
}

void ptr_copy(const struct fld *f, void *to, const void *from)
{
    *(void **) to = rec_copy(f->of.rec, *(void *const *) from);
}

bool ptr_equal(const struct fld *f, const void *a, const void *b)
{
    const void *x = *(void *const *) a, *y = *(void *const *) b;

    return x && y ? same(f->of.rec, x, y) : x == y;
}

void list_free(const struct fld *f, void *m)
{
    struct rec_list *l = m;

    for (size_t i = 0; i < l->n; i++)
        rec_free(f->of.rec, l->v[i]);
    g_free(l->v);
}

void list_copy(const struct fld *f, void *to, const void *from)
{
    const struct rec_list *l = from;
    struct rec_list copy = {l->n ? g_new(void *, l->n) : NULL, l->n};

    for (size_t i = 0; i < l->n; i++)
        copy.v[i] = rec_copy(f->of.rec, l->v[i]);
    *(struct rec_list *) to = copy;
}

bool list_equal(const struct fld *f, const void *a, const void *b)
{
    const struct rec_list *x = a, *y = b;

    for (size_t i = 0; i < x->n && i < y->n; i++)
        if (!same(f->of.rec, x->v[i], y->v[i]))
            return false;
    return x->n == y->n;
}

void codec_free(const struct fld *f, void *m)
{
    if (f->of.codec->free)
        f->of.codec->free(m);
}

void codec_copy(const struct fld *f, void *to, const void *from)
{
    if (f->of.codec->copy)
        f->of.codec->copy(to, from);
}

bool codec_equal(const struct fld *f, const void *a, const void *b)
{
    return f->of.codec->equal ? f->of.codec->equal(a, b) : memcmp(a, b, f->size) == 0;
}

void bytes_free(const struct fld *f, void *m)
{
    g_free(((struct bytes *) m)->v);
}

void bytes_copy(const struct fld *f, void *to, const void *from)
{
    const struct bytes *b = from;

    *(struct bytes *) to = (struct bytes){g_memdup2(b->v, b->n), b->n};
}

bool bytes_equal(const struct fld *f, const void *a, const void *b)
{
    const struct bytes *x = a, *y = b;

    return x->n == y->n && (x->n == 0 || memcmp(x->v, y->v, x->n) == 0);
}

static size_t num_size(const struct fld *f)
{
    return f->kind == K_INTS || f->kind == K_UINTS ? 4 : 8;
}

void nums_free(const struct fld *f, void *m)
{
    bytes_free(f, m);
}

void nums_copy(const struct fld *f, void *to, const void *from)
{
    const struct bytes *b = from;

    *(struct bytes *) to = (struct bytes){g_memdup2(b->v, b->n * num_size(f)), b->n};
}

bool nums_equal(const struct fld *f, const void *a, const void *b)
{
    const struct bytes *x = a, *y = b;

    return x->n == y->n && (x->n == 0 || memcmp(x->v, y->v, x->n * num_size(f)) == 0);
}

bool opt32_equal(const struct fld *f, const void *a, const void *b)
{
    const struct opt_u32 *x = a, *y = b;

    return x->set == y->set && (!x->set || x->v == y->v);
}

bool opt64_equal(const struct fld *f, const void *a, const void *b)
{
    const struct opt_u64 *x = a, *y = b;

    return x->set == y->set && (!x->set || x->v == y->v);
}

bool mac_equal(const struct fld *f, const void *a, const void *b)
{
    const struct opt_mac *x = a, *y = b;

    return x->set == y->set && (!x->set || memcmp(x->v, y->v, sizeof(x->v)) == 0);
}
