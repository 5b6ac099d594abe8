/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* redirdev.h: <redirdev>, <redirfilter>, <smartcard>.  */
#pragma once

#include "model/domain/chardev.h"

struct redirdev {
    unsigned bus; /* 1 usb */
    struct chardev_source src;
    struct device_info info;
};
struct usbdev_filter {
    char *class, *vendor, *product, *version; /* as printed: "0x08", "-1"; NULL: any */
    unsigned allow;                           /* TRI yes/no */
};
struct redirfilter {
    REC_LIST(struct usbdev_filter) usbdevs;
};
extern const struct names redirdev_bus_names;
extern const struct rec redirdev_rec, redirfilter_rec;

enum smartcard_mode { SMARTCARD_NONE, SMARTCARD_HOST, SMARTCARD_HOST_CERTIFICATES, SMARTCARD_PASSTHROUGH };
extern const struct names smartcard_mode_names;
struct smartcard {
    unsigned mode;
    struct chardev_source src; /* passthrough */
    SCALARS(char *) certificates;
    char *database;
    struct device_info info;
};
extern const struct rec smartcard_rec;
