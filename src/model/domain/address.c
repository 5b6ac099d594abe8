/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* address.c: guest addresses and the children that every device has.  */
#include "model/domain/address.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "model/domain/table.h"

NAMES(address_type_names, "address type", [ADDRESS_PCI] = "pci", [ADDRESS_DRIVE] = "drive",
      [ADDRESS_VIRTIO_SERIAL] = "virtio-serial", [ADDRESS_CCID] = "ccid", [ADDRESS_USB] = "usb",
      [ADDRESS_SPAPR_VIO] = "spapr-vio", [ADDRESS_CCW] = "ccw", [ADDRESS_VIRTIO_MMIO] = "virtio-mmio",
      [ADDRESS_ISA] = "isa", [ADDRESS_DIMM] = "dimm", [ADDRESS_UNASSIGNED] = "unassigned");
NAMES(virtio_model_names, "virtio model", [VIRTIO_MODEL_VIRTIO] = "virtio",
      [VIRTIO_MODEL_TRANSITIONAL] = "virtio-transitional", [VIRTIO_MODEL_NON_TRANSITIONAL] = "virtio-non-transitional");

/* ---- numbers ---- */

static int number_parse(const char *text, uint64_t max, uint64_t *ret, struct rec_in *in)
{
    char *end;
    uint64_t v;

    errno = 0;
    v = strtoull(text, &end, 0);
    if (errno || end == text || *end || v > max || strchr(text, '-'))
        return rec_bad(in, VIR_ERR_XML_ERROR, "'%s' is not a number from 0 to %" PRIu64, text, max);
    *ret = v;
    return 0;
}

static int u32_parse(void *member, const char *text, struct rec_in *in)
{
    uint64_t v;

    if (number_parse(text, UINT32_MAX, &v, in) < 0)
        return -1;
    *(uint32_t *) member = (uint32_t) v;
    return 0;
}

static int u64_parse(void *member, const char *text, struct rec_in *in)
{
    return number_parse(text, UINT64_MAX, member, in);
}

static int int_parse(void *member, const char *text, struct rec_in *in)
{
    char *end;
    long v = strtol(text, &end, 10);

    if (end == text || *end || v < INT32_MIN || v > INT32_MAX)
        return rec_bad(in, VIR_ERR_XML_ERROR, "'%s' is not a number", text);
    *(int32_t *) member = (int32_t) v;
    return 0;
}

static bool u32_equal(const void *a, const void *b)
{
    return *(const uint32_t *) a == *(const uint32_t *) b;
}

static bool u64_equal(const void *a, const void *b)
{
    return *(const uint64_t *) a == *(const uint64_t *) b;
}

static void u32_copy(void *to, const void *from)
{
    memcpy(to, from, sizeof(uint32_t));
}

static void u64_copy(void *to, const void *from)
{
    memcpy(to, from, sizeof(uint64_t));
}

static void hex_append(GString *out, uint32_t v, int width)
{
    static const char digits[] = "0123456789abcdef";
    char text[11];
    int n = width;

    while (n < 8 && v >> (4 * n))
        n++;
    text[0] = '0';
    text[1] = 'x';
    for (int i = 0; i < n; i++)
        text[2 + i] = digits[v >> (4 * (n - 1 - i)) & 15];
    g_string_append_len(out, text, 2 + n);
}

static bool hex4_format(const void *m, GString *out)
{
    hex_append(out, *(const uint32_t *) m, 4);
    return true;
}

static bool hex2_format(const void *m, GString *out)
{
    hex_append(out, *(const uint32_t *) m, 2);
    return true;
}

static bool hex1_format(const void *m, GString *out)
{
    hex_append(out, *(const uint32_t *) m, 1);
    return true;
}

static bool nz32_format(const void *m, GString *out)
{
    uint32_t v = *(const uint32_t *) m;

    if (v)
        g_string_append_printf(out, "%" PRIu32, v);
    return v != 0;
}

static bool nz64_format(const void *m, GString *out)
{
    uint64_t v = *(const uint64_t *) m;

    if (v)
        g_string_append_printf(out, "%" PRIu64, v);
    return v != 0;
}

static bool nzint_format(const void *m, GString *out)
{
    int32_t v = *(const int32_t *) m;

    if (v)
        g_string_append_printf(out, "%" PRId32, v);
    return v != 0;
}

#define U32 .parse = u32_parse, .copy = u32_copy, .equal = u32_equal
#define HEX_RNG "<data type=\"string\"><param name=\"pattern\">(0x)?[0-9a-fA-F]+</param></data>"
const struct codec hex4_codec = {"hex4", U32, .format = hex4_format, .rng = HEX_RNG};
const struct codec hex2_codec = {"hex2", U32, .format = hex2_format, .rng = HEX_RNG};
const struct codec hex1_codec = {"hex1", U32, .format = hex1_format, .rng = HEX_RNG};
const struct codec nz32_codec = {"nz32", U32, .format = nz32_format, .rng = "<data type=\"unsignedInt\"/>"};
const struct codec nz64_codec = {"nz64",           u64_parse,          nz64_format,
                                 .copy = u64_copy, .equal = u64_equal, .rng = "<data type=\"unsignedLong\"/>"};
const struct codec nzint_codec = {"nzint",          int_parse,          nzint_format,
                                  .copy = u32_copy, .equal = u32_equal, .rng = "<data type=\"int\"/>"};

/* ---- addresses ---- */

#define F(K, PATH, M, ...) FLD(struct pci_address, K, PATH, M, .flags = GUEST_ABI | ALWAYS, __VA_ARGS__)
static const struct fld pci_flds[] = {
    F(CODEC, "@domain", domain, CODEC(hex4_codec)),
    F(CODEC, "@bus", bus, CODEC(hex2_codec)),
    F(CODEC, "@slot", slot, CODEC(hex2_codec)),
    F(CODEC, "@function", function, CODEC(hex1_codec)),
    FLD(struct pci_address, TRI, "@multifunction", multifunction, ONOFF, .flags = GUEST_ABI),
    FLD(struct pci_address, HEX, "zpci/@uid", zpci_uid, .of.width = 4, .flags = GUEST_ABI),
    FLD(struct pci_address, HEX, "zpci/@fid", zpci_fid, .of.width = 8, .flags = GUEST_ABI),
    {0},
};
static int pci_check(const void *obj, struct rec_in *in)
{
    const struct pci_address *a = obj;

    if (a->domain > 0xffff)
        return rec_bad(in, VIR_ERR_XML_ERROR, "Invalid PCI address domain='0x%x', must be <= 0xFFFF", a->domain);
    if (a->bus > 0xff)
        return rec_bad(in, VIR_ERR_XML_ERROR, "Invalid PCI address bus='0x%x', must be <= 0xFF", a->bus);
    if (a->slot > 0x1f)
        return rec_bad(in, VIR_ERR_XML_ERROR, "Invalid PCI address slot='0x%x', must be <= 0x1F", a->slot);
    if (a->function > 7)
        return rec_bad(in, VIR_ERR_XML_ERROR, "Invalid PCI address function=0x%x, must be <= 7", a->function);
    return 0;
}
const struct rec pci_address_rec = {"address", sizeof(struct pci_address), pci_flds, .check = pci_check};
#undef F

#define F(K, PATH, M, ...) FLD(struct drive_address, K, PATH, M, .flags = GUEST_ABI, __VA_ARGS__)
static const struct fld drive_flds[] = {
    F(UINT, "@controller", controller), F(UINT, "@bus", bus), F(UINT, "@target", target), F(UINT, "@unit", unit), {0},
};
static const struct rec drive_rec = {"address", sizeof(struct drive_address), drive_flds};
#undef F

#define F(K, PATH, M, ...) FLD(struct vserial_address, K, PATH, M, .flags = GUEST_ABI, __VA_ARGS__)
static const struct fld vserial_flds[] = {
    F(UINT, "@controller", controller),
    F(UINT, "@bus", bus),
    F(UINT, "@port", port),
    {0},
};
static const struct rec vserial_rec = {"address", sizeof(struct vserial_address), vserial_flds};
#undef F

#define F(K, PATH, M, ...) FLD(struct ccid_address, K, PATH, M, .flags = GUEST_ABI, __VA_ARGS__)
static const struct fld ccid_flds[] = {
    F(UINT, "@controller", controller),
    F(UINT, "@slot", slot),
    {0},
};
static const struct rec ccid_rec = {"address", sizeof(struct ccid_address), ccid_flds};
#undef F

#define F(K, PATH, M, ...) FLD(struct usb_address, K, PATH, M, .flags = GUEST_ABI, __VA_ARGS__)
static const struct fld usb_flds[] = {
    F(UINT, "@bus", bus),
    F(STR, "@port", port),
    {0},
};
/* "1", "1.2.3": at most four numbers */
static int usb_check(const void *obj, struct rec_in *in)
{
    const struct usb_address *a = obj;
    g_auto(GStrv) parts = NULL;

    if (!a->port)
        return 0;
    parts = g_strsplit(a->port, ".", -1);
    if (g_strv_length(parts) < 1 || g_strv_length(parts) > 4)
        return rec_bad(in, VIR_ERR_INTERNAL_ERROR, "Cannot parse <address> 'port' attribute");
    for (char **p = parts; *p; p++)
        if (!**p || strlen(*p) > 3 || strspn(*p, "0123456789") != strlen(*p))
            return rec_bad(in, VIR_ERR_INTERNAL_ERROR, "Cannot parse <address> 'port' attribute");
    return 0;
}
static const struct rec usb_rec = {"address", sizeof(struct usb_address), usb_flds, .check = usb_check};
#undef F

#define F(K, PATH, M, ...) FLD(struct spaprvio_address, K, PATH, M, .flags = GUEST_ABI, __VA_ARGS__)
static const struct fld spaprvio_flds[] = {
    F(HEX64, "@reg", reg, .of.width = 8),
    {0},
};
static const struct rec spaprvio_rec = {"address", sizeof(struct spaprvio_address), spaprvio_flds};
#undef F

#define F(K, PATH, M, ...) FLD(struct ccw_address, K, PATH, M, .flags = GUEST_ABI, __VA_ARGS__)
static const struct fld ccw_flds[] = {
    F(HEX, "@cssid", cssid, .of.width = 1),
    F(HEX, "@ssid", ssid, .of.width = 1),
    F(HEX, "@devno", devno, .of.width = 4),
    {0},
};
static const struct rec ccw_rec = {"address", sizeof(struct ccw_address), ccw_flds};
#undef F

#define F(K, PATH, M, ...) FLD(struct isa_address, K, PATH, M, .flags = GUEST_ABI, __VA_ARGS__)
static const struct fld isa_flds[] = {
    F(HEX, "@iobase", iobase, .of.width = 1),
    F(HEX, "@irq", irq, .of.width = 1),
    {0},
};
static const struct rec isa_rec = {"address", sizeof(struct isa_address), isa_flds};
#undef F

#define F(K, PATH, M, ...) FLD(struct dimm_address, K, PATH, M, .flags = GUEST_ABI, __VA_ARGS__)
static const struct fld dimm_flds[] = {
    F(OPT32, "@slot", slot),
    F(HEX64, "@base", base, .of.width = 1),
    {0},
};
static const struct rec dimm_rec = {"address", sizeof(struct dimm_address), dimm_flds};
#undef F

static const struct arm address_arms[] = {
    {ADDRESS_PCI, &pci_address_rec},
    {ADDRESS_DRIVE, &drive_rec},
    {ADDRESS_VIRTIO_SERIAL, &vserial_rec},
    {ADDRESS_CCID, &ccid_rec},
    {ADDRESS_USB, &usb_rec},
    {ADDRESS_SPAPR_VIO, &spaprvio_rec},
    {ADDRESS_CCW, &ccw_rec},
    {ADDRESS_ISA, &isa_rec},
    {ADDRESS_DIMM, &dimm_rec},
    {0},
};

#define F(K, PATH, M, ...) FLD(struct device_address, K, PATH, M, .flags = GUEST_ABI, __VA_ARGS__)
static const struct fld address_flds[] = {
    FLD(struct device_address, ENUM, "@type", type, NAMED(address_type_names), .flags = SAYS_UNSUPPORTED | GUEST_ABI),
    F(UNION, ".", pci, ARMS(address_arms, struct device_address, type)),
    {0},
};
#undef F
const struct rec device_address_rec = {"address", sizeof(struct device_address), address_flds};

bool device_address_is_empty(const struct device_address *a)
{
    if (a->type == ADDRESS_PCI)
        return !a->pci.domain && !a->pci.bus && !a->pci.slot && !a->pci.function;
    return a->type == ADDRESS_NONE;
}

/* ---- what every device has ---- */

#define UA "ua-"
static int alias_defaults(void *obj, struct rec_in *in)
{
    struct device_alias *a = obj;
    static const char ok[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

    if (!in || !(in->how & REC_INACTIVE) || !a->name)
        return 0;
    /* libvirt forgets what is not a user's alias or is not well spelt */
    if (!g_str_has_prefix(a->name, UA) || strspn(a->name, ok) != strlen(a->name))
        g_clear_pointer(&a->name, g_free);
    return 0;
}
static bool alias_shown(const void *obj, unsigned how)
{
    const struct device_alias *a = obj;

    return a->name && (!(how & REC_INACTIVE) || g_str_has_prefix(a->name, UA));
}
static const struct fld alias_flds[] = {
    FLD(struct device_alias, STR, "@name", name),
    {0},
};
static const struct rec alias_rec = {"alias", sizeof(struct device_alias), alias_flds, .defaults = alias_defaults,
                                     .shown = alias_shown};

#define F(K, PATH, M, ...) FLD(struct device_info, K, PATH, M, __VA_ARGS__)
#define M(K, PATH, M, ...) FLD_ASIDE(struct device_info, K, PATH, more, M, __VA_ARGS__)
static const struct fld info_flds[] = {
    M(OPT32, "boot/@order", boot_order, .min = 1, .doc = "position in the boot order"),
    M(STR, "boot/@loadparm", loadparm),
    F(SUB, "alias", alias, RECORD(alias_rec), .doc = "name of the device; a user's begins with ua-"),
    M(OPT32, "master/@startport", usb_startport, .flags = GUEST_ABI),
    M(TRI, "rom/@enabled", rom_enabled, YESNO),
    M(TRI, "rom/@bar", rom_bar, ONOFF, .flags = GUEST_ABI),
    M(STR, "rom/@file", rom_file),
    M(OPT32, "acpi/@index", acpi_index, .flags = GUEST_ABI),
    F(SUB, "address", address, RECORD(device_address_rec), .doc = "where the guest sees the device"),
    {0},
};
#undef F
#undef M
const struct rec device_info_rec = {"device", sizeof(struct device_info), info_flds};

#define F(PATH, M) FLD(struct virtio_options, TRI, PATH, M, ONOFF, .flags = GUEST_ABI)
static const struct fld virtio_flds[] = {
    F("@iommu", iommu), F("@ats", ats), F("@packed", packed), F("@page_per_vq", page_per_vq), {0},
};
#undef F
const struct rec virtio_options_rec = {"driver", sizeof(struct virtio_options), virtio_flds};
