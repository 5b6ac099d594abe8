/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh sysinfo: print the hypervisor sysinfo. */
#include "virsh/common/common.h"

struct args {
    char none;
};

static const struct opt opts[] = {
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    char *xml = virConnectGetSysinfo(sh->conn, 0);

    (void) a;
    if (!xml) {
        virsh_error(sh, "failed to get sysinfo");
        return false;
    }
    virsh_print(sh, "%s", xml);
    free(xml);
    return true;
}

COMMAND(sysinfo, "sysinfo", "print the hypervisor sysinfo",
        "output an XML string for the hypervisor sysinfo, if available");
