/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh pool-capabilities: storage pool capabilities. */
#include "virsh/common/common.h"

struct args {
    char none;
};

static const struct opt opts[] = {
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    char *xml = virConnectGetStoragePoolCapabilities(sh->conn, 0);

    (void) a;
    if (!xml) {
        virsh_error(sh, "failed to get storage pool capabilities");
        return false;
    }
    virsh_print(sh, "%s\n", xml);
    free(xml);
    return true;
}

COMMAND(pool_capabilities, "pool-capabilities", "storage pool capabilities",
        "Returns capabilities of storage pool support.");
