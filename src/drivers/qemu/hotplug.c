/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hotplug.c: devices that come and go while a guest runs. */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/emit.h"
#include "drivers/qemu/guest.h"

void device_gone(struct run *r, const char *alias)
{
    EMIT(r->guest, VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED, domain_device_removed_event, .dev_alias = g_strdup(alias));
}
