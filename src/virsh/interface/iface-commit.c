/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh iface-commit: commit changes made since iface-begin and free restore point. */
#include "virsh/common/common.h"

struct args {
    char none;
};

static const struct opt opts[] = {
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    (void) a;
    return outcome(sh, virInterfaceChangeCommit(sh->conn, 0), "Network config change transaction committed\n",
                   "Failed to commit network config change transaction", "");
}

COMMAND(iface_commit, "iface-commit", "commit changes made since iface-begin and free restore point",
        "commit changes and free restore point");
