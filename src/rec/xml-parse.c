/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * xml-parse.c: a document's nodes into a described struct. An element may be described by several records at
 * once (its own, those at "." in it, a union's arm, rows with paths through it): each is a view, a shape and
 * the object that it fills. Each attribute and child is looked up once in every view.
 */
#include "rec/engine.h"

#include <string.h>

enum { VIEWS_MAX = 16, TEXTS_MAX = 4 };

struct view {
    const struct shape *shape;
    char *obj;
};
struct text { /* a scalar row of the parent whose value is this element's text */
    const struct fld *f;
    char *obj;
};
struct element {
    xmlNode *node;
    struct view views[VIEWS_MAX];
    unsigned n;
    struct text texts[TEXTS_MAX];
    unsigned n_texts;
    uint64_t seen; /* attributes that a view took, the first 64 */
    bool again;    /* a grouping element that came before: only its lists go on */
};

static int element_read(struct element *e, struct rec_in *in);

static void view_add(struct element *e, const struct shape *s, void *obj)
{
    g_assert(e->n < VIEWS_MAX); /* depends on the tables alone */
    e->views[e->n++] = (struct view){s, obj};
}

/* The records at "." belong to the same element.  */
static void view_subs(struct element *e, unsigned from)
{
    for (unsigned i = from; i < e->n; i++)
        for (unsigned j = 0; j < e->views[i].shape->here.n; j++) {
            const struct step *s = &e->views[i].shape->here.v[j];
            if (s->f->kind == K_SUB)
                view_add(e, s->sub, fld_make(s->f, e->views[i].obj));
        }
}

static void view_arm(struct element *e, const struct step *s, char *obj)
{
    const struct arm *arm = union_arm(s->f, obj);

    if (arm)
        view_add(e, s->arms[arm - s->f->of.arms], fld_make(s->f, obj));
}

/* Text of an attribute or element: in place when it is one plain piece, as nearly always.  */
static const char *text_of(const xmlNode *first, char **tmp)
{
    const xmlNode *only = NULL;

    for (const xmlNode *n = first; n; n = n->next) {
        if (n->type == XML_COMMENT_NODE || n->type == XML_PI_NODE)
            continue;
        if ((n->type != XML_TEXT_NODE && n->type != XML_CDATA_SECTION_NODE) || only) {
            *tmp = (char *) xmlNodeListGetString(first->doc, (xmlNode *) first, 1);
            return *tmp ? *tmp : "";
        }
        only = n;
    }
    return only && only->content ? (const char *) only->content : "";
}

/* Rows that a user's inactive document, or any but a status file, may have but does not set.  */
static bool row_reads(const struct fld *f, unsigned how)
{
    return !((f->flags & LIVE && how & REC_INACTIVE) || (f->flags & STATUS && !(how & REC_STATUS)));
}

static int scalar_set(const struct fld *f, void *m, const char *text, const xmlNode *node, struct rec_in *in)
{
    int r;

    in->fld = f;
    if (f->kind == K_SIZE) {
        xmlAttr *unit = xmlHasProp((xmlNode *) node, (const xmlChar *) "unit");
        char *tmp = NULL;
        r = size_parse(f, m, text, unit ? text_of(unit->children, &tmp) : NULL, in);
        xmlFree(tmp);
    } else if (f->kind == K_STRS) {
        rec_list_append(m, g_strdup(text));
        r = check_length(f, ((struct rec_list *) m)->n, "entries", in);
    } else {
        r = kind_infos[f->kind].parse(f, m, text, in);
    }
    in->fld = NULL;
    return r;
}

/* ---- attributes ---- */

static int attr_read(struct element *e, const xmlAttr *a, const char *name, const struct view *v, bool *known,
                     struct rec_in *in)
{
    unsigned n;
    const struct step *s = steps_find(&v->shape->attrs, name, &n);

    *known |= n > 0;
    for (; n > 0; n--, s++) {
        char *tmp = NULL;
        int r = 0;
        if (row_reads(s->f, in->how) && (!e->again || s->f->kind == K_STRS))
            r = scalar_set(s->f, fld_make(s->f, v->obj), text_of(a->children, &tmp), e->node, in);
        xmlFree(tmp);
        if (r < 0)
            return -1;
    }
    return 0;
}

static int attrs_read(struct element *e, unsigned from, struct rec_in *in)
{
    unsigned bit = 0;

    for (const xmlAttr *a = e->node->properties; a; a = a->next, bit++) {
        char buf[128];
        const char *name = node_name((const xmlNode *) a, buf, sizeof(buf));
        bool known = !name;
        for (unsigned i = from; name && i < e->n; i++)
            if (attr_read(e, a, name, &e->views[i], &known, in) < 0)
                return -1;
        if (known && bit < 64)
            e->seen |= UINT64_C(1) << bit;
    }
    return 0;
}

/* A SIZE brings a unit along that is no row.  */
static bool has_size(const struct element *e)
{
    for (unsigned i = 0; i < e->n_texts; i++)
        if (e->texts[i].f->kind == K_SIZE)
            return true;
    for (unsigned i = 0; i < e->n; i++) {
        const struct shape *s = e->views[i].shape;
        for (unsigned j = 0; j < s->attrs.n; j++)
            if (s->attrs.v[j].f->kind == K_SIZE)
                return true;
        for (unsigned j = 0; j < s->text.n; j++)
            if (s->text.v[j].f->kind == K_SIZE)
                return true;
    }
    return false;
}

static size_t known_names(const struct element *e, bool attrs, const char **names, size_t max)
{
    size_t n = 0;

    for (unsigned i = 0; i < e->n; i++) {
        const struct steps *s = attrs ? &e->views[i].shape->attrs : &e->views[i].shape->kids;
        for (unsigned j = 0; j < s->n && n < max; j++)
            names[n++] = s->v[j].name;
    }
    return n;
}

static int attrs_unknown(struct element *e, struct rec_in *in)
{
    const char *names[256];
    unsigned bit = 0;

    for (const xmlAttr *a = e->node->properties; a; a = a->next, bit++) {
        const char *name = (const char *) a->name;
        if ((bit < 64 && e->seen >> bit & 1) || a->ns || (strcmp(name, "unit") == 0 && has_size(e)))
            continue;
        if (note_unknown(in, e->node, name, names, known_names(e, true, names, G_N_ELEMENTS(names))) < 0)
            return -1;
    }
    return 0;
}

/* Attributes of the plain views, then of the union arms that they pick.  */
static int attrs_all(struct element *e, struct rec_in *in)
{
    unsigned from = 0;

    view_subs(e, 0);
    if (attrs_read(e, 0, in) < 0)
        return -1;
    for (unsigned i = 0; i < e->n; i++)
        for (unsigned j = 0; j < e->views[i].shape->here.n; j++) {
            const struct step *s = &e->views[i].shape->here.v[j];
            if (s->f->kind != K_UNION)
                continue;
            from = e->n;
            view_arm(e, s, e->views[i].obj);
            view_subs(e, from);
            if (attrs_read(e, from, in) < 0)
                return -1;
        }
    return in->notes || in->how & REC_STRICT ? attrs_unknown(e, in) : 0;
}

/* ---- text ---- */

static int texts_read(struct element *e, struct rec_in *in)
{
    char *tmp = NULL;
    const char *text;
    int r = 0;

    for (unsigned i = 0; i < e->n; i++)
        for (unsigned j = 0; j < e->views[i].shape->text.n && e->n_texts < TEXTS_MAX; j++)
            e->texts[e->n_texts++] = (struct text){e->views[i].shape->text.v[j].f, e->views[i].obj};
    if (e->n_texts == 0)
        return 0;
    text = text_of(e->node->children, &tmp);
    for (unsigned i = 0; *text && i < e->n_texts && r == 0; i++)
        if (row_reads(e->texts[i].f, in->how))
            r = scalar_set(e->texts[i].f, fld_make(e->texts[i].f, e->texts[i].obj), text, e->node, in);
    xmlFree(tmp);
    return r;
}

/* ---- children ---- */

/* Was there the same element before? Names of one document are interned.  */
static bool repeated(const xmlNode *node)
{
    for (const xmlNode *p = node->prev; p; p = p->prev)
        if (p->name == node->name && p->type == XML_ELEMENT_NODE && p->ns == node->ns)
            return true;
    return false;
}

static char *raw_dump(xmlNode *node)
{
    xmlBuffer *b = xmlBufferCreate();
    char *text;

    xmlNodeDump(b, node->doc, node, 0, 0);
    text = g_strndup((const char *) xmlBufferContent(b), (gsize) xmlBufferLength(b));
    xmlBufferFree(b);
    return text;
}

static void *ptr_target(const struct fld *f, char *obj)
{
    void **p = fld_make(f, obj);

    if (!*p)
        *p = rec_new(f->of.rec);
    return *p;
}

/* A new item, in the list before it is read so that an error frees it with the list.  */
static void *list_target(const struct fld *f, char *obj)
{
    void *item = rec_new(f->of.rec);

    rec_list_append(fld_make(f, obj), item);
    return item;
}

/* What one row makes of the child element: views into it, a value now, or its text later.  */
static int child_row(struct element *child, const struct step *s, char *obj, struct rec_in *in)
{
    const struct fld *f = s->f;
    void *m = f->kind == K_UNION ? NULL : fld_make(f, obj);

    in->fld = f;
    switch (f->kind) {
    case K_SUB:
        view_add(child, s->sub, m);
        return 0;
    case K_PTR:
        view_add(child, s->sub, ptr_target(f, obj));
        return 0;
    case K_LIST:
        view_add(child, s->sub, list_target(f, obj));
        return check_length(f, ((struct rec_list *) m)->n, "elements", in);
    case K_UNION:
        return 0; /* when the element's own attributes are known */
    case K_FLAG:
        *(bool *) m = true;
        return 0;
    case K_RAW:
        g_free(*(char **) m);
        *(char **) m = raw_dump(child->node);
        return 0;
    case K_CODEC:
        if (f->of.codec->parse_node)
            return f->of.codec->parse_node(m, child->node, in);
        /* fallthrough */
    default:
        g_assert(child->n_texts < TEXTS_MAX);
        child->texts[child->n_texts++] = (struct text){f, obj};
        return 0;
    }
}

struct match { /* the rows of all views for one child */
    struct {
        const struct step *s;
        char *obj;
    } v[VIEWS_MAX];
    unsigned n;
    bool known, repeats, lists, unions;
};

static bool step_repeats(const struct step *s)
{
    return s->f ? s->f->kind == K_LIST || s->f->kind == K_STRS : s->sub->repeats;
}

static void match_child(const struct element *e, const char *name, struct match *m)
{
    bool known = false;

    m->n = 0;
    m->repeats = m->lists = m->unions = false;
    for (unsigned i = 0; i < e->n; i++) {
        unsigned n;
        const struct step *s = steps_find(&e->views[i].shape->kids, name, &n);
        known |= n > 0;
        for (; n > 0; n--, s++) {
            if (e->again && !step_repeats(s))
                continue;
            g_assert(m->n < VIEWS_MAX);
            m->v[m->n].s = s;
            m->v[m->n++].obj = e->views[i].obj;
            m->repeats |= step_repeats(s);
            m->lists |= s->f && m->repeats;
            m->unions |= s->f && s->f->kind == K_UNION;
        }
    }
    m->known = known;
}

/* Kept whole by a row: what is in it is nobody's mistake.  */
static bool opaque(const struct fld *f)
{
    return f->kind == K_RAW || (f->kind == K_CODEC && f->of.codec->parse_node);
}

static int child_read(struct element *e, xmlNode *node, const struct match *m, struct rec_in *in)
{
    struct element child;
    struct rec_in at = {node, in, NULL, in->how, in->opaque, in->notes, 0};
    bool inside = true;

    child.node = node;
    child.n = child.n_texts = 0;
    child.seen = 0;
    child.again = m->repeats && !m->lists && (e->again || repeated(node));
    for (unsigned i = 0; i < m->n; i++) {
        const struct step *s = m->v[i].s;
        if (child.again && !step_repeats(s))
            continue;
        if (!s->f)
            view_add(&child, s->sub, m->v[i].obj);
        else if (!row_reads(s->f, in->how))
            inside = false;
        else if (child_row(&child, s, m->v[i].obj, &at) < 0)
            return -1;
        if (s->f && opaque(s->f))
            inside = false;
    }
    at.fld = NULL;
    if (!inside && child.n == 0 && child.n_texts == 0)
        return 0;
    /* A union's tag may be an attribute of the very element: views into it are read first.  */
    for (unsigned i = 0; m->unions && !child.again && i < m->n; i++)
        if (m->v[i].s->f && m->v[i].s->f->kind == K_UNION && row_reads(m->v[i].s->f, in->how)) {
            if (!union_arm(m->v[i].s->f, m->v[i].obj)) {
                view_subs(&child, 0);
                if (attrs_read(&child, 0, &at) < 0)
                    return -1;
            }
            view_arm(&child, m->v[i].s, m->v[i].obj);
        }
    return element_read(&child, &at);
}

static int child_unknown(struct element *e, xmlNode *node, struct rec_in *in)
{
    const char *names[256];

    if (!in->notes && !(in->how & REC_STRICT))
        return 0;
    return note_unknown(in, node, NULL, names, known_names(e, false, names, G_N_ELEMENTS(names)));
}

/* Unions wait for the second round: their tag may be in a sibling that comes after them.  */
static int children_read(struct element *e, bool unions, bool *waiting, struct rec_in *in)
{
    for (xmlNode *node = e->node->children; node; node = node->next) {
        char buf[128];
        const char *name;
        struct match m;
        if (node->type != XML_ELEMENT_NODE || !(name = node_name(node, buf, sizeof(buf))))
            continue;
        match_child(e, name, &m);
        *waiting |= m.unions;
        if (m.unions != unions)
            continue;
        if (!m.known) {
            if (child_unknown(e, node, in) < 0)
                return -1;
        } else if (m.n == 0 || (!m.repeats && repeated(node))) {
            note_duplicate(in, node); /* the first one counts */
        } else if (child_read(e, node, &m, in) < 0) {
            return -1;
        }
    }
    return 0;
}

/* ---- after the element ---- */

static bool node_has(const xmlNode *node, const char *path)
{
    size_t len = strcspn(path, "/");

    if (path[0] == '@')
        return xmlHasProp((xmlNode *) node, (const xmlChar *) path + 1) != NULL;
    if (strcmp(path, ".") == 0)
        return true;
    for (const xmlNode *c = node->children; c; c = c->next) {
        char buf[128];
        const char *name = c->type == XML_ELEMENT_NODE ? node_name(c, buf, sizeof(buf)) : NULL;
        if (name && strlen(name) == len && strncmp(name, path, len) == 0 && (!path[len] || node_has(c, path + len + 1)))
            return true;
    }
    return false;
}

static int required_missing(const struct fld *f, struct rec_in *in)
{
    const char *at = strrchr(f->path, '@');

    if (at && at > f->path)
        return rec_bad(in, row_code(f, VIR_ERR_XML_ERROR), "missing attribute '%s' of element '%.*s'", at + 1,
                       (int) (at - 1 - f->path), f->path);
    if (at)
        return rec_bad(in, row_code(f, VIR_ERR_XML_ERROR), "missing attribute '%s'", at + 1);
    if (strcmp(f->path, ".") == 0)
        return rec_bad(in, row_code(f, VIR_ERR_XML_ERROR), "the element has no text");
    return rec_bad(in, row_code(f, VIR_ERR_XML_ERROR), "missing element '%s'", f->path);
}

/* Made because an element was there, that then said nothing of it.  */
static void aside_tidy(const struct view *v)
{
    for (unsigned i = 0; i < v->shape->aside.n; i++) {
        const struct fld *f = v->shape->aside.v[i].f;
        void **at = fld_aside(f, v->obj);
        if (*at && zero_bytes(*at, f->aside_size))
            g_clear_pointer(at, g_free);
    }
}

static int view_finish(const struct view *v, struct rec_in *in)
{
    const struct rec *r = v->shape->rec;

    if (r->defaults && r->defaults(v->obj, in) < 0)
        return -1;
    aside_tidy(v);
    for (unsigned i = 0; i < v->shape->required.n; i++) {
        const struct fld *f = v->shape->required.v[i].f;
        bool zero_is_fine = kind_infos[f->kind].always || f->kind == K_SUB || f->kind == K_UNION;
        if (!row_reads(f, in->how))
            continue;
        if (!zero_bytes(fld_at(f, v->obj), f->size))
            continue;
        if (zero_is_fine ? !node_has(in->node, f->path) : fld_absent(f, fld_at(f, v->obj)))
            return required_missing(f, in);
    }
    return r->check ? r->check(v->obj, in) : 0;
}

static int element_read(struct element *e, struct rec_in *in)
{
    bool waiting = false;

    if (attrs_all(e, in) < 0 || texts_read(e, in) < 0 || children_read(e, false, &waiting, in) < 0)
        return -1;
    if (waiting && children_read(e, true, &waiting, in) < 0)
        return -1;
    for (unsigned i = e->n; i-- > 0;) /* inner records first */
        if (e->views[i].shape->rec && view_finish(&e->views[i], in) < 0)
            return -1;
    return 0;
}

int rec_parse_node(const struct rec *r, void *obj, xmlNode *node, unsigned how, void *opaque_arg,
                   struct rec_notes *notes)
{
    struct element e = {.node = node};
    struct rec_in in = {node, NULL, NULL, how, opaque_arg, notes, 0};

    view_add(&e, shape_of(r), obj);
    return element_read(&e, &in);
}

void *rec_parse_doc(const struct rec *r, xmlDoc *doc, unsigned how, void *opaque_arg, struct rec_notes *notes)
{
    void *obj = rec_new(r);

    if (rec_parse_node(r, obj, xmlDocGetRootElement(doc), how, opaque_arg, notes) < 0)
        rec_free(r, obj), obj = NULL;
    return obj;
}

void *rec_parse_xml(const struct rec *r, const char *xml, unsigned how, void *opaque_arg, struct rec_notes *notes)
{
    xmlDoc *doc = rec_read_doc(xml, strlen(xml), r->name);
    void *obj = doc ? rec_parse_doc(r, doc, how, opaque_arg, notes) : NULL;

    xmlFreeDoc(doc);
    return obj;
}
