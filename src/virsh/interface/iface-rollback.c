/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh iface-rollback: rollback to previous saved configuration created via iface-begin. */
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
    return outcome(sh, virInterfaceChangeRollback(sh->conn, 0), "Network config change transaction rolled back\n",
                   "Failed to rollback network config change transaction", "");
}

COMMAND(iface_rollback, "iface-rollback", "rollback to previous saved configuration created via iface-begin",
        "rollback to previous restore point");
