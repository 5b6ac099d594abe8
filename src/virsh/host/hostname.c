/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh hostname: print the hypervisor hostname. */
#include "virsh/common/common.h"

struct args {
    char none;
};

static const struct opt opts[] = {
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    char *name = virConnectGetHostname(sh->conn);

    (void) a;
    if (!name) {
        virsh_error(sh, "failed to get hostname");
        return false;
    }
    virsh_print(sh, "%s\n", name);
    free(name);
    return true;
}

COMMAND(hostname, "hostname", "print the hypervisor hostname", "");
