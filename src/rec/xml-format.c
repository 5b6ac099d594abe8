/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * xml-format.c: a described struct as XML. The rows of an element that print are flattened into items
 * (records at "." and union arms in their place), then printed in table order: attributes, text, children.
 * Adjacent rows with the same first path component share one element.
 */
#include "rec/engine.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

struct item {
    const struct fld *f;
    const char *path; /* what is left of it, from the element being printed */
    const char *obj;
};
enum { ITEMS_INLINE = 40 };
struct items {
    struct item *v;
    unsigned n, max;
    struct item own[ITEMS_INLINE];
};
struct out {
    GString *s;
    unsigned how;
};

static void items_init(struct items *i)
{
    i->v = i->own;
    i->n = 0;
    i->max = ITEMS_INLINE;
}

static void items_done(struct items *i)
{
    if (i->v != i->own)
        g_free(i->v);
}

static void items_add(struct items *i, const struct fld *f, const char *path, const char *obj)
{
    if (i->n == i->max) {
        struct item *v = g_new(struct item, (size_t) i->max * 4);
        memcpy(v, i->v, i->n * sizeof(*v));
        items_done(i);
        i->v = v;
        i->max *= 4;
    }
    i->v[i->n++] = (struct item){f, path, obj};
}

/* Nearly always there is room: no call for a few bytes.  */
static inline void put(GString *s, const char *text, size_t n)
{
    if (G_LIKELY(s->len + n < s->allocated_len)) {
        memcpy(s->str + s->len, text, n);
        s->len += n;
        s->str[s->len] = '\0';
        return;
    }
    g_string_append_len(s, text, (gssize) n);
}

/* ---- what prints ---- */

bool row_applies(const struct fld *f, unsigned how)
{
    unsigned no = ALIAS;

    if (!(how & REC_SECURE))
        no |= SECURE;
    if (how & REC_INACTIVE)
        no |= LIVE;
    if (!(how & REC_STATUS))
        no |= STATUS;
    return !(f->flags & no) && f->path && f->kind < K_BYTES;
}

/* Most rows of most objects: nothing is there, as a glance tells. False: row_present() has to look.  */
static inline bool plainly_absent(const struct fld *f, const void *obj)
{
    uint64_t wide;
    uint32_t narrow;
    const void *m;

    if (f->flags & ALWAYS || f->kind == K_UNION || kind_infos[f->kind].always ||
        (f->kind == K_ENUM && names_word(f->of.names, 0))) /* a table may name its zero */
        return false;
    if (f->aside && !*fld_aside(f, obj))
        return true;
    m = rec_member(f, obj);
    switch (f->size) {
    case sizeof(wide):
        memcpy(&wide, m, sizeof(wide));
        return wide == 0;
    case sizeof(narrow):
        memcpy(&narrow, m, sizeof(narrow));
        return narrow == 0;
    default:
        return zero_bytes(m, f->size);
    }
}

static bool shown(const struct rec *r, const void *obj, unsigned how)
{
    return !r->shown || r->shown(obj, how);
}

static bool any_row(const struct rec *r, const void *obj, unsigned how)
{
    if (!shown(r, obj, how))
        return false;
    for (const struct fld *f = r->flds; f->kind; f++)
        if (!plainly_absent(f, obj) && row_applies(f, how) && row_present(f, obj, how))
            return true;
    return false;
}

static bool list_shows(const struct fld *f, const struct rec_list *l, unsigned how)
{
    if (!f->of.rec->shown)
        return l->n > 0;
    for (size_t i = 0; i < l->n; i++)
        if (f->of.rec->shown(l->v[i], how))
            return true;
    return false;
}

bool row_present(const struct fld *f, const void *obj, unsigned how)
{
    const void *m = fld_at(f, obj);
    const struct arm *arm;

    switch (f->kind) {
    case K_SUB:
        if (f->flags & ALWAYS)
            return shown(f->of.rec, m, how);
        return !zero_bytes(m, f->size) && any_row(f->of.rec, m, how);
    case K_UNION:
        return (arm = union_arm(f, obj)) && any_row(arm->rec, m, how);
    case K_PTR:
        return *(void *const *) m && shown(f->of.rec, *(void *const *) m, how);
    case K_LIST:
        return list_shows(f, m, how);
    case K_FLAG:
        return *(const bool *) m;
    case K_CODEC:
        return f->flags & ALWAYS || !zero_bytes(m, f->size);
    case K_STRS:
        return ((const struct rec_list *) m)->n > 0;
    default:
        return f->flags & ALWAYS || !fld_absent(f, m);
    }
}

static void expand(struct items *to, const struct rec *r, const char *obj, unsigned how)
{
    for (const struct fld *f = r->flds; f->kind; f++) {
        const struct arm *arm;
        if (plainly_absent(f, obj) || !row_applies(f, how) || !row_present(f, obj, how))
            continue;
        if (strcmp(f->path, ".") == 0 && f->kind == K_SUB)
            expand(to, f->of.rec, fld_at(f, obj), how);
        else if (strcmp(f->path, ".") == 0 && f->kind == K_UNION && (arm = union_arm(f, obj)))
            expand(to, arm->rec, fld_at(f, obj), how);
        else
            items_add(to, f, f->path, obj);
    }
}

/* ---- text ---- */

void xml_escape(GString *out, const char *text)
{
    const char *from = text, *s;

    for (s = text; *s; s++) {
        const char *entity;
        unsigned char c = (unsigned char) *s;
        if (c > '>' || (c >= ' ' && c != '&' && c != '<' && c != '>' && c != '"' && c != '\''))
            continue;
        entity = c == '&'    ? "&amp;"
                 : c == '<'  ? "&lt;"
                 : c == '>'  ? "&gt;"
                 : c == '"'  ? "&quot;"
                 : c == '\'' ? "&apos;"
                             : "";
        if (c == '\t' || c == '\n' || c == '\r')
            continue; /* other control characters cannot be in XML at all */
        put(out, from, (size_t) (s - from));
        put(out, entity, strlen(entity));
        from = s + 1;
    }
    put(out, from, (size_t) (s - from));
}

static void indent_to(GString *s, int indent)
{
    static const char blanks[] = "                                ";

    for (; indent > 0; indent -= 32)
        put(s, blanks, (size_t) MIN(indent, 32));
}

static void attr_append(struct out *o, const char *name, const char *value)
{
    g_string_append_c(o->s, ' ');
    put(o->s, name, strlen(name));
    put(o->s, "='", 2);
    put(o->s, value, strlen(value));
    g_string_append_c(o->s, '\'');
}

/* An attribute whose value turns out to be none leaves nothing behind.  */
static void attr_item(struct out *o, const struct item *i)
{
    size_t start = o->s->len;

    if (i->path[0] != '@') {
        if (i->f->kind == K_SIZE && i->path[0] == '.')
            attr_append(o, "unit", size_unit_word(i->f));
        return;
    }
    g_string_append_c(o->s, ' ');
    put(o->s, i->path + 1, strlen(i->path + 1));
    put(o->s, "='", 2);
    if (!kind_infos[i->f->kind].format(i->f, fld_at(i->f, i->obj), o->s)) {
        g_string_truncate(o->s, start);
        return;
    }
    g_string_append_c(o->s, '\'');
    if (i->f->kind == K_SIZE)
        attr_append(o, "unit", size_unit_word(i->f));
}

/* ---- elements ---- */

static void children(struct out *o, const struct items *items, int indent);

static void tag_open(struct out *o, const char *name, size_t len, int indent)
{
    indent_to(o->s, indent);
    g_string_append_c(o->s, '<');
    put(o->s, name, len);
}

static void tag_close(struct out *o, const char *name, size_t len)
{
    put(o->s, "</", 2);
    put(o->s, name, len);
    put(o->s, ">\n", 2);
}

/* A child with a prefix that this element does not have itself: the namespace is declared here.  */
static void namespace_append(struct out *o, const char *name, const struct items *items)
{
    for (unsigned i = 0; i < items->n; i++) {
        const char *path = items->v[i].path, *colon = strchr(path, ':');
        size_t len = colon ? (size_t) (colon - path) : 0;
        const char *uri;
        if (!colon || path[0] == '@' || memchr(path, '/', len) || strncmp(name, path, len + 1) == 0)
            continue;
        if (i > 0 && strncmp(items->v[i - 1].path, path, len + 1) == 0)
            continue;
        if ((uri = ns_uri(path, len)))
            g_string_append_printf(o->s, " xmlns:%.*s='%s'", (int) len, path, uri);
    }
}

static void element(struct out *o, const char *name, size_t len, const struct items *items, int indent)
{
    unsigned kids = 0, texts = 0;

    tag_open(o, name, len, indent);
    for (unsigned i = 0; i < items->n; i++) {
        attr_item(o, &items->v[i]);
        texts += items->v[i].path[0] == '.';
        kids += items->v[i].path[0] != '.' && items->v[i].path[0] != '@';
    }
    if (kids)
        namespace_append(o, name, items);
    if (kids + texts == 0) {
        put(o->s, "/>\n", 3);
        return;
    }
    g_string_append_c(o->s, '>');
    for (unsigned i = 0; i < items->n; i++)
        if (items->v[i].path[0] == '.')
            kind_infos[items->v[i].f->kind].format(items->v[i].f, fld_at(items->v[i].f, items->v[i].obj), o->s);
    if (kids) {
        g_string_append_c(o->s, '\n');
        children(o, items, indent + 2);
        indent_to(o->s, indent);
    }
    tag_close(o, name, len);
}

static void element_of(struct out *o, const char *name, size_t len, const struct rec *r, const void *obj, int indent)
{
    struct items items;

    items_init(&items);
    expand(&items, r, obj, o->how);
    element(o, name, len, &items, indent);
    items_done(&items);
}

static void list_items(struct out *o, const struct item *i, size_t len, int indent)
{
    const struct rec_list *l = fld_at(i->f, i->obj);

    for (size_t k = 0; k < l->n; k++)
        if (shown(i->f->of.rec, l->v[k], o->how))
            element_of(o, i->path, len, i->f->of.rec, l->v[k], indent);
}

/* <name>text</name> or <name attr='text'/> each.  */
static void strs_items(struct out *o, const struct item *i, size_t len, int indent)
{
    const struct rec_list *l = fld_at(i->f, i->obj);

    for (size_t k = 0; k < l->n; k++) {
        tag_open(o, i->path, len, indent);
        if (i->path[len]) {
            g_string_append_c(o->s, ' ');
            g_string_append(o->s, i->path + len + 2);
            put(o->s, "='", 2);
            xml_escape(o->s, l->v[k]);
            put(o->s, "'/>\n", 4);
        } else {
            g_string_append_c(o->s, '>');
            xml_escape(o->s, l->v[k]);
            tag_close(o, i->path, len);
        }
    }
}

/* Verbatim, but indented as its place asks: elements without text of their own get a line each.  */
static void raw_item(struct out *o, const char *text, int indent)
{
    xmlDoc *doc = xmlReadMemory(text, (int) strlen(text), NULL, NULL,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOBLANKS);
    xmlBuffer *b;

    indent_to(o->s, indent);
    if (doc) {
        b = xmlBufferCreate();
        xmlNodeDump(b, doc, xmlDocGetRootElement(doc), indent / 2, 1);
        g_string_append_len(o->s, (const char *) xmlBufferContent(b), xmlBufferLength(b));
        xmlBufferFree(b);
        xmlFreeDoc(doc);
    }
    g_string_append_c(o->s, '\n');
}

/* Rows that are printed on their own, not as part of an element shared with others.  */
static bool alone(struct out *o, const struct item *i, size_t len, int indent)
{
    bool last = !i->path[len];

    if (i->f->kind == K_LIST && last)
        list_items(o, i, len, indent);
    else if (i->f->kind == K_STRS && (last || i->path[len + 1] == '@'))
        strs_items(o, i, len, indent);
    else if (i->f->kind == K_RAW && last)
        raw_item(o, *(char *const *) fld_at(i->f, i->obj), indent);
    else if (i->f->kind == K_CODEC && last && i->f->of.codec->format_node)
        i->f->of.codec->format_node(fld_at(i->f, i->obj), i->path, o->s, indent, o->how);
    else
        return false;
    return true;
}

static bool stands_alone(const struct item *i, size_t len)
{
    bool last = !i->path[len];

    return last ? i->f->kind == K_LIST || i->f->kind == K_STRS || i->f->kind == K_RAW ||
                      (i->f->kind == K_CODEC && i->f->of.codec->format_node)
                : i->f->kind == K_STRS && i->path[len + 1] == '@';
}

/* The part of one item inside the element of its first path component.  */
static void enter(struct out *o, struct items *to, const struct item *i, size_t len)
{
    const char *m = fld_at(i->f, i->obj);
    const struct arm *arm;

    if (i->path[len])
        items_add(to, i->f, i->path + len + 1, i->obj);
    else if (i->f->kind == K_SUB)
        expand(to, i->f->of.rec, m, o->how);
    else if (i->f->kind == K_PTR)
        expand(to, i->f->of.rec, *(char *const *) m, o->how);
    else if (i->f->kind == K_UNION && (arm = union_arm(i->f, i->obj)))
        expand(to, arm->rec, m, o->how);
    else if (i->f->kind != K_FLAG && i->f->kind != K_UNION)
        items_add(to, i->f, ".", i->obj);
}

static void children(struct out *o, const struct items *items, int indent)
{
    for (unsigned i = 0; i < items->n;) {
        const struct item *first = &items->v[i];
        size_t len = strcspn(first->path, "/");
        struct items inside;

        if (first->path[0] == '@' || first->path[0] == '.' || alone(o, first, len, indent)) {
            i++;
            continue;
        }
        items_init(&inside);
        do {
            enter(o, &inside, &items->v[i], len);
        } while (++i < items->n && strncmp(items->v[i].path, first->path, len) == 0 &&
                 strcspn(items->v[i].path, "/") == len && !stands_alone(&items->v[i], len));
        element(o, first->path, len, &inside, indent);
        items_done(&inside);
    }
}

void rec_format_xml(const struct rec *r, const void *obj, GString *out, int indent, unsigned how)
{
    struct out o = {out, how};

    element_of(&o, r->name, strlen(r->name), r, obj, indent);
}

char *rec_to_xml(const struct rec *r, const void *obj, unsigned how)
{
    GString *s = g_string_sized_new(12288); /* most documents in one piece */

    rec_format_xml(r, obj, s, 0, how);
    return g_string_free(s, FALSE);
}
