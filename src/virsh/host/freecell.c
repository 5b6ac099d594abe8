/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh freecell: NUMA free memory. */
#include "virsh/common/common.h"

struct args {
    struct num_int cellno;
    bool all;
};

static const struct opt opts[] = {
    OPT_INT(cellno, "cellno", 0, "NUMA cell number"),
    OPT_BOOL(all, "all", "show free memory for all NUMA cells"),
    OPT_END,
};

static bool show_all(struct virsh *sh)
{
    auto_xdoc x = {0};
    unsigned long long total = 0;
    unsigned n = 0;
    char *caps = virConnectGetCapabilities(sh->conn);

    if (!caps) {
        virsh_error(sh, "unable to get node capabilities");
        return false;
    }
    bool ok = xdoc_parse(sh, &x, caps);
    free(caps);
    if (!ok)
        return false;
    g_autofree xmlNodePtr *cells = xdoc_nodes(&x, NULL, "/capabilities/host/topology/cells/cell", &n);
    if (!n) {
        virsh_error(sh, "could not get information about NUMA topology");
        return false;
    }
    for (unsigned i = 0; i < n; i++) {
        g_autofree char *id = xdoc_text(&x, cells[i], "./@id");
        int cell = id ? atoi(id) : 0;
        unsigned long long bytes;
        if (virNodeGetCellsFreeMemory(sh->conn, &bytes, cell, 1) != 1) {
            virsh_error(sh, "failed to get free memory for NUMA node number: %d", cell);
            return false;
        }
        virsh_print(sh, "%5d: %10llu KiB\n", cell, bytes / 1024);
        total += bytes / 1024;
    }
    virsh_extra(sh, "--------------------\n%5s: %10llu KiB\n", "Total", total);
    return true;
}

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned long long bytes;

    if (a->all)
        return show_all(sh);
    if (a->cellno.set) {
        if (virNodeGetCellsFreeMemory(sh->conn, &bytes, a->cellno.v, 1) != 1)
            return false;
        virsh_print(sh, "%d: %llu KiB\n", a->cellno.v, bytes / 1024);
        return true;
    }
    if (!(bytes = virNodeGetFreeMemory(sh->conn)))
        return false;
    virsh_print(sh, "%s: %llu KiB\n", "Total", bytes / 1024);
    return true;
}

COMMAND(freecell, "freecell", "NUMA free memory", "display available free memory for the NUMA cell.",
        .excl = EXCL({"all", "cellno"}));
