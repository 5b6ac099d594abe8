/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * rec.h: records. One const table of fields describes a struct once; small engines interpret it: XML parse
 * and format (row order is the output order), JSON, XDR, free, copy, difference, validation, RELAX NG,
 * reference pages, random objects. Rules that span fields live in a record's `defaults` and `check`, never
 * in new flags.
 */
#pragma once

#include <glib.h>
#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/names.h"

struct rec;
struct rec_in;

/* Optional scalars, and counted arrays, as members of described structs.  */
struct opt_u32 {
    uint32_t v;
    bool set;
};
struct opt_u64 {
    uint64_t v;
    bool set;
};
struct opt_i64 {
    int64_t v;
    bool set;
};
struct opt_mac {
    uint8_t v[6];
    bool set;
};
#ifndef STRUCT_PARAMS
#define STRUCT_PARAMS
struct params { /* typed parameters; filled with core/params.h */
    struct _virTypedParameter *v;
    int n;
    int max;
};
#endif
struct bytes {
    uint8_t *v;
    size_t n;
};
/* A list of separately allocated records: REC_LIST(struct disk) disks;  An item keeps its address for life.  */
#define REC_LIST(T) \
    struct {        \
        T **v;      \
        size_t n;   \
    }
/* A list of scalars: SCALARS(int32_t) ids;  */
#define SCALARS(T) \
    struct {       \
        T *v;      \
        size_t n;  \
    }
struct rec_list { /* what every REC_LIST looks like to the engines */
    void **v;
    size_t n;
};

/* clang-format off */
enum kind {
    K_END,    /* { 0 } ends a table */
    /* kind      member type       XML                              JSON      XDR                       */
    K_STR,    /* char *            text or attribute; NULL absent   string    string (REQUIRED) or string? */
    K_ENUM,   /* unsigned          word of of.names; 0 absent       string    int                       */
    K_TRI,    /* unsigned          word of of.names (yes/no,on/off) bool      int                       */
    K_FLAG,   /* bool              empty element when true          bool      int 0/1                   */
    K_INT,    /* int32_t           number, always printed           number    int                       */
    K_UINT,   /* uint32_t          number, always printed           number    uint                      */
    K_LONG,   /* int64_t           number, always printed           number    hyper                     */
    K_ULONG,  /* uint64_t          number, always printed           number    uhyper                    */
    K_DOUBLE, /* double            number                           number    double                    */
    K_OPT32,  /* struct opt_u32    number when set                  number    -                         */
    K_OPT64,  /* struct opt_u64    number when set                  number    -                         */
    K_OPTI64, /* struct opt_i64    number when set                  number    -                         */
    K_HEX,    /* struct opt_u32    0x%0*x, of.width digits          number    -                         */
    K_HEX64,  /* struct opt_u64    0x%0*x, of.width digits          number    -                         */
    K_SIZE,   /* uint64_t          number + unit attribute; stored and printed in of.unit bytes; 0 absent  */
    K_UUID,   /* uint8_t[16]       8-4-4-4-12; all zero absent      string    16 bytes                  */
    K_MAC,    /* struct opt_mac    xx:xx:...                        string    -                         */
    K_CPUSET, /* char *            canonical "0-3,^1" ranges        string    -                         */
    K_SUB,    /* struct            child element, or "." this one   object    fields in place           */
    K_PTR,    /* struct *          child element when not NULL      object    optional                  */
    K_LIST,   /* REC_LIST          one child element each           array     counted                   */
    K_STRS,   /* SCALARS(char *)   one child text or attribute each array     counted                   */
    K_UNION,  /* union             arm by the ENUM at tag           object    discriminated             */
    K_RAW,    /* char *            subtree kept verbatim            any       -                         */
    K_CODEC,  /* any               of.codec does it                 of.codec  of.codec                  */
    /* the wire only */
    K_BYTES,  /* struct bytes      -                                base64    opaque<>                  */
    K_INTS,   /* SCALARS(int32_t)  -                                array     int<>                     */
    K_UINTS,  /* SCALARS(uint32_t) */
    K_LONGS,  /* SCALARS(int64_t)  */
    K_ULONGS, /* SCALARS(uint64_t) */
    K_PARAMS, /* struct params     -                                -         typed_param<>             */
    K_HANDLE, /* virXxxPtr         -                                -         the object's name/uuid/id: of.handle */
    K_HANDLES,/* SCALARS(virXxxPtr)                                           counted                   */
    K_LAST
};
/* clang-format on */

enum {                    /* fld.flags */
       REQUIRED = 1 << 0, /* absent input is an error; XDR: a string that is never null */
       SECURE = 1 << 1,   /* printed only with REC_SECURE */
       LIVE = 1 << 2,     /* state of a running object: not printed with REC_INACTIVE, not parsed from a user's inactive
                             document */
       STATUS = 1 << 3,   /* only in the status file (REC_STATUS) */
       GUEST_ABI = 1 << 4, /* the guest can see it: part of the ABI comparison */
       MUTABLE = 1 << 5,   /* may change on a live object (update-device) */
       ALIAS = 1 << 6,     /* accepted, never printed: an old spelling of another row's member */
       ALWAYS = 1 << 7,    /* printed even when zero/empty (an empty element for a SUB) */
       OPTIONAL = 1 << 8,  /* XDR: preceded by a presence word although the member is not a pointer */
       SIGNED_HEX = 1 << 9,
       BRIEF_UNIT = 1 << 10, /* a SIZE prints "M", not "MiB" */
       SAYS_UNSUPPORTED =
           1 << 11, /* a bad or missing value is VIR_ERR_CONFIG_UNSUPPORTED, as libvirt says for older elements */
       SAYS_INTERNAL = 1 << 12, /* the same: VIR_ERR_INTERNAL_ERROR */
};

/* A scalar of its own kind: few, and each with a test.  */
struct codec {
    const char *name;
    int (*parse)(void *member, const char *text, struct rec_in *in);   /* -1: error set through rec_bad() */
    bool (*format)(const void *member, GString *out);                  /* false: absent */
    int (*parse_node)(void *member, xmlNode *node, struct rec_in *in); /* a whole element instead of text */
    void (*format_node)(const void *member, const char *name, GString *out, int indent, unsigned how);
    void (*free)(void *member);
    void (*copy)(void *to, const void *from);
    bool (*equal)(const void *a, const void *b);
    const char *rng; /* RELAX NG pattern text */
};

struct arm {
    unsigned when;
    const struct rec *rec;
};

struct fld {
    const char *
        path; /* XML: "driver/@cache", "target/@dev", "." (text of this element), "vcpu" (text of a child); JSON: key */
    enum kind kind;
    size_t off, size;
    union {
        const struct names *names;
        const struct rec *rec;
        const struct arm *arms; /* ends with { 0, NULL } */
        const struct codec *codec;
        uint64_t unit;
        unsigned width;
        int handle;
    } of;
    size_t tag; /* UNION: offset of the unsigned that picks the arm */
    /* Kept aside: `off` counts in a struct of `aside_size` bytes, whose pointer is at offset aside - 1. 0: in place. */
    size_t aside, aside_size;
    unsigned flags;
    uint64_t min, max; /* numbers: range (max 0: none); strings, bytes, lists: greatest length */
    const char *doc;
};

struct rec {
    const char *name; /* element name */
    size_t size;
    const struct fld *flds;
    /* After the element and all its children were read. `in` gives line and path to rec_bad(); may be NULL.  */
    int (*defaults)(void *obj, struct rec_in *in);
    int (*check)(const void *obj, struct rec_in *in);
    /* false: this object is not printed now (implicit devices, live-only elements).  */
    bool (*shown)(const void *obj, unsigned how);
    const char *doc;
};

/* Rows. A member of the wrong type for its kind does not compile.  */
#define FLD(T, K, PATH, M, ...)                                                                                        \
    {                                                                                                                  \
        .path = PATH, .kind = K_##K, .off = offsetof(T, M), .size = sizeof(((T *) 0)->M) + REC_TYPE_##K(((T *) 0)->M), \
        __VA_ARGS__                                                                                                    \
    }
/* A row whose member is in a struct kept aside, behind the pointer P of T: made when the first of its members is
 * given, freed and copied with T. For what is rarely given in structs of which there are many.  */
#define FLD_ASIDE(T, K, PATH, P, M, ...)                                                              \
    {                                                                                                 \
        .path = PATH, .kind = K_##K, .off = offsetof(typeof(*((T *) 0)->P), M),                       \
        .size = sizeof(((T *) 0)->P->M) + REC_TYPE_##K(((T *) 0)->P->M), .aside = offsetof(T, P) + 1, \
        .aside_size = sizeof(*((T *) 0)->P), __VA_ARGS__                                              \
    }
/* Reading what is kept aside: zeros when there is nothing. Writing: made if need be.  */
enum { REC_ASIDE_MAX = 512 };
extern const uint64_t rec_nothing[REC_ASIDE_MAX / 8];
#define ASIDE(p) ((const typeof(*(p)) *) ((p) ? (const void *) (p) : (const void *) rec_nothing))
#define ASIDE_MAKE(p) ((p) ? (p) : ((p) = g_malloc0(sizeof(*(p)))))
#define REC_TYPE_STR(m) _Generic((m), char * : 0)
#define REC_TYPE_ENUM(m) _Generic((m), unsigned : 0)
#define REC_TYPE_TRI(m) _Generic((m), unsigned : 0)
#define REC_TYPE_FLAG(m) _Generic((m), bool : 0)
#define REC_TYPE_INT(m) _Generic((m), int32_t : 0)
#define REC_TYPE_UINT(m) _Generic((m), uint32_t : 0)
#define REC_TYPE_LONG(m) _Generic((m), int64_t : 0, long long : 0)
#define REC_TYPE_ULONG(m) _Generic((m), uint64_t : 0, unsigned long long : 0)
#define REC_TYPE_DOUBLE(m) _Generic((m), double : 0)
#define REC_TYPE_OPT32(m) _Generic((m), struct opt_u32 : 0)
#define REC_TYPE_OPT64(m) _Generic((m), struct opt_u64 : 0)
#define REC_TYPE_OPTI64(m) _Generic((m), struct opt_i64 : 0)
#define REC_TYPE_HEX(m) _Generic((m), struct opt_u32 : 0)
#define REC_TYPE_HEX64(m) _Generic((m), struct opt_u64 : 0)
#define REC_TYPE_SIZE(m) _Generic((m), uint64_t : 0)
#define REC_TYPE_UUID(m) (0 * sizeof(char[sizeof(m) == 16 ? 1 : -1]))
#define REC_TYPE_MAC(m) _Generic((m), struct opt_mac : 0)
#define REC_TYPE_CPUSET(m) _Generic((m), char * : 0)
#define REC_TYPE_SUB(m) 0
#define REC_TYPE_PTR(m) (0 * sizeof(char[sizeof(m) == sizeof(void *) ? 1 : -1]))
#define REC_TYPE_LIST(m) (0 * sizeof(**(m).v))
#define REC_TYPE_STRS(m) _Generic((m).v, char ** : 0)
#define REC_TYPE_UNION(m) 0
#define REC_TYPE_RAW(m) _Generic((m), char * : 0)
#define REC_TYPE_CODEC(m) 0
#define REC_TYPE_BYTES(m) _Generic((m), struct bytes : 0)
#define REC_TYPE_INTS(m) _Generic((m).v, int32_t * : 0)
#define REC_TYPE_UINTS(m) _Generic((m).v, uint32_t * : 0)
#define REC_TYPE_LONGS(m) _Generic((m).v, int64_t * : 0, long long * : 0)
#define REC_TYPE_ULONGS(m) _Generic((m).v, uint64_t * : 0, unsigned long long * : 0)
#define REC_TYPE_PARAMS(m) _Generic((m), struct params : 0)
#define REC_TYPE_HANDLE(m) (0 * sizeof(char[sizeof(m) == sizeof(void *) ? 1 : -1]))
#define REC_TYPE_HANDLES(m) (0 * sizeof(*(m).v))

/* A row's member of an object, for reading, wherever it is kept.  */
static inline const void *rec_member(const struct fld *f, const void *obj)
{
    if (G_UNLIKELY(f->aside))
        obj = ASIDE(*(const char *const *) (const void *) ((const char *) obj + f->aside - 1));
    return (const char *) obj + f->off;
}

/* ---- life of an object ---- */
void *rec_new(const struct rec *r);                   /* zeroed */
void *rec_copy(const struct rec *r, const void *obj); /* deep */
void rec_free(const struct rec *r, void *obj);        /* contents and the object; NULL is fine */
void rec_done(const struct rec *r, void *obj);        /* contents only; leaves it zeroed */
void rec_list_append(void *list, void *item);         /* to a REC_LIST or SCALARS(char *); takes the item */
void rec_copy_into(const struct rec *r, void *to, const void *from);

/* Path of the first difference among the fields that have all of `want` and none of `skip`
 * ("devices/disk[1]/target/@dev"), newly allocated, or NULL when there is none. With values: *ret_a and *ret_b (may be
 * NULL) get them as text.  */
char *rec_diff(const struct rec *r, const void *a, const void *b, unsigned want, unsigned skip, char **ret_a,
               char **ret_b);

/* ---- XML ---- */
enum { /* how to print and parse */
       REC_INACTIVE = 1 << 0,
       REC_SECURE = 1 << 1,
       REC_STATUS = 1 << 2,
       REC_MIGRATABLE = 1 << 3,
       REC_STRICT = 1 << 4, /* unknown elements and attributes are errors */
};

struct rec_note { /* one unknown element or attribute */
    int line;
    char *path;          /* "domain/devices/disk[2]/@cahce" */
    const char *nearest; /* the known name that it resembles, or NULL */
};
struct rec_notes {
    struct rec_note *v;
    size_t n;
    bool full; /* more were found than are kept (64) */
};
void rec_notes_done(struct rec_notes *notes);

/* Reads a document whose root element is r->name. NULL: the thread error says line, path, value and remedy
 * (VIR_ERR_XML_ERROR; VIR_ERR_XML_DETAIL for what is not well-formed). `notes` may be NULL. `opaque` is at hand to the
 * hooks.  */
void *rec_parse_xml(const struct rec *r, const char *xml, unsigned how, void *opaque, struct rec_notes *notes);
/* The same from a document or a node of one already read.  */
void *rec_parse_doc(const struct rec *r, xmlDoc *doc, unsigned how, void *opaque, struct rec_notes *notes);
int rec_parse_node(const struct rec *r, void *obj, xmlNode *node, unsigned how, void *opaque, struct rec_notes *notes);
/* A bounded, network-less, entity-less reading of a document; NULL with the error set.  */
xmlDoc *rec_read_doc(const char *xml, size_t len, const char *root);

/* Prints the object as <name>; two blanks per level of indent, libvirt's quoting.  */
void rec_format_xml(const struct rec *r, const void *obj, GString *out, int indent, unsigned how);
char *rec_to_xml(const struct rec *r, const void *obj, unsigned how);
void xml_escape(GString *out, const char *text);

/* For hooks: where the record being read stands.  */
struct rec_in {
    const xmlNode *node;
    const struct rec_in *parent;
    const struct fld *fld; /* the row being read, or NULL */
    unsigned how;
    void *opaque;
    struct rec_notes *notes;
    unsigned index; /* without a document: 1-based place in a list; 0: none */
};
/* Sets the thread error: "line 12: devices/disk[2]/target/@dev: " + detail; returns -1.  */
int rec_bad(const struct rec_in *in, int code, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* ---- the rest of the family ---- */
int rec_check(const struct rec *r, const void *obj); /* ranges, required, enums, and every `check` */
void rec_to_rng(const struct rec *r, GString *out);  /* a complete RELAX NG grammar */
void rec_to_docs(const struct rec *r, GString *out); /* reference page, reStructuredText */
void *rec_random(const struct rec *r, GRand *rand,
                 unsigned how); /* an object that parse(format(x)) gives back; NULL: none met the checks */
/* Every row, once, parents first.  */
void rec_walk(const struct rec *r, void (*each)(const struct rec *r, const struct fld *f, void *arg), void *arg);
/* First byte of the struct that no row describes, or -1. Padding after members is known from their alignment.  */
long rec_hole(const struct rec *r);
/* What is wrong with the tables below this record, a line each, newly allocated; NULL when all is well.  */
char *rec_lint(const struct rec *r);
