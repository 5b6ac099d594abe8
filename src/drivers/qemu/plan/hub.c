/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hub.c: USB hubs.  */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/plan/build.h"

static const struct prop hub_props[] = {
    ROWS(struct hub, info, id_props),
    ROWS(struct hub, info, place_props),
    {0},
};

int plan_hub(struct build *b, const struct hub *h)
{
    return plan_device_add(b, "usb-hub", hub_props, h) ? 0 : -1;
}
