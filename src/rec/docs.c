/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* docs.c: reference pages from the tables: one section a record, one entry a row, in reStructuredText. */
#include "rec/engine.h"

#include <inttypes.h>
#include <string.h>

struct page {
    GString *out;
    const struct rec *now;
};

static void heading(GString *out, const char *text, char line)
{
    g_autofree char *under = g_strnfill(strlen(text), line);

    g_string_append_printf(out, "\n%s\n%s\n\n", text, under);
}

static void words(GString *out, const struct names *t)
{
    const char *between = ": ";

    for (unsigned i = 0; i < t->n; i++) {
        if (!names_word(t, i))
            continue;
        g_string_append_printf(out, "%s``%s``", between, names_word(t, i));
        between = ", ";
    }
}

static bool is_signed(const struct fld *f)
{
    return f->kind == K_INT || f->kind == K_LONG || f->kind == K_OPTI64;
}

static void range(GString *out, const struct fld *f)
{
    const char *what = f->kind == K_STR                         ? "bytes"
                       : f->kind == K_LIST || f->kind == K_STRS ? "of them"
                       : f->kind == K_SIZE                      ? size_unit_word(f)
                                                                : "";

    if (f->kind == K_SIZE)
        g_string_append_printf(out, " in %s", size_unit_word(f));
    if (!f->min && !f->max)
        return;
    if (f->min && is_signed(f))
        g_string_append_printf(out, ", at least %" PRId64, (int64_t) f->min);
    else if (f->min)
        g_string_append_printf(out, ", at least %" PRIu64, f->min);
    if (f->max)
        g_string_append_printf(out, ", at most %" PRIu64 " %s", f->max, what);
    if (g_str_has_suffix(out->str, " "))
        g_string_truncate(out, out->len - 1);
}

static void marks(GString *out, unsigned flags)
{
    static const struct {
        unsigned flag;
        const char *text;
    } all[] = {
        {REQUIRED, "required"},
        {SECURE, "shown only with secrets"},
        {LIVE, "state of a running object"},
        {STATUS, "in status files only"},
        {GUEST_ABI, "visible to the guest"},
        {MUTABLE, "may change while it runs"},
        {ALIAS, "old spelling, accepted only"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        if (flags & all[i].flag)
            g_string_append_printf(out, "; %s", all[i].text);
}

static void arms(GString *out, const struct fld *f, const struct rec *r)
{
    const struct names *t = NULL;

    for (const struct fld *tag = r->flds; tag->kind; tag++)
        if (tag->kind == K_ENUM && tag->off == f->tag)
            t = tag->of.names;
    for (const struct arm *a = f->of.arms; a->rec; a++) {
        const char *word = t ? names_word(t, a->when) : NULL;
        g_string_append_printf(out, "%s%s%s ``<%s>``", a == f->of.arms ? ": " : ", ", word ? word : "",
                               word ? " as" : "", a->rec->name);
    }
}

static void row(const struct rec *r, const struct fld *f, void *arg)
{
    struct page *p = arg;
    bool below = f->kind == K_SUB || f->kind == K_PTR || f->kind == K_LIST;

    if (!f->path)
        return;
    if (r != p->now) {
        g_autofree char *title = g_strdup_printf("<%s>", r->name);
        heading(p->out, title, '-');
        if (r->doc)
            g_string_append_printf(p->out, "%s\n\n", r->doc);
        p->now = r;
    }
    g_string_append_printf(p->out, "``%s``\n    %s", f->path, kind_infos[f->kind].words);
    if (f->kind == K_ENUM || f->kind == K_TRI)
        words(p->out, f->of.names);
    if (below)
        g_string_append_printf(p->out, ", see ``<%s>``", f->of.rec->name);
    if (f->kind == K_UNION)
        arms(p->out, f, r);
    range(p->out, f);
    marks(p->out, f->flags);
    g_string_append(p->out, ".");
    if (f->doc)
        g_string_append_printf(p->out, " %c%s.", g_ascii_toupper(f->doc[0]), f->doc + 1);
    g_string_append_c(p->out, '\n');
}

void rec_to_docs(const struct rec *r, GString *out)
{
    struct page p = {out, NULL};
    g_autofree char *title = g_strdup_printf("The %s document", r->name);

    g_string_append(out, ".. Written from the tables; change those.\n");
    heading(out, title, '=');
    rec_walk(r, row, &p);
}
