/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * rng.c: RELAX NG of a document from its tables. All that may describe one element (its record, those at ".",
 * every arm of a union, rows with paths through it) is merged into one definition, because RELAX NG allows each
 * name once in an interleave: a little more is accepted than the reader accepts, never less.
 */
#include "rec/engine.h"

#include <inttypes.h>
#include <string.h>

struct parts { /* what describes one element */
    GPtrArray *shapes, *texts;
    bool any;
    const struct fld *node; /* a codec's own pattern of the whole content */
};
struct grammar {
    GString *out;
    GHashTable *known; /* key of parts -> number of its definition */
    GQueue waiting;    /* struct parts, with their number in place of `any`'s neighbour */
    unsigned n;
};
struct pending {
    struct parts parts;
    unsigned n;
};

static struct parts parts_new(void)
{
    return (struct parts){g_ptr_array_new(), g_ptr_array_new(), false, NULL};
}

static void parts_done(struct parts *p)
{
    g_ptr_array_unref(p->shapes);
    g_ptr_array_unref(p->texts);
}

/* ---- values ---- */

static void value_words(GString *out, const struct names *t)
{
    g_string_append(out, "<choice>");
    for (unsigned i = 0; i < t->n; i++) {
        if (!names_word(t, i))
            continue;
        g_string_append(out, "<value>");
        xml_escape(out, names_word(t, i));
        g_string_append(out, "</value>");
    }
    g_string_append(out, "</choice>");
}

static void value_pattern(GString *out, const char *pattern)
{
    g_string_append_printf(out, "<data type='string'><param name='pattern'>%s</param></data>", pattern);
}

static bool is_signed(const struct fld *f)
{
    return f->kind == K_INT || f->kind == K_LONG || f->kind == K_OPTI64;
}

static void value_number(GString *out, const struct fld *f)
{
    g_string_append_printf(out, "<data type='%s'>", kind_infos[f->kind].rng);
    if (is_signed(f) && (f->min || f->max))
        g_string_append_printf(out, "<param name='minInclusive'>%" PRId64 "</param>", (int64_t) f->min);
    if (!is_signed(f) && f->min)
        g_string_append_printf(out, "<param name='minInclusive'>%" PRIu64 "</param>", f->min);
    if (is_signed(f) && f->max)
        g_string_append_printf(out, "<param name='maxInclusive'>%" PRId64 "</param>", (int64_t) f->max);
    if (!is_signed(f) && f->max)
        g_string_append_printf(out, "<param name='maxInclusive'>%" PRIu64 "</param>", f->max);
    g_string_append(out, "</data>");
}

static void value(GString *out, const struct fld *f)
{
    switch (f->kind) {
    case K_ENUM:
    case K_TRI:
        value_words(out, f->of.names);
        return;
    case K_FLAG:
        value_words(out, &yesno_names);
        return;
    case K_HEX:
    case K_HEX64:
        value_pattern(out, "(0x[0-9a-fA-F]+)|[0-9]+");
        return;
    case K_SIZE: /* its range counts the row's units, not those written */
        g_string_append(out, "<data type='unsignedLong'/>");
        return;
    case K_UUID:
        value_pattern(out, "\\s*([0-9a-fA-F]{2}-?){15}[0-9a-fA-F]{2}\\s*");
        return;
    case K_MAC:
        value_pattern(out, "[0-9a-fA-F]{1,2}(:[0-9a-fA-F]{1,2}){5}");
        return;
    case K_CPUSET:
        value_pattern(out, "\\s*\\^?[0-9]+(-[0-9]+)?(\\s*,\\s*\\^?[0-9]+(-[0-9]+)?)*\\s*");
        return;
    case K_CODEC:
        g_string_append(out, f->of.codec->rng && f->of.codec->parse ? f->of.codec->rng : "<text/>");
        return;
    default:
        if (kind_infos[f->kind].rng)
            value_number(out, f);
        else
            g_string_append(out, "<text/>");
    }
}

/* One of what the rows of one name allow.  */
static void values(GString *out, const GPtrArray *rows)
{
    if (rows->len == 1) {
        value(out, rows->pdata[0]);
        return;
    }
    g_string_append(out, "<choice>");
    for (guint i = 0; i < rows->len; i++)
        value(out, rows->pdata[i]);
    g_string_append(out, "</choice>");
}

/* ---- parts ---- */

/* The records at "." and all arms join; the list grows while it is walked.  */
static void parts_expand(struct parts *p)
{
    for (guint i = 0; i < p->shapes->len; i++) {
        const struct shape *s = p->shapes->pdata[i];
        for (unsigned j = 0; j < s->here.n; j++) {
            const struct step *h = &s->here.v[j];
            for (unsigned k = 0; h->arms && h->arms[k]; k++)
                if (!g_ptr_array_find(p->shapes, h->arms[k], NULL))
                    g_ptr_array_add(p->shapes, h->arms[k]);
            if (h->sub && !g_ptr_array_find(p->shapes, h->sub, NULL))
                g_ptr_array_add(p->shapes, h->sub);
        }
        for (unsigned j = 0; j < s->text.n; j++)
            g_ptr_array_add(p->texts, (void *) s->text.v[j].f);
    }
}

static void parts_step(struct parts *p, const struct step *s)
{
    if (s->sub)
        g_ptr_array_add(p->shapes, s->sub);
    for (unsigned k = 0; s->arms && s->arms[k]; k++)
        g_ptr_array_add(p->shapes, s->arms[k]);
    if (!s->f || s->sub || s->arms || s->f->kind == K_FLAG)
        return;
    if (s->f->kind == K_RAW || (s->f->kind == K_CODEC && s->f->of.codec->parse_node)) {
        p->any = true;
        p->node = s->f->kind == K_CODEC && s->f->of.codec->rng ? s->f : NULL;
    } else {
        g_ptr_array_add(p->texts, (void *) s->f);
    }
}

static char *parts_key(const struct parts *p)
{
    GString *key = g_string_new(NULL);

    for (guint i = 0; i < p->shapes->len; i++)
        g_string_append_printf(key, "s%p", p->shapes->pdata[i]);
    for (guint i = 0; i < p->texts->len; i++)
        g_string_append_printf(key, "t%p", p->texts->pdata[i]);
    g_string_append_printf(key, "%d%p", p->any, (const void *) p->node);
    return g_string_free(key, FALSE);
}

/* The number of the definition; a new one waits to be written. Takes the parts.  */
static unsigned grammar_ref(struct grammar *g, struct parts p)
{
    char *key = parts_key(&p);
    void *known;
    struct pending *w;

    if (g_hash_table_lookup_extended(g->known, key, NULL, &known)) {
        g_free(key);
        parts_done(&p);
        return GPOINTER_TO_UINT(known);
    }
    g_hash_table_insert(g->known, key, GUINT_TO_POINTER(++g->n));
    w = g_new(struct pending, 1);
    *w = (struct pending){p, g->n};
    g_queue_push_tail(&g->waiting, w);
    return g->n;
}

/* ---- one element ---- */

/* All steps of a list by name, over every shape, in name order.  */
static GTree *by_name(const struct parts *p, bool attrs)
{
    GTree *t =
        g_tree_new_full((GCompareDataFunc) (void (*)(void)) strcmp, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);

    for (guint i = 0; i < p->shapes->len; i++) {
        const struct shape *s = p->shapes->pdata[i];
        const struct steps *list = attrs ? &s->attrs : &s->kids;
        for (unsigned j = 0; j < list->n; j++) {
            GPtrArray *all = g_tree_lookup(t, list->v[j].name);
            if (!all)
                g_tree_insert(t, (void *) list->v[j].name, all = g_ptr_array_new());
            g_ptr_array_add(all, &list->v[j]);
        }
    }
    return t;
}

static gboolean write_attr(void *name, void *steps, void *arg)
{
    struct grammar *g = arg;
    const GPtrArray *all = steps;
    g_autoptr(GPtrArray) rows = g_ptr_array_new();

    for (guint i = 0; i < all->len; i++) {
        const struct fld *f = ((const struct step *) all->pdata[i])->f;
        g_ptr_array_add(rows, (void *) f);
    }
    g_string_append_printf(g->out, "      <optional><attribute name='%s'>", (const char *) name);
    values(g->out, rows);
    g_string_append(g->out, "</attribute></optional>\n");
    return FALSE;
}

static bool wants_unit(const struct parts *p)
{
    for (guint i = 0; i < p->texts->len; i++)
        if (((const struct fld *) p->texts->pdata[i])->kind == K_SIZE)
            return true;
    for (guint i = 0; i < p->shapes->len; i++) {
        const struct shape *s = p->shapes->pdata[i];
        for (unsigned j = 0; j < s->attrs.n; j++)
            if (s->attrs.v[j].f->kind == K_SIZE)
                return true;
    }
    return false;
}

static gboolean write_kid(void *name, void *steps, void *arg)
{
    struct grammar *g = arg;
    const GPtrArray *all = steps;
    struct parts p = parts_new();
    bool many = false;

    for (guint i = 0; i < all->len; i++) {
        const struct step *s = all->pdata[i];
        parts_step(&p, s);
        many |= s->f ? s->f->kind == K_LIST || s->f->kind == K_STRS : s->sub->repeats;
    }
    g_string_append_printf(g->out, "      <%s><element name='%s'><ref name='e%u'/></element></%s>\n",
                           many ? "zeroOrMore" : "optional", (const char *) name, grammar_ref(g, p),
                           many ? "zeroOrMore" : "optional");
    return FALSE;
}

static void write_content(struct grammar *g, const struct parts *p)
{
    GTree *attrs = by_name(p, true), *kids = by_name(p, false);
    bool text = p->texts->len > 0;

    g_tree_foreach(attrs, write_attr, g);
    if (wants_unit(p) && !g_tree_lookup(attrs, "unit"))
        g_string_append(g->out, "      <optional><attribute name='unit'><text/></attribute></optional>\n");
    if (g_tree_nnodes(kids) > 0) {
        g_string_append(g->out, text ? "      <mixed><interleave>\n" : "      <interleave>\n");
        g_tree_foreach(kids, write_kid, g);
        g_string_append(g->out, text ? "      </interleave></mixed>\n" : "      </interleave>\n");
    } else if (text) {
        g_string_append(g->out, "      <choice><empty/>");
        values(g->out, p->texts);
        g_string_append(g->out, "</choice>\n");
    } else if (g_tree_nnodes(attrs) == 0) {
        g_string_append(g->out, "      <empty/>\n");
    }
    g_tree_destroy(attrs);
    g_tree_destroy(kids);
}

static void write_define(struct grammar *g, struct pending *w)
{
    g_string_append_printf(g->out, "  <define name='e%u'>\n", w->n);
    parts_expand(&w->parts);
    if (w->parts.node)
        g_string_append(g->out, w->parts.node->of.codec->rng);
    else if (w->parts.any)
        g_string_append(g->out, "      <ref name='anything'/>\n");
    else
        write_content(g, &w->parts);
    g_string_append(g->out, "  </define>\n");
    parts_done(&w->parts);
    g_free(w);
}

void rec_to_rng(const struct rec *r, GString *out)
{
    struct grammar g = {out, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), G_QUEUE_INIT, 0};
    struct parts root = parts_new();
    struct pending *w;

    g_ptr_array_add(root.shapes, (void *) shape_of(r));
    g_string_append(out, "<?xml version='1.0' encoding='UTF-8'?>\n"
                         "<grammar xmlns='http://relaxng.org/ns/structure/1.0'\n"
                         "         datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes'");
    for (unsigned i = 0; ns_nth(i); i++)
        g_string_append_printf(out, "\n         xmlns:%s='%s'", ns_nth(i), ns_uri(ns_nth(i), strlen(ns_nth(i))));
    g_string_append_printf(out, ">\n  <start><element name='%s'><ref name='e%u'/></element></start>\n", r->name,
                           grammar_ref(&g, root));
    g_string_append(out, "  <define name='anything'>\n"
                         "    <zeroOrMore><choice><text/><attribute><anyName/></attribute>\n"
                         "      <element><anyName/><ref name='anything'/></element></choice></zeroOrMore>\n"
                         "  </define>\n");
    while ((w = g_queue_pop_head(&g.waiting)))
        write_define(&g, w);
    g_string_append(out, "</grammar>\n");
    g_hash_table_destroy(g.known);
}
