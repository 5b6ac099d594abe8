/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh maxvcpus: connection vcpu maximum. */
#include "virsh/common/common.h"

struct args {
    const char *type;
};

static const struct opt opts[] = {
    OPT_STR(type, "type", 0, "domain type"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    int n = virConnectGetMaxVcpus(sh->conn, a->type);

    if (n < 0)
        return false;
    virsh_print(sh, "%d\n", n);
    return true;
}

COMMAND(maxvcpus, "maxvcpus", "connection vcpu maximum",
        "Show maximum number of virtual CPUs for guests on this connection.");
