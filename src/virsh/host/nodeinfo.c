/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nodeinfo: node information. */
#include "virsh/common/common.h"

struct args {
    char none;
};

static const struct opt opts[] = {
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    virNodeInfo info;

    (void) a;
    if (virNodeGetInfo(sh->conn, &info) < 0) {
        virsh_error(sh, "failed to get node information");
        return false;
    }
    virsh_print(sh, "%-20s %s\n", "CPU model:", info.model);
    virsh_print(sh, "%-20s %d\n", "CPU(s):", info.cpus);
    if (info.mhz)
        virsh_print(sh, "%-20s %d MHz\n", "CPU frequency:", info.mhz);
    virsh_print(sh, "%-20s %d\n", "CPU socket(s):", info.sockets);
    virsh_print(sh, "%-20s %d\n", "Core(s) per socket:", info.cores);
    virsh_print(sh, "%-20s %d\n", "Thread(s) per core:", info.threads);
    virsh_print(sh, "%-20s %d\n", "NUMA cell(s):", info.nodes);
    virsh_print(sh, "%-20s %lu KiB\n", "Memory size:", info.memory);
    return true;
}

COMMAND(nodeinfo, "nodeinfo", "node information", "Returns basic information about the node.");
