/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * xml-read.c: text to a libxml2 document: no network, no entities, bounded size and depth, the first mistake
 * reported as libvirt words it (file:line, the line itself, a caret).
 */
#include "rec/engine.h"

#include <libxml/parser.h>
#include <string.h>

enum { DOC_MAX = 16 << 20 };

/* How libvirt calls the document of a root element, and which part of it complains.  */
static const struct doc_kind {
    const char *root, *name;
    int domain;
} doc_kinds[] = {
    {"domain", "domain_definition", VIR_FROM_DOMAIN},
    {"network", "network_definition", VIR_FROM_NETWORK},
    {"networkport", "networkport_definition", VIR_FROM_NETWORK},
    {"pool", "storage_pool_definition", VIR_FROM_STORAGE},
    {"volume", "storage_volume_definition", VIR_FROM_STORAGE},
    {"interface", "interface_definition", VIR_FROM_INTERFACE},
    {"device", "node_device_definition", VIR_FROM_NODEDEV},
    {"secret", "definition_of_secret", VIR_FROM_SECRET},
    {"filter", "nwfilter_definition", VIR_FROM_NWFILTER},
    {"filterbinding", "nwfilter_binding_definition", VIR_FROM_NWFILTER},
    {"domainsnapshot", "domain_snapshot", VIR_FROM_DOMAIN_SNAPSHOT},
    {"domaincheckpoint", "domain_checkpoint", VIR_FROM_DOMAIN_CHECKPOINT},
    {"domainbackup", "domain_backup", VIR_FROM_DOMAIN},
    {"cpu", "CPU_definition", VIR_FROM_CPU},
    {NULL, "definition", VIR_FROM_XML},
};

static const struct doc_kind *doc_kind_of(const char *root)
{
    const struct doc_kind *k = doc_kinds;

    while (k->root && g_strcmp0(k->root, root) != 0)
        k++;
    return k;
}

struct reading {
    const struct doc_kind *kind;
    bool failed;
};

static void report(struct reading *r, const char *what, int line, const char *context, int len, int column)
{
    g_autofree char *dashes = g_strnfill((gsize) column, '-');
    g_autofree char *said = g_strchomp(g_strdup(what));

    r->failed = true;
    err_set(r->kind->domain, VIR_ERR_XML_DETAIL, 0, __FILE__, __func__, __LINE__, "(%s):%d: %s\n%.*s\n%s^",
            r->kind->name, line, said, len, context, dashes);
}

/* The line of the document up to which the parser has come, and how far in it.  */
static void report_at(struct reading *r, xmlParserCtxtPtr ctxt, const char *what, int line)
{
    const char *base, *cur, *start, *end;

    if (!ctxt->input || !ctxt->input->base) {
        report(r, what, line, "", 0, 0);
        return;
    }
    base = (const char *) ctxt->input->base;
    cur = (const char *) ctxt->input->cur;
    while (cur > base && (*cur == '\n' || *cur == '\r' || *cur == '\0'))
        cur--;
    for (start = cur; start > base && start[-1] != '\n' && start[-1] != '\r';)
        start--;
    for (end = start; *end && *end != '\n' && *end != '\r';)
        end++;
    cur = (const char *) ctxt->input->cur;
    report(r, what, line, start, (int) (end - start), (int) ((cur < end ? cur : end) - start));
}

static void on_error(void *arg, xmlErrorPtr e)
{
    xmlParserCtxtPtr ctxt = arg;
    struct reading *r = ctxt->_private;

    if (!r->failed && e->level == XML_ERR_FATAL)
        report_at(r, ctxt, e->message ? e->message : "malformed document", e->line);
}

static void on_entity(void *arg, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id,
                      xmlChar *content)
{
    xmlParserCtxtPtr ctxt = arg;
    struct reading *r = ctxt->_private;

    if (!r->failed)
        report_at(r, ctxt, "entity declarations are not accepted", ctxt->input ? ctxt->input->line : 0);
    xmlStopParser(ctxt);
}

static xmlDoc *read_text(struct reading *r, const char *xml, size_t len)
{
    xmlParserCtxtPtr ctxt = xmlNewParserCtxt();
    xmlDoc *doc;

    if (!ctxt)
        g_error("out of memory");
    ctxt->_private = r;
    ctxt->sax->serror = on_error;
    ctxt->sax->entityDecl = on_entity;
    doc = xmlCtxtReadMemory(ctxt, xml, (int) len, r->kind->name, NULL,
                            XML_PARSE_NONET | XML_PARSE_NOBLANKS | XML_PARSE_BIG_LINES | XML_PARSE_COMPACT);
    if (doc && r->failed)
        g_clear_pointer(&doc, xmlFreeDoc);
    xmlFreeParserCtxt(ctxt);
    return doc;
}

static const char *too_bad(const char *xml, size_t len)
{
    if (len > DOC_MAX)
        return "Document is larger than 16 MiB";
    if (memchr(xml, '\0', len))
        return "Document contains a NUL byte";
    return NULL;
}

xmlDoc *rec_read_doc(const char *xml, size_t len, const char *root)
{
    struct reading r = {doc_kind_of(root), false};
    const char *bad = too_bad(xml, len);
    xmlDoc *doc;
    const char *name;

    if (bad || len == 0) {
        report(&r, bad ? bad : "Document is empty", 1, "(null)", bad ? 0 : 6, 0);
        return NULL;
    }
    if (!(doc = read_text(&r, xml, len))) {
        if (!r.failed)
            report(&r, "malformed document", 1, "", 0, 0);
        return NULL;
    }
    name = (const char *) xmlDocGetRootElement(doc)->name;
    if (root && strcmp(name, root) != 0) {
        err(VIR_ERR_XML_ERROR, "expecting root element of '%s', not '%s'", root, name);
        xmlFreeDoc(doc);
        return NULL;
    }
    return doc;
}
