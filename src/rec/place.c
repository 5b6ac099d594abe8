/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* place.c: where in a document something is: names with known prefixes, paths, and errors that say it. */
#include "rec/engine.h"

#include <stdarg.h>
#include <string.h>

/* Namespaces whose elements the tables name, with the prefix that they use for them.  */
static const struct {
    const char *prefix, *uri;
} namespaces[] = {
    {"qemu", "http://libvirt.org/schemas/domain/qemu/1.0"},
    {"lxc", "http://libvirt.org/schemas/domain/lxc/1.0"},
    {"xen", "http://libvirt.org/schemas/domain/xen/1.0"},
    {"bhyve", "http://libvirt.org/schemas/domain/bhyve/1.0"},
    {"dnsmasq", "http://libvirt.org/schemas/network/dnsmasq/1.0"},
    {"fs", "http://libvirt.org/schemas/storagepool/fs/1.0"},
    {"rbd", "http://libvirt.org/schemas/storagepool/rbd/1.0"},
};

const char *ns_prefix(const char *uri)
{
    for (size_t i = 0; i < G_N_ELEMENTS(namespaces); i++)
        if (strcmp(namespaces[i].uri, uri) == 0)
            return namespaces[i].prefix;
    return NULL;
}

const char *ns_nth(unsigned i)
{
    return i < G_N_ELEMENTS(namespaces) ? namespaces[i].prefix : NULL;
}

const char *ns_uri(const char *prefix, size_t len)
{
    for (size_t i = 0; i < G_N_ELEMENTS(namespaces); i++)
        if (strncmp(namespaces[i].prefix, prefix, len) == 0 && !namespaces[i].prefix[len])
            return namespaces[i].uri;
    return NULL;
}

const char *node_name(const xmlNode *node, char *buf, size_t n)
{
    const char *prefix;

    if (!node->ns)
        return (const char *) node->name;
    prefix = node->ns->href ? ns_prefix((const char *) node->ns->href) : NULL;
    if (!prefix)
        return NULL;
    if ((size_t) g_snprintf(buf, (gulong) n, "%s:%s", prefix, node->name) >= n)
        return NULL;
    return buf;
}

static bool same_name(const xmlNode *a, const xmlNode *b)
{
    return a->type == XML_ELEMENT_NODE && xmlStrEqual(a->name, b->name);
}

/* 1-based place among the siblings of the same name; 0: there is only one.  */
static unsigned ordinal(const xmlNode *node)
{
    unsigned n = 1;
    bool others = false;

    for (const xmlNode *s = node->prev; s; s = s->prev)
        if (same_name(s, node)) {
            n++;
            others = true;
        }
    for (const xmlNode *s = node->next; s && !others; s = s->next)
        others = same_name(s, node);
    return others ? n : 0;
}

static void path_append(GString *out, const xmlNode *node, bool with_root)
{
    unsigned n;

    if (!node || node->type != XML_ELEMENT_NODE)
        return;
    if (!node->parent || node->parent->type != XML_ELEMENT_NODE) {
        if (with_root)
            g_string_append(out, (const char *) node->name);
        return;
    }
    path_append(out, node->parent, with_root);
    if (out->len > 0)
        g_string_append_c(out, '/');
    if (node->ns && node->ns->prefix)
        g_string_append_printf(out, "%s:", node->ns->prefix);
    g_string_append(out, (const char *) node->name);
    if ((n = ordinal(node)) > 0)
        g_string_append_printf(out, "[%u]", n);
}

char *node_path(const xmlNode *node, bool with_root)
{
    GString *out = g_string_new(NULL);

    path_append(out, node, with_root);
    return g_string_free(out, FALSE);
}

/* What of a row's path lies below the element being read: the attribute, or nothing.  */
static const char *attr_of(const struct fld *f)
{
    return f && f->path ? strchr(f->path, '@') : NULL;
}

static void object_path(GString *out, const struct rec_in *in)
{
    if (!in)
        return;
    object_path(out, in->parent);
    if (!in->fld || !in->fld->path || strcmp(in->fld->path, ".") == 0)
        return;
    if (out->len > 0)
        g_string_append_c(out, '/');
    g_string_append(out, in->fld->path);
    if (in->index > 0)
        g_string_append_printf(out, "[%u]", in->index);
}

/* "line 12: devices/disk[2]/target/@bus: ", or the path alone when there is no document.  */
static void place_append(GString *out, const struct rec_in *in)
{
    const char *attr;
    g_autofree char *path = NULL;

    if (!in)
        return;
    if (!in->node) {
        object_path(out, in);
        if (out->len > 0)
            g_string_append(out, ": ");
        return;
    }
    g_string_append_printf(out, "line %ld: ", xmlGetLineNo((xmlNode *) in->node));
    path = node_path(in->node, false);
    g_string_append(out, *path ? path : (const char *) in->node->name);
    if ((attr = attr_of(in->fld)))
        g_string_append_printf(out, "/%s", attr);
    g_string_append(out, ": ");
}

int row_code(const struct fld *f, int code)
{
    if (!f || code != VIR_ERR_XML_ERROR)
        return code;
    return f->flags & SAYS_UNSUPPORTED ? VIR_ERR_CONFIG_UNSUPPORTED
           : f->flags & SAYS_INTERNAL  ? VIR_ERR_INTERNAL_ERROR
                                       : code;
}

int rec_bad(const struct rec_in *in, int code, const char *fmt, ...)
{
    g_autoptr(GString) text = g_string_new(NULL);
    va_list args;

    place_append(text, in);
    va_start(args, fmt);
    g_string_append_vprintf(text, fmt, args);
    va_end(args);
    err(row_code(in ? in->fld : NULL, code), "%s", text->str);
    return -1;
}
