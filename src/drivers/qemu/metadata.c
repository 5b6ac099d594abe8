/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* metadata.c: see metadata.h. */
#define ERR_FROM VIR_FROM_DOMAIN
#include "drivers/qemu/metadata.h"

#include <glib.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

#include "base/err.h"
#include "rec/rec.h"

static char *node_text(xmlDoc *doc, xmlNode *node)
{
    xmlBuffer *b = xmlBufferCreate();
    xmlNodeDump(b, doc, node, 0, 1);
    char *text = g_strdup((const char *) xmlBufferContent(b));
    xmlBufferFree(b);
    return text;
}

static xmlNode *find(xmlDoc *doc, const char *uri)
{
    for (xmlNode *n = xmlDocGetRootElement(doc)->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && n->ns && g_strcmp0((const char *) n->ns->href, uri) == 0)
            return n;
    return NULL;
}

char *metadata_get(const char *metadata, const char *uri)
{
    xmlDoc *doc = metadata ? rec_read_doc(metadata, strlen(metadata), "metadata") : NULL;
    char *text = NULL;
    if (!doc)
        return NULL;
    xmlNode *n = find(doc, uri);
    if (n) {
        /* as libvirt hands it out: without the prefix, for it is the only one */
        xmlDoc *alone = xmlNewDoc((const xmlChar *) "1.0");
        xmlNode *copy = xmlDocCopyNode(n, alone, 1);
        xmlDocSetRootElement(alone, copy);
        for (xmlNs *ns = copy->nsDef; ns; ns = ns->next)
            if (g_strcmp0((const char *) ns->href, uri) == 0 && ns->prefix && copy->ns == ns) {
                xmlFree((xmlChar *) ns->prefix);
                ns->prefix = NULL;
            }
        text = node_text(alone, copy);
        xmlFreeDoc(alone);
    }
    xmlFreeDoc(doc);
    return text;
}

static void set_namespace(xmlNode *n, xmlNs *ns)
{
    if (n->type == XML_ELEMENT_NODE && !n->ns)
        n->ns = ns;
    for (xmlNode *k = n->children; k; k = k->next)
        if (k->type == XML_ELEMENT_NODE)
            set_namespace(k, ns);
}

bool text_fits_xml(const char *text)
{
    const char *end;
    if (!g_utf8_validate(text, -1, &end))
        return false;
    for (; *text; text++)
        if ((unsigned char) *text < ' ' && !strchr("\t\n\r", *text))
            return false;
    return true;
}

int metadata_set(char **metadata, const char *uri, const char *key, const char *xml)
{
    const char *empty = "<metadata/>", *old = *metadata ? *metadata : empty;
    xmlDoc *doc, *in = NULL;
    /* It becomes part of a tag: a document that cannot be read again would lose the guest.  */
    if (xml && (!key || xmlValidateNCName((const xmlChar *) key, 0) != 0))
        return err(VIR_ERR_INVALID_ARG, "'%s' cannot be the prefix of a namespace", key ? key : ""), -1;
    if (!(doc = rec_read_doc(old, strlen(old), "metadata")))
        return -1;
    xmlNode *was = find(doc, uri);
    if (was) {
        xmlUnlinkNode(was);
        xmlFreeNode(was);
    }
    if (xml) {
        in = rec_read_doc(xml, strlen(xml), NULL);
        if (!in) {
            xmlFreeDoc(doc);
            return -1;
        }
        xmlNode *copy = xmlDocCopyNode(xmlDocGetRootElement(in), doc, 1);
        xmlNs *ns = xmlNewNs(copy, (const xmlChar *) uri, (const xmlChar *) key);
        xmlFreeDoc(in);
        if (!ns) {
            xmlFreeNode(copy);
            xmlFreeDoc(doc);
            return err(VIR_ERR_INTERNAL_ERROR, "failed to create a new XML namespace '%s'", key), -1;
        }
        set_namespace(copy, ns);
        xmlAddChild(xmlDocGetRootElement(doc), copy);
    }
    g_free(*metadata);
    *metadata = xmlDocGetRootElement(doc)->children ? node_text(doc, xmlDocGetRootElement(doc)) : NULL;
    xmlFreeDoc(doc);
    return 0;
}
