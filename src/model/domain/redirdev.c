/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* redirdev.c: the rows of <redirdev>, <redirfilter>, <smartcard>.  */
#include "model/domain/redirdev.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "model/domain/table.h"

NAMES(redirdev_bus_names, "redirdev bus", NULL, "usb");
NAMES(smartcard_mode_names, "smartcard mode", [SMARTCARD_HOST] = "host",
      [SMARTCARD_HOST_CERTIFICATES] = "host-certificates", [SMARTCARD_PASSTHROUGH] = "passthrough");

static const struct fld redirdev_flds[] = {
    FLD(struct redirdev, ENUM, "@bus", bus, NAMED(redirdev_bus_names), .flags = GUEST_ABI),
    FLD(struct redirdev, ENUM, "@type", src.type, NAMED(chardev_type_names), .flags = REQUIRED),
    FLD(struct redirdev, SUB, ".", src, RECORD(chardev_source_rec)),
    FLD(struct redirdev, SUB, ".", info, RECORD(device_info_rec)),
    {0},
};
static int redirdev_defaults(void *obj, struct rec_in *in)
{
    ((struct redirdev *) obj)->bus = 1;
    return 0;
}
const struct rec redirdev_rec = {"redirdev", sizeof(struct redirdev), redirdev_flds, .defaults = redirdev_defaults};

#define F(K, PATH, M, ...) FLD(struct usbdev_filter, K, PATH, M, __VA_ARGS__)
static const struct fld usbdev_flds[] = {
    F(STR, "@class", class),
    F(STR, "@vendor", vendor),
    F(STR, "@product", product),
    F(STR, "@version", version),
    F(TRI, "@allow", allow, YESNO, .flags = REQUIRED),
    {0},
};
#undef F
static int hex_upper(char **text, int width, unsigned max, struct rec_in *in)
{
    char *end;
    unsigned long v;

    if (!*text)
        return 0;
    if (strcmp(*text, "-1") == 0) { /* any */
        g_clear_pointer(text, g_free);
        return 0;
    }
    v = strtoul(*text, &end, 16);
    if (end == *text || *end || v > max)
        return rec_bad(in, VIR_ERR_INTERNAL_ERROR, "cannot parse '%s': a number from 0x0 to 0x%x", *text, max);
    g_free(*text);
    *text = g_strdup_printf("0x%0*lX", width, v);
    return 0;
}
static int usbdev_defaults(void *obj, struct rec_in *in)
{
    struct usbdev_filter *f = obj;

    return hex_upper(&f->class, 2, 0xff, in) < 0 || hex_upper(&f->vendor, 4, 0xffff, in) < 0 ||
                   hex_upper(&f->product, 4, 0xffff, in) < 0
               ? -1
               : 0;
}
static const struct rec usbdev_rec = {"usbdev", sizeof(struct usbdev_filter), usbdev_flds, .defaults = usbdev_defaults};
static const struct fld redirfilter_flds[] = {
    FLD(struct redirfilter, LIST, "usbdev", usbdevs, RECORD(usbdev_rec)),
    {0},
};
const struct rec redirfilter_rec = {"redirfilter", sizeof(struct redirfilter), redirfilter_flds};

#define F(K, PATH, M, ...) FLD(struct smartcard, K, PATH, M, __VA_ARGS__)
static const struct fld smartcard_flds[] = {
    F(ENUM, "@mode", mode, NAMED(smartcard_mode_names), .flags = REQUIRED | GUEST_ABI),
    F(ENUM, "@type", src.type, NAMED(chardev_type_names)),
    F(SUB, ".", src, RECORD(chardev_source_rec)),
    F(STRS, "certificate", certificates, .max = 3),
    F(STR, "database", database),
    F(SUB, ".", info, RECORD(device_info_rec)),
    {0},
};
#undef F
const struct rec smartcard_rec = {"smartcard", sizeof(struct smartcard), smartcard_flds};
