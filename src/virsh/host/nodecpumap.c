/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nodecpumap: node cpu map. */
#include "virsh/common/common.h"

struct args {
    bool pretty;
};

static const struct opt opts[] = {
    OPT_BOOL(pretty, "pretty", "return human readable output"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned char *map = NULL;
    unsigned online;
    int n = virNodeGetCPUMap(sh->conn, &map, &online, 0);

    if (n < 0) {
        virsh_error(sh, "Unable to get cpu map");
        return false;
    }
    virsh_print(sh, "%-15s %d\n%-15s %d\n%-15s ", "CPUs present:", n, "CPUs online:", online, "CPU map:");
    if (a->pretty) {
        g_autofree char *text = cpumap_text(map, VIR_CPU_MAPLEN(n), n);
        virsh_print(sh, "%s", text);
    } else {
        for (int i = 0; i < n; i++)
            virsh_print(sh, "%c", VIR_CPU_USED(map, i) ? 'y' : '-');
    }
    virsh_print(sh, "\n");
    free(map);
    return true;
}

COMMAND(nodecpumap, "nodecpumap", "node cpu map",
        "Displays the node's total number of CPUs, the number of online CPUs and the list of online CPUs.");
