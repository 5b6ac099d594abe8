/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What many commands share: outcome lines, flags, sizes, files, XML in and out. */
#pragma once

#include <libxml/tree.h>
#include <libxml/xpath.h>

#include "virsh/vsh/table.h"
#include "virsh/vsh/virsh.h"

/* Says OK_FMT (dropped by --quiet; with its newline) when rc is 0 or more, else FAIL_FMT (without); both take
 * WHAT. NULL says nothing. */
bool outcome(struct virsh *sh, int rc, const char *ok_fmt, const char *fail_fmt, const char *what);

/* VIR_DOMAIN_AFFECT_* (equal in all APIs that take it) from --config, --live, --current. */
unsigned affect(bool config, bool live, bool current);
#define AFFECT(a) affect((a)->config, (a)->live, (a)->current)
/* The same for the commands that also know --persistent. */
unsigned affect_device(virDomainPtr dom, bool persistent, bool config, bool live);
/* True when one of them was given, and the ...Flags form of the API must be called. */
#define AFFECT_ASKED(a) ((a)->config || (a)->live || (a)->current)

/* Flag bits of the options that are set: rows end with bit 0. */
struct flag_row {
    bool on;
    unsigned bit;
};
unsigned flags_of(const struct flag_row *rows);
#define FLAGS(...) flags_of((const struct flag_row[]){__VA_ARGS__, {false, 0}})

/* "1G", "512", "3 MiB" to bytes; SCALE is the unit of a bare number. False after an error line. */
bool size_parse(struct virsh *sh, const char *opt, const char *text, unsigned long long scale, unsigned long long max,
                unsigned long long *bytes);
/* The same without a word. */
bool size_read(const char *text, unsigned long long scale, unsigned long long max, unsigned long long *bytes);
/* 1536 -> 1.5 with unit KiB */
double size_pretty(unsigned long long bytes, const char **unit);

/* Prints XML, or what an XPath expression finds in it. */
bool xml_show(struct virsh *sh, char *xml, const char *xpath, bool wrap);

/* A parsed document with a context that stands on its root. */
struct xdoc {
    xmlDocPtr doc;
    xmlXPathContextPtr ctx;
};
bool xdoc_parse(struct virsh *sh, struct xdoc *x, const char *xml);
bool xdoc_domain(struct virsh *sh, struct xdoc *x, virDomainPtr dom, unsigned flags);
void xdoc_done(struct xdoc *x);
#define auto_xdoc __attribute__((cleanup(xdoc_done))) struct xdoc
/* Nodes, NULL-terminated, g_free; text NULL when absent, g_free; AT NULL is the root. */
xmlNodePtr *xdoc_nodes(struct xdoc *x, xmlNodePtr at, const char *path, unsigned *n);
char *xdoc_text(struct xdoc *x, xmlNodePtr at, const char *path);
/* The node serialised as the library would print it. */
char *xdoc_node_xml(struct xdoc *x, xmlNodePtr node);

/* XML written from a table of paths: rows whose value is NULL are left out. Attributes are `@name`,
 * `a/b/@c` makes a and b when they are not there; a value without @ is text; "" makes an empty element. */
struct xml_row {
    const char *path;
    const char *value;
};
char *xml_build(const char *root, const struct xml_row *rows);
xmlDocPtr xml_tree(const char *root, const struct xml_row *rows);
xmlNodePtr xml_put(xmlNodePtr root, const char *path, const char *value);
char *xml_format(xmlNodePtr root);
/* The same with an end tag for a root that is empty. */
char *xml_format_open(xmlNodePtr root);

/* Typed parameters. */
char *param_text(const virTypedParameter *p);
struct param_row {
    const char *field;
    int type;
    const char *text; /* NULL: not given */
};

/* An edit session over the document that LOAD gives and SAVE takes. */
struct edit {
    const char *name;
    const char *unchanged_fmt, *edited_fmt; /* take the name */
    char *(*load)(struct virsh *sh, void *arg);
    bool (*save)(struct virsh *sh, void *arg, const char *xml, bool relaxed);
    void *arg;
    bool may_relax;   /* offers to save without validation */
    bool relaxed;     /* saves without validation from the start */
    bool always_save; /* even when the text is the same: the flags of the save differ */
};
bool edit_run(struct virsh *sh, const struct edit *e);
/* TEXT after the user's editor; NULL after an error line. *changed tells. */
char *edit_text(struct virsh *sh, const char *text, bool *changed);

/* "1,3-5" style lists of processors; parsing NULL after an error line. */
char *cpumap_text(const unsigned char *map, int len, int ncpus);
unsigned char *cpumap_parse(struct virsh *sh, const char *text, int ncpus, int *len);
int host_cpus(struct virsh *sh);

const char *domain_state_name(int state);
const char *domain_reason_name(int state, int reason);
const char *const *names_of(const char *set);
#define NAME_OF(table, i) ((i) >= 0 && (size_t) (i) < G_N_ELEMENTS(table) && (table)[i] ? (table)[i] : "unknown")
/* Index of TEXT in a table of names, -1 when it is none of them. */
int name_index(const char *const *table, size_t n, const char *text);
#define INDEX_OF(table, text) name_index(table, G_N_ELEMENTS(table), text)

char *time_text(long long seconds); /* local time with zone */
char *stamp_text(void);             /* now, with milliseconds and offset, for event lines */
