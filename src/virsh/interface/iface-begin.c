/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh iface-begin: create a snapshot of current interfaces settings, which can be later committed (iface-commit) or
 * restored (iface-rollback). */
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
    return outcome(sh, virInterfaceChangeBegin(sh->conn, 0), "Network config change transaction started\n",
                   "Failed to begin network config change transaction", "");
}

COMMAND(iface_begin, "iface-begin",
        "create a snapshot of current interfaces settings, which can be later committed (iface-commit) or restored "
        "(iface-rollback)",
        "Create a restore point for interfaces settings");
