/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fill-metadata.c: of the metadata, one element per namespace counts; those without a namespace do not.  */
#include "model/domain/fill.h"

#include <libxml/parser.h>
#include <string.h>

static bool seen_before(const xmlNode *node)
{
    for (const xmlNode *p = node->prev; p; p = p->prev)
        if (p->type == XML_ELEMENT_NODE && p->ns && xmlStrEqual(p->ns->href, node->ns->href))
            return true;
    return false;
}

static bool drop(xmlNode *root)
{
    bool dropped = false;

    for (xmlNode *next, *node = root->children; node; node = next) {
        next = node->next;
        if (node->type != XML_ELEMENT_NODE || (node->ns && !seen_before(node)))
            continue;
        if (node->prev && xmlIsBlankNode(node->prev)) {
            xmlNode *blank = node->prev;
            xmlUnlinkNode(blank);
            xmlFreeNode(blank);
        }
        xmlUnlinkNode(node);
        xmlFreeNode(node);
        dropped = true;
    }
    return dropped;
}

int fill_metadata(struct domain_def *def, const struct domain_facts *facts)
{
    xmlDoc *doc;
    xmlBuffer *b;

    if (!def->metadata)
        return 0;
    doc = xmlReadMemory(def->metadata, (int) strlen(def->metadata), NULL, NULL,
                        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (doc && drop(xmlDocGetRootElement(doc))) {
        b = xmlBufferCreate();
        xmlNodeDump(b, doc, xmlDocGetRootElement(doc), 0, 0);
        g_free(def->metadata);
        def->metadata = xmlDocGetRootElement(doc)->children
                            ? g_strndup((const char *) xmlBufferContent(b), (gsize) xmlBufferLength(b))
                            : NULL;
        xmlBufferFree(b);
    }
    xmlFreeDoc(doc);
    return 0;
}
