/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * shape.c: a record's rows compiled for reading. "driver/@cache" becomes a step "driver" to an inner shape
 * with the attribute "cache", so that each node of a document is looked up once, by name. A shape is made when
 * its record is first read and lives as long as the program.
 */
#include "rec/engine.h"

#include <string.h>

static GHashTable *shapes; /* struct rec -> struct shape, under shapes_lock */
static GMutex shapes_lock;

static struct shape *shape_make(const struct rec *r);

static struct step *step_add(struct steps *s, const char *name, const struct fld *f)
{
    s->v = g_renew(struct step, s->v, s->n + 1);
    s->v[s->n] = (struct step){name, f, NULL, NULL};
    return &s->v[s->n++];
}

/* What is below a row that is an element of its own.  */
static void step_enter(struct step *s, const struct fld *f)
{
    size_t n = 0;

    if (f->kind == K_SUB || f->kind == K_PTR || f->kind == K_LIST)
        s->sub = shape_make(f->of.rec);
    if (f->kind != K_UNION)
        return;
    while (f->of.arms[n].rec)
        n++;
    s->arms = g_new0(struct shape *, n + 1);
    for (size_t i = 0; i < n; i++)
        s->arms[i] = shape_make(f->of.arms[i].rec);
}

static struct shape *inner(struct shape *s, const char *name, size_t len)
{
    struct step *step;

    for (unsigned i = 0; i < s->kids.n; i++)
        if (!s->kids.v[i].f && strncmp(s->kids.v[i].name, name, len) == 0 && !s->kids.v[i].name[len])
            return s->kids.v[i].sub;
    step = step_add(&s->kids, g_strndup(name, len), NULL);
    return step->sub = g_new0(struct shape, 1);
}

static void row_add(struct shape *s, const struct fld *f, const char *path)
{
    const char *slash = strchr(path, '/');

    if (slash) {
        struct shape *below = inner(s, path, (size_t) (slash - path));
        row_add(below, f, slash + 1);
        if (f->kind == K_LIST || f->kind == K_STRS || below->repeats)
            below->repeats = s->repeats = true;
    } else if (path[0] == '@') {
        step_add(&s->attrs, path + 1, f);
    } else if (strcmp(path, ".") != 0) {
        step_enter(step_add(&s->kids, path, f), f);
        s->repeats |= f->kind == K_LIST || f->kind == K_STRS;
    } else if (f->kind == K_SUB || f->kind == K_UNION) {
        step_enter(step_add(&s->here, path, f), f);
    } else {
        step_add(&s->text, path, f);
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct step *) a)->name, ((const struct step *) b)->name);
}

static void shape_sort(struct shape *s)
{
    if (s->attrs.n)
        qsort(s->attrs.v, s->attrs.n, sizeof(*s->attrs.v), by_name);
    if (s->kids.n)
        qsort(s->kids.v, s->kids.n, sizeof(*s->kids.v), by_name);
    for (unsigned i = 0; i < s->kids.n; i++)
        if (!s->kids.v[i].f)
            shape_sort(s->kids.v[i].sub);
}

static struct shape *shape_make(const struct rec *r)
{
    struct shape *s = g_hash_table_lookup(shapes, r);

    if (s)
        return s; /* also the record inside itself */
    s = g_new0(struct shape, 1);
    s->rec = r;
    g_hash_table_insert(shapes, (void *) r, s);
    for (const struct fld *f = r->flds; f->kind; f++) {
        if (!f->path || f->kind >= K_BYTES)
            continue;
        row_add(s, f, f->path);
        if (f->flags & REQUIRED)
            step_add(&s->required, f->path, f);
        if (f->aside && !fld_aside_before(r, f))
            step_add(&s->aside, f->path, f);
    }
    shape_sort(s);
    return s;
}

const struct shape *shape_of(const struct rec *r)
{
    const struct shape *s;

    g_mutex_lock(&shapes_lock);
    if (!shapes)
        shapes = g_hash_table_new(NULL, NULL);
    s = shape_make(r);
    g_mutex_unlock(&shapes_lock);
    return s;
}

const struct step *steps_find(const struct steps *s, const char *name, unsigned *n)
{
    unsigned low = 0, high = s->n, end;

    while (low < high) {
        unsigned mid = (low + high) / 2;
        if (strcmp(s->v[mid].name, name) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (end = low; end < s->n && strcmp(s->v[end].name, name) == 0;)
        end++;
    *n = end - low;
    return s->v + low;
}
