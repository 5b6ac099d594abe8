/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nodememstats: Prints memory stats of the node. */
#include "virsh/common/common.h"

struct args {
    struct num_int cell;
};

static const struct opt opts[] = {
    OPT_INT(cell, "cell", 0, "prints specified cell statistics only."),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    int n = 0, cell = a->cell.set ? a->cell.v : VIR_NODE_MEMORY_STATS_ALL_CELLS;

    if (virNodeGetMemoryStats(sh->conn, cell, NULL, &n, 0) < 0) {
        virsh_error(sh, "Unable to get number of memory stats");
        return false;
    }
    if (n == 0) {
        virsh_print(sh, "%s\n", "No memory stats available");
        return true;
    }
    g_autofree virNodeMemoryStatsPtr stats = g_new0(virNodeMemoryStats, n);
    if (virNodeGetMemoryStats(sh->conn, cell, stats, &n, 0) < 0) {
        virsh_error(sh, "Unable to get memory stats");
        return false;
    }
    for (int i = 0; i < n; i++)
        virsh_print(sh, "%-7s: %20llu KiB\n", stats[i].field, stats[i].value);
    return true;
}

COMMAND(nodememstats, "nodememstats", "Prints memory stats of the node.",
        "Returns memory stats of the node, in kilobytes.");
