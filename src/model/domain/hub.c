/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hub.c: the rows of <hub>.  */
#include "model/domain/hub.h"

#include "model/domain/table.h"

NAMES(hub_type_names, "hub device type", [HUB_USB] = "usb");

static const struct fld hub_flds[] = {
    FLD(struct hub, ENUM, "@type", type, NAMED(hub_type_names), .flags = SAYS_UNSUPPORTED | REQUIRED | GUEST_ABI),
    FLD(struct hub, SUB, ".", info, RECORD(device_info_rec)),
    {0},
};
const struct rec hub_rec = {"hub", sizeof(struct hub), hub_flds};
