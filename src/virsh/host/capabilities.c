/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh capabilities: capabilities. */
#include "virsh/common/common.h"

struct args {
    char none;
};

static const struct opt opts[] = {
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    char *xml = virConnectGetCapabilities(sh->conn);

    (void) a;
    if (!xml) {
        virsh_error(sh, "failed to get capabilities");
        return false;
    }
    virsh_print(sh, "%s\n", xml);
    free(xml);
    return true;
}

COMMAND(capabilities, "capabilities", "capabilities", "Returns capabilities of hypervisor/driver.");
