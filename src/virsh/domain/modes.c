/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See modes.h. The bits of shutdown and reboot are the same. */
#include "virsh/domain/modes.h"
#include "virsh/common/common.h"

static const char *const names[] = {"acpi", "agent", "initctl", "signal", "paravirt"};
static const unsigned bits[] = {VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN, VIR_DOMAIN_SHUTDOWN_GUEST_AGENT,
                                VIR_DOMAIN_SHUTDOWN_INITCTL, VIR_DOMAIN_SHUTDOWN_SIGNAL, VIR_DOMAIN_SHUTDOWN_PARAVIRT};

bool modes_parse(struct virsh *sh, const char *text, unsigned *flags)
{
    g_auto(GStrv) words = g_strsplit(text, ",", -1);

    for (char **w = words; *w; w++) {
        int i = INDEX_OF(names, *w);
        if (i < 0) {
            virsh_error(sh, "Unknown mode %s value, expecting 'acpi', 'agent', 'initctl', 'signal', or 'paravirt'", *w);
            return false;
        }
        *flags |= bits[i];
    }
    return true;
}
