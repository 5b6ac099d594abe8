/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh uri: print the hypervisor canonical URI. */
#include "virsh/common/common.h"

struct args {
    char none;
};

static const struct opt opts[] = {
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    char *uri = virConnectGetURI(sh->conn);

    (void) a;
    if (!uri) {
        virsh_error(sh, "failed to get URI");
        return false;
    }
    virsh_print(sh, "%s\n", uri);
    free(uri);
    return true;
}

COMMAND(uri, "uri", "print the hypervisor canonical URI", "");
