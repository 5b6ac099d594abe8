/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* lint.c: are the tables themselves sound? Every byte described once, unions with their tag, one place a path. */
#include "rec/engine.h"

#include <string.h>

static void walk(const struct rec *r, GHashTable *seen, void (*each)(const struct rec *, const struct fld *, void *),
                 void *arg)
{
    if (!g_hash_table_add(seen, (void *) r))
        return;
    for (const struct fld *f = r->flds; f->kind; f++)
        each(r, f, arg);
    for (const struct fld *f = r->flds; f->kind; f++) {
        if (f->kind == K_SUB || f->kind == K_PTR || f->kind == K_LIST)
            walk(f->of.rec, seen, each, arg);
        for (const struct arm *a = f->kind == K_UNION ? f->of.arms : NULL; a && a->rec; a++)
            walk(a->rec, seen, each, arg);
    }
}

void rec_walk(const struct rec *r, void (*each)(const struct rec *r, const struct fld *f, void *arg), void *arg)
{
    GHashTable *seen = g_hash_table_new(NULL, NULL);

    walk(r, seen, each, arg);
    g_hash_table_destroy(seen);
}

/* ---- holes ---- */

static size_t fld_align(const struct fld *f);

static size_t rec_align(const struct rec *r)
{
    size_t most = 1;

    for (const struct fld *f = r->flds; f->kind; f++)
        most = MAX(most, f->aside ? sizeof(void *) : fld_align(f));
    return most;
}

static size_t fld_align(const struct fld *f)
{
    size_t most = 1;

    switch (f->kind) {
    case K_UUID:
    case K_MAC:
        return 1;
    case K_OPT32:
    case K_HEX:
        return 4;
    case K_SUB:
        return rec_align(f->of.rec);
    case K_UNION:
        for (const struct arm *a = f->of.arms; a->rec; a++)
            most = MAX(most, rec_align(a->rec));
        return most;
    default:
        return MIN(f->size & -f->size, sizeof(void *));
    }
}

struct extent { /* of a member in the struct that is looked at */
    size_t off, size, align;
};

/* False: the row's member is in another struct. A struct kept aside is a pointer in its owner.  */
static bool extent_of(const struct fld *f, size_t aside, struct extent *e)
{
    if (f->aside == aside)
        *e = (struct extent){f->off, f->size, fld_align(f)};
    else if (!aside)
        *e = (struct extent){f->aside - 1, sizeof(void *), sizeof(void *)};
    else
        return false;
    return true;
}

/* In the struct itself (aside 0), or in one that is kept aside.  */
static long hole_in(const struct rec *r, size_t aside, size_t size)
{
    size_t at = 0;

    while (at < size) {
        size_t end = at, next = size, align = rec_align(r);
        for (const struct fld *f = r->flds; f->kind; f++) {
            struct extent e;
            if (!extent_of(f, aside, &e))
                continue;
            if (e.off <= at && e.off + e.size > end)
                end = e.off + e.size;
            if (e.off > at && e.off < next) {
                next = e.off;
                align = e.align;
            }
        }
        /* Less than the next member's alignment is what the compiler left free.  */
        if (end == at && next - at >= align)
            return (long) at;
        at = end == at ? next : end;
    }
    return -1;
}

long rec_hole(const struct rec *r)
{
    long hole = hole_in(r, 0, r->size);

    for (const struct fld *f = r->flds; f->kind && hole < 0; f++)
        if (f->aside && !fld_aside_before(r, f))
            hole = hole_in(r, f->aside, f->aside_size);
    return hole;
}

/* ---- rows ---- */

struct lint {
    GString *out;
    GHashTable *holes; /* records whose bytes were looked at */
};

static void G_GNUC_PRINTF(4, 5) complain(struct lint *l, const struct rec *r, const struct fld *f, const char *fmt, ...)
{
    va_list args;

    g_string_append_printf(l->out, "%s: %s: ", r->name, f && f->path ? f->path : "-");
    va_start(args, fmt);
    g_string_append_vprintf(l->out, fmt, args);
    va_end(args);
    g_string_append_c(l->out, '\n');
}

static bool same_element(const char *a, const char *b)
{
    size_t n = strcspn(a, "/");

    return n == strcspn(b, "/") && strncmp(a, b, n) == 0;
}

/* The arm must be known before its members are read, and stay the same after.  */
static void lint_union(struct lint *l, const struct rec *r, const struct fld *f)
{
    const struct fld *tag = r->flds;

    while (tag->kind && (tag->off != f->tag || tag->aside || tag->kind != K_ENUM || tag->flags & ALIAS))
        tag++;
    for (const struct arm *a = f->of.arms; a->rec; a++) {
        g_hash_table_add(l->holes, (void *) a->rec); /* an arm may use a part of a struct that arms share */
        if (a->rec->size > f->size)
            complain(l, r, f, "the arm %s is larger than the member", a->rec->name);
    }
    if (!tag->kind)
        complain(l, r, f, "no ENUM row describes the tag");
    else if (tag > f)
        complain(l, r, f, "the tag's row comes after the union's");
    else if (f->path && strcmp(f->path, ".") == 0 && tag->path[0] != '@' && strchr(tag->path, '@'))
        complain(l, r, f, "a union in this element needs its tag in an attribute of it");
}

static void lint_row(const struct rec *r, const struct fld *f, void *arg)
{
    struct lint *l = arg;

    if (g_hash_table_add(l->holes, (void *) r) && rec_hole(r) >= 0)
        complain(l, r, NULL, "no row describes byte %ld of its struct", rec_hole(r));
    if (f->aside_size > REC_ASIDE_MAX)
        complain(l, r, f, "more is kept aside than REC_ASIDE_MAX");
    if (f->off + f->size > (f->aside ? f->aside_size : r->size))
        complain(l, r, f, "outside of the struct");
    if (f->kind == K_SUB && f->of.rec->size != f->size)
        complain(l, r, f, "the member has %zu bytes, record %s %zu", f->size, f->of.rec->name, f->of.rec->size);
    if ((f->kind == K_ENUM || f->kind == K_TRI) && !f->of.names)
        complain(l, r, f, "no words");
    if (f->path && strcmp(f->path, ".") == 0 && f->kind == K_PTR)
        complain(l, r, f, "a PTR needs an element of its own");
    if (f->kind == K_UNION)
        lint_union(l, r, f);
    /* Rows of one element stand together, else it would be printed twice.  */
    for (const struct fld *a = r->flds; f->path && a < f && !(f->flags & ALIAS) && f->kind < K_BYTES; a++) {
        bool apart = false;
        if (!a->path || a->flags & ALIAS || a->path[0] == '@' || a->path[0] == '.' || !same_element(a->path, f->path))
            continue;
        if (strcmp(a->path, f->path) == 0 && !strchr(a->path, '@') && fld_is_text(a) && fld_is_text(f))
            complain(l, r, f, "a second row for this path");
        for (const struct fld *b = a + 1; b < f; b++)
            apart |= !(b->flags & ALIAS) && b->path && !same_element(b->path, f->path);
        if (apart)
            complain(l, r, f, "apart from the row %s of the same element", a->path);
        break;
    }
}

char *rec_lint(const struct rec *r)
{
    struct lint l = {g_string_new(NULL), g_hash_table_new(NULL, NULL)};

    rec_walk(r, lint_row, &l);
    g_hash_table_destroy(l.holes);
    return g_string_free(l.out, l.out->len == 0);
}
