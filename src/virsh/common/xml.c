/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading the library's documents and writing new ones through a tree, in the library's own layout. */
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "virsh/common/common.h"

static void quiet(void *ctx, const char *msg, ...)
{
    (void) ctx, (void) msg; /* the caller says what failed */
}

static xmlXPathObjectPtr eval(struct xdoc *x, xmlNodePtr at, const char *path)
{
    x->ctx->node = at ? at : xmlDocGetRootElement(x->doc);
    return xmlXPathEval(BAD_CAST path, x->ctx);
}

static bool parse(struct virsh *sh, struct xdoc *x, const char *xml, int options)
{
    xmlSetGenericErrorFunc(NULL, quiet);
    x->doc = xmlReadMemory(xml, (int) strlen(xml), "(document)", NULL, XML_PARSE_NONET | options);
    x->ctx = x->doc ? xmlXPathNewContext(x->doc) : NULL;
    if (x->ctx) {
        x->ctx->node = xmlDocGetRootElement(x->doc);
        return true;
    }
    virsh_error(sh, "couldn't parse the XML document");
    xdoc_done(x);
    return false;
}

bool xdoc_parse(struct virsh *sh, struct xdoc *x, const char *xml)
{
    return parse(sh, x, xml, 0);
}

bool xdoc_domain(struct virsh *sh, struct xdoc *x, virDomainPtr dom, unsigned flags)
{
    char *xml = virDomainGetXMLDesc(dom, flags);

    x->doc = NULL;
    x->ctx = NULL;
    if (!xml) {
        virsh_error(sh, "Failed to get domain description xml");
        return false;
    }
    bool ok = xdoc_parse(sh, x, xml);
    free(xml);
    return ok;
}

void xdoc_done(struct xdoc *x)
{
    xmlXPathFreeContext(x->ctx);
    xmlFreeDoc(x->doc);
    x->ctx = NULL;
    x->doc = NULL;
}

xmlNodePtr *xdoc_nodes(struct xdoc *x, xmlNodePtr at, const char *path, unsigned *n)
{
    xmlXPathObjectPtr found = eval(x, at, path);
    unsigned count = found && found->nodesetval ? (unsigned) found->nodesetval->nodeNr : 0;
    xmlNodePtr *nodes = g_new0(xmlNodePtr, count + 1);

    for (unsigned i = 0; i < count; i++)
        nodes[i] = found->nodesetval->nodeTab[i];
    if (n)
        *n = count;
    xmlXPathFreeObject(found);
    return nodes;
}

char *xdoc_text(struct xdoc *x, xmlNodePtr at, const char *path)
{
    g_autofree xmlNodePtr *nodes = xdoc_nodes(x, at, path, NULL);

    if (!nodes[0])
        return NULL;
    xmlChar *text = xmlNodeGetContent(nodes[0]);
    char *copy = text && *text ? g_strdup((char *) text) : NULL;
    xmlFree(text);
    return copy;
}

char *xdoc_node_xml(struct xdoc *x, xmlNodePtr node)
{
    xmlBufferPtr buf = xmlBufferCreate();
    char *text = NULL;

    if (xmlNodeDump(buf, x->doc, node, 0, 1) >= 0)
        text = g_strdup((const char *) xmlBufferContent(buf));
    xmlBufferFree(buf);
    return text;
}

static bool node_show(struct virsh *sh, struct xdoc *x, xmlNodePtr node)
{
    g_autofree char *text = xdoc_node_xml(x, node);

    if (text)
        virsh_print(sh, "%s\n", text);
    return text != NULL;
}

static bool show_found(struct virsh *sh, struct xdoc *x, xmlNodeSetPtr found, bool wrap)
{
    int n = found ? found->nodeNr : 0;
    bool ok = true;

    if (!wrap) {
        for (int i = 0; i < n && ok; i++)
            ok = node_show(sh, x, found->nodeTab[i]);
        return ok;
    }
    xmlNodePtr root = xmlNewDocNode(x->doc, NULL, BAD_CAST "nodes", NULL);
    for (int i = 0; i < n; i++)
        xmlAddChild(root, xmlDocCopyNode(found->nodeTab[i], x->doc, 1));
    ok = node_show(sh, x, root);
    xmlFreeNode(root);
    return ok;
}

static bool show_xpath(struct virsh *sh, struct xdoc *x, const char *xpath, bool wrap)
{
    xmlSetGenericErrorFunc(NULL, NULL); /* the user sees what is wrong with the expression */
    xmlXPathObjectPtr found = eval(x, NULL, xpath);
    bool ok = !found || found->type == XPATH_NODESET;

    if (found && !ok)
        virsh_error(sh, "internal error: Incorrect xpath '%s'", xpath);
    if (found && ok)
        ok = show_found(sh, x, found->nodesetval, wrap);
    xmlXPathFreeObject(found);
    return ok;
}

bool xml_show(struct virsh *sh, char *xml, const char *xpath, bool wrap)
{
    auto_xdoc x = {0};
    bool ok = xml != NULL;

    if (ok && !xpath)
        virsh_print(sh, "%s", xml);
    else if (ok)
        ok = parse(sh, &x, xml, XML_PARSE_NOBLANKS) && show_xpath(sh, &x, xpath, wrap);
    free(xml);
    return ok;
}

static xmlNodePtr child_get(xmlNodePtr parent, const char *name)
{
    for (xmlNodePtr c = parent->children; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE && strcmp((const char *) c->name, name) == 0)
            return c;
    return xmlNewChild(parent, NULL, BAD_CAST name, NULL);
}

/* The path's last step: an attribute, or an element whose text is the value. */
xmlNodePtr xml_put(xmlNodePtr root, const char *path, const char *value)
{
    g_auto(GStrv) steps = g_strsplit(path, "/", -1);
    xmlNodePtr at = root;

    for (char **s = steps; *s; s++) {
        if (**s == '@') {
            xmlNewProp(at, BAD_CAST(*s + 1), BAD_CAST value);
            return at;
        }
        at = child_get(at, *s);
    }
    if (*value)
        xmlNodeAddContent(at, BAD_CAST value);
    return at;
}

xmlDocPtr xml_tree(const char *root, const struct xml_row *rows)
{
    xmlDocPtr doc = xmlNewDoc(BAD_CAST "1.0");
    xmlNodePtr top = xmlNewDocNode(doc, NULL, BAD_CAST root, NULL);

    xmlDocSetRootElement(doc, top);
    for (; rows->path; rows++)
        if (rows->value)
            xml_put(top, rows->path, rows->value);
    return doc;
}

static void put_escaped(GString *out, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '<':
            g_string_append(out, "&lt;");
            break;
        case '>':
            g_string_append(out, "&gt;");
            break;
        case '&':
            g_string_append(out, "&amp;");
            break;
        case '\'':
            g_string_append(out, "&apos;");
            break;
        case '"':
            g_string_append(out, "&quot;");
            break;
        default:
            g_string_append_c(out, *text);
        }
}

static void put_node(GString *out, xmlNodePtr node, int depth)
{
    bool elements = false;

    g_string_append_printf(out, "%*s<%s", depth * 2, "", node->name);
    for (xmlAttrPtr a = node->properties; a; a = a->next) {
        xmlChar *value = xmlNodeGetContent((xmlNodePtr) a);
        g_string_append_printf(out, " %s='", a->name);
        put_escaped(out, (const char *) value);
        g_string_append_c(out, '\'');
        xmlFree(value);
    }
    if (!node->children) {
        g_string_append(out, "/>\n");
        return;
    }
    g_string_append_c(out, '>');
    for (xmlNodePtr c = node->children; c; c = c->next) {
        if (c->type != XML_ELEMENT_NODE) {
            put_escaped(out, (const char *) c->content);
            continue;
        }
        if (!elements)
            g_string_append_c(out, '\n');
        elements = true;
        put_node(out, c, depth + 1);
    }
    g_string_append_printf(out, "%*s</%s>\n", elements ? depth * 2 : 0, "", node->name);
}

char *xml_format(xmlNodePtr root)
{
    GString *out = g_string_new(NULL);

    put_node(out, root, 0);
    return g_string_free(out, FALSE);
}

char *xml_format_open(xmlNodePtr root)
{
    if (root->children)
        return xml_format(root);
    return g_strdup_printf("<%s>\n</%s>\n", root->name, root->name);
}

char *xml_build(const char *root, const struct xml_row *rows)
{
    xmlDocPtr doc = xml_tree(root, rows);
    char *text = xml_format(xmlDocGetRootElement(doc));

    xmlFreeDoc(doc);
    return text;
}
