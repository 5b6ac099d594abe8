/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh freepages: NUMA free pages. */
#include "virsh/common/common.h"

struct args {
    struct num_int cellno;
    const char *pagesize;
    bool all;
};

static const struct opt opts[] = {
    OPT_INT(cellno, "cellno", 0, "NUMA cell number"),
    OPT_STR(pagesize, "pagesize", NUMBER, "page size (in kibibytes)"),
    OPT_BOOL(all, "all", "show free pages for all NUMA cells"),
    OPT_END,
};

static bool show_sizes(struct virsh *sh, int cell, unsigned *kib, unsigned n)
{
    g_autofree unsigned long long *counts = g_new0(unsigned long long, n + 1);

    if (virNodeGetFreePages(sh->conn, n, kib, cell, 1, counts, 0) < 0)
        return false;
    for (unsigned i = 0; i < n; i++)
        virsh_print(sh, "%uKiB: %lld\n", kib[i], (long long) counts[i]);
    return true;
}

/* Every size that the cell has, or the one that was asked for. */
static bool show_all(struct virsh *sh, unsigned kib)
{
    auto_xdoc x = {0};
    unsigned n = 0;
    char *caps = virConnectGetCapabilities(sh->conn);
    bool ok = caps && xdoc_parse(sh, &x, caps);

    free(caps);
    if (!ok) {
        virsh_error(sh, "unable to get node capabilities");
        return false;
    }
    g_autofree xmlNodePtr *cells = xdoc_nodes(&x, NULL, "/capabilities/host/topology/cells/cell", &n);
    g_autofree xmlNodePtr *sizes = xdoc_nodes(&x, NULL, "/capabilities/host/cpu/pages", NULL);
    unsigned nsizes = 0;
    g_autofree unsigned *all = NULL;
    for (xmlNodePtr *p = sizes; *p; p++)
        nsizes++;
    all = g_new0(unsigned, nsizes + 1);
    for (unsigned i = 0; i < nsizes; i++) {
        g_autofree char *size = xdoc_text(&x, sizes[i], "./@size");
        all[i] = size ? (unsigned) strtoul(size, NULL, 10) : 0;
    }
    for (unsigned i = 0; i < n; i++) {
        g_autofree char *id = xdoc_text(&x, cells[i], "./@id");
        virsh_print(sh, "Node %s:\n", id ? id : "0");
        if (!show_sizes(sh, id ? atoi(id) : 0, kib ? &kib : all, kib ? 1 : nsizes))
            return false;
        virsh_print(sh, "\n");
    }
    return true;
}

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned long long bytes = 0;

    if (a->pagesize && !size_parse(sh, "pagesize", a->pagesize, 1024, (unsigned long long) G_MAXUINT * 1024, &bytes))
        return false;
    if (a->all)
        return show_all(sh, (unsigned) (bytes / 1024));
    if (!a->cellno.set) {
        virsh_error(sh, "missing cellno argument");
        return false;
    }
    if (a->cellno.v < -1) {
        virsh_error(sh, "cell number must be non-negative integer or -1");
        return false;
    }
    if (!a->pagesize) {
        virsh_error(sh, "missing pagesize argument");
        return false;
    }
    unsigned kib = (unsigned) (bytes / 1024);
    return show_sizes(sh, a->cellno.v, &kib, 1);
}

COMMAND(freepages, "freepages", "NUMA free pages", "display available free pages for the NUMA cell.",
        .excl = EXCL({"all", "cellno"}));
