/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * engine.h: what the record engines share among themselves. A kind is one row of kind_infos[]; a record's
 * rows, compiled once for reading, are a shape; its rows that print now, flattened, are items.
 */
#pragma once

#include "rec/rec.h"

#ifndef ERR_FROM
#define ERR_FROM VIR_FROM_XML
#endif
#include "base/err.h"

/* Where the struct is that a row's member is in; for rows kept aside, where its pointer is.  */
static inline void **fld_aside(const struct fld *f, const void *obj)
{
    return (void **) (void *) ((char *) obj + f->aside - 1);
}

/* A row's member, for reading (and for writing, when it is in place or the struct aside is known to be there).  */
static inline void *fld_at(const struct fld *f, const void *obj)
{
    return (void *) rec_member(f, obj);
}

/* The same, made if need be.  */
static inline void *fld_make(const struct fld *f, void *obj)
{
    if (G_UNLIKELY(f->aside) && !*fld_aside(f, obj))
        *fld_aside(f, obj) = g_malloc0(f->aside_size);
    return fld_at(f, obj);
}

/* ---- kinds: one row each, kinds.c ---- */
struct kind_info {
    const char *name;
    bool always;       /* has no absent value: a plain number */
    const char *rng;   /* RELAX NG pattern of its text; NULL: depends on the row */
    const char *words; /* for reference pages: "unsigned number" */
    int (*parse)(const struct fld *f, void *m, const char *text, struct rec_in *in);
    bool (*format)(const struct fld *f, const void *m, GString *out); /* false: nothing to print */
    bool (*absent)(const struct fld *f, const void *m);               /* NULL: all bytes zero */
    void (*free)(const struct fld *f, void *m);                       /* NULL: nothing to free */
    void (*copy)(const struct fld *f, void *to, const void *from);    /* NULL: bytes */
    bool (*equal)(const struct fld *f, const void *a, const void *b); /* NULL: bytes */
};
extern const struct kind_info kind_infos[K_LAST];

bool zero_bytes(const void *p, size_t n);
/* The first row before `f` that is kept aside in the same place, or NULL.  */
const struct fld *fld_aside_before(const struct rec *r, const struct fld *f);
bool fld_absent(const struct fld *f, const void *member);
/* Has this kind text in XML (an attribute's value, an element's text)?  */
bool fld_is_text(const struct fld *f);
/* The record of a union's arm that `obj` has now, or NULL.  */
const struct arm *union_arm(const struct fld *f, const void *obj);
void u64_append(GString *out, uint64_t v);
const char *size_unit_word(const struct fld *f);
/* Text with a unit word (NULL: the row's own) into units of the row, rounded up.  */
int size_parse(const struct fld *f, uint64_t *ret, const char *text, const char *unit, struct rec_in *in);
/* The error code that a row wants for its mistakes.  */
int row_code(const struct fld *f, int code);
int check_range(const struct fld *f, const void *m, struct rec_in *in);
int check_length(const struct fld *f, size_t n, const char *what, struct rec_in *in);
/* Canonical text of a processor or node set; NULL: not one.  */
enum { CPUSET_MAX = 1024 }; /* how many numbers libvirt looks at */
char *cpuset_canonical(const char *text, unsigned limit);

/* text.c */
#define TEXT_KIND(k)                                                                      \
    int k##_from_text(const struct fld *f, void *m, const char *text, struct rec_in *in); \
    bool k##_to_text(const struct fld *f, const void *m, GString *out)
TEXT_KIND(str);
TEXT_KIND(enum);
TEXT_KIND(flag);
TEXT_KIND(int);
TEXT_KIND(uint);
TEXT_KIND(long);
TEXT_KIND(ulong);
TEXT_KIND(double);
TEXT_KIND(opt32);
TEXT_KIND(opt64);
TEXT_KIND(opti64);
TEXT_KIND(hex);
TEXT_KIND(hex64);
TEXT_KIND(size);
TEXT_KIND(uuid);
TEXT_KIND(mac);
TEXT_KIND(cpuset);
TEXT_KIND(codec);

/* life.c */
#define LIFE_KIND(k)                                                \
    void k##_free(const struct fld *f, void *m);                    \
    void k##_copy(const struct fld *f, void *to, const void *from); \
    bool k##_equal(const struct fld *f, const void *a, const void *b)
LIFE_KIND(str);
LIFE_KIND(strs);
LIFE_KIND(sub);
LIFE_KIND(ptr);
LIFE_KIND(list);
LIFE_KIND(codec);
LIFE_KIND(bytes);
LIFE_KIND(nums);
LIFE_KIND(typed);
LIFE_KIND(handle);
LIFE_KIND(handles);
bool opt32_equal(const struct fld *f, const void *a, const void *b);
bool opt64_equal(const struct fld *f, const void *a, const void *b);
bool mac_equal(const struct fld *f, const void *a, const void *b);

/* ---- shapes: records compiled for reading, shape.c ---- */
struct shape;
struct step { /* one row, or the rows below one inner path element, under one name */
    const char *name;
    const struct fld *f; /* NULL: an inner element of a path */
    struct shape *sub;   /* of a SUB, PTR, LIST, or the inner element */
    struct shape **arms; /* of a UNION, in the order of of.arms */
};
struct steps {
    struct step *v;
    unsigned n;
};
struct shape {
    const struct rec *rec; /* NULL: an inner element */
    struct steps attrs, kids;
    struct steps text; /* rows for this element's text */
    struct steps here; /* "." SUBs and UNIONs */
    struct steps required;
    struct steps aside; /* the first row of each struct kept aside */
    bool repeats;       /* has a list below: the element may come again */
};
const struct shape *shape_of(const struct rec *r);
/* The first step of that name, and in *n how many have it.  */
const struct step *steps_find(const struct steps *s, const char *name, unsigned *n);

/* ---- XML ---- */
const char *ns_prefix(const char *uri); /* of a namespace whose rows the tables know, or NULL */
const char *ns_nth(unsigned i);         /* the prefixes, one after the other; NULL: no more */
const char *ns_uri(const char *prefix, size_t len);
/* "devices/disk[2]/target" of a node, without its root's name; "" for the root.  */
char *node_path(const xmlNode *node, bool with_root);
/* The node's name as rows spell it: "name", "qemu:commandline"; NULL: of a foreign namespace. `buf` is for it.  */
const char *node_name(const xmlNode *node, char *buf, size_t n);

int note_unknown(struct rec_in *in, const xmlNode *node, const char *attr, const char *const *known, size_t n);
void note_duplicate(struct rec_in *in, const xmlNode *node);

/* What prints, flattened: xml-format.c; present() is shared with documentation and tests.  */
bool row_applies(const struct fld *f, unsigned how);
bool row_present(const struct fld *f, const void *obj, unsigned how);
