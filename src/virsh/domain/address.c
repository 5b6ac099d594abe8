/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See address.h. */
#include <string.h>

#include "virsh/domain/address.h"

enum { PARTS = 4 };

struct part {
    const char *attribute;
    const char *format;
};

static const struct {
    const char *prefix, *type;
    unsigned n;
    struct part parts[PARTS];
} forms[] = {
    {"pci", "pci", 4, {{"@domain", "0x%04x"}, {"@bus", "0x%02x"}, {"@slot", "0x%02x"}, {"@function", "0x%x"}}},
    {"ccw", "ccw", 3, {{"@cssid", "0x%02x"}, {"@ssid", "0x%x"}, {"@devno", "0x%04x"}}},
    {"scsi", "drive", 3, {{"@controller", "%u"}, {"@bus", "%u"}, {"@unit", "%u"}}},
    {"ide", "drive", 3, {{"@controller", "%u"}, {"@bus", "%u"}, {"@unit", "%u"}}},
    {"sata", "drive", 3, {{"@controller", "%u"}, {"@bus", "%u"}, {"@unit", "%u"}}},
    {"usb", "usb", 2, {{"@bus", "%u"}, {"@port", "%u"}}},
};

/* Which forms the name of a target goes with. */
static const struct {
    const char *target, *forms, *message;
} wanted[] = {
    {"vd", "pci ccw", "expecting a pci:0000.00.00.00 or ccw:00.0.0000 address."},
    {"sd", "scsi usb sata", "expecting a scsi:00.00.00 or usb:00.00 or sata:00.00.00 address."},
    {"hd", "ide", "expecting an ide:00.00.00 address."},
};

/* NULL when the form goes with the target. */
static const char *refusal(unsigned form, const char *target)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(wanted); i++)
        if (g_str_has_prefix(target, wanted[i].target))
            return strstr(wanted[i].forms, forms[form].prefix) ? NULL : wanted[i].message;
    return NULL;
}

/* Numbers are hexadecimal on PCI and CCW, decimal elsewhere. */
static bool numbers(const char *text, bool hex, unsigned n, unsigned *v)
{
    g_auto(GStrv) words = g_strsplit(text, ".", -1);

    if (g_strv_length(words) != n)
        return false;
    for (unsigned i = 0; i < n; i++) {
        guint64 value;
        const char *word = hex && g_str_has_prefix(words[i], "0x") ? words[i] + 2 : words[i];
        if (!g_ascii_string_to_unsigned(word, hex ? 16 : 10, 0, G_MAXUINT, &value, NULL))
            return false;
        v[i] = (unsigned) value;
    }
    return true;
}

static void form_put(xmlNodePtr disk, unsigned f, const unsigned *v, bool multifunction)
{
    xmlNodePtr node = xmlNewChild(disk, NULL, BAD_CAST "address", NULL);

    xml_put(node, "@type", forms[f].type);
    for (unsigned i = 0; i < forms[f].n; i++) {
        g_autofree char *text = g_strdup_printf(forms[f].parts[i].format, v[i]);
        xml_put(node, forms[f].parts[i].attribute, text);
    }
    if (multifunction && strcmp(forms[f].type, "pci") == 0)
        xml_put(node, "@multifunction", "on");
}

bool address_put(struct virsh *sh, xmlNodePtr disk, const char *text, const char *target, bool multifunction)
{
    const char *colon = strchr(text, ':');
    size_t len = colon ? (size_t) (colon - text) : 0;
    unsigned v[PARTS];

    for (unsigned f = 0; colon && f < G_N_ELEMENTS(forms); f++) {
        if (strlen(forms[f].prefix) != len || strncmp(text, forms[f].prefix, len) != 0)
            continue;
        if (!numbers(colon + 1, forms[f].parts[0].format[0] == '0', forms[f].n, v))
            break;
        const char *no = refusal(f, target);
        if (no)
            virsh_error(sh, "%s", no);
        else
            form_put(disk, f, v, multifunction);
        return !no;
    }
    virsh_error(sh, "Invalid address.");
    return false;
}
