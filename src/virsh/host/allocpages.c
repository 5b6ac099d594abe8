/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh allocpages: Manipulate pages pool size. */
#include "virsh/common/common.h"

struct args {
    const char *pagesize;
    struct num_ull pagecount;
    struct num_int cellno;
    bool add, all;
};

static const struct opt opts[] = {
    OPT_STR(pagesize, "pagesize", REQ | NUMBER, "page size (in kibibytes)"),
    OPT_ULL(pagecount, "pagecount", REQ, "page count"),
    OPT_INT(cellno, "cellno", 0, "NUMA cell number"),
    OPT_BOOL(add, "add", "instead of setting new pool size add pages to it"),
    OPT_BOOL(all, "all", "set on all NUMA cells"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned long long bytes, counts[1] = {a->pagecount.v};
    unsigned sizes[1];
    int first = a->cellno.set ? a->cellno.v : -1;
    unsigned cells = 1, flags = a->add ? VIR_NODE_ALLOC_PAGES_ADD : VIR_NODE_ALLOC_PAGES_SET;

    if (a->cellno.set && a->cellno.v < -1) {
        virsh_error(sh, "cell number must be non-negative integer or -1");
        return false;
    }
    if (!size_parse(sh, "pagesize", a->pagesize, 1024, (unsigned long long) G_MAXUINT * 1024, &bytes))
        return false;
    sizes[0] = (unsigned) (bytes / 1024);
    if (a->all) {
        auto_xdoc x = {0};
        char *caps = virConnectGetCapabilities(sh->conn);
        bool ok = caps && xdoc_parse(sh, &x, caps);
        free(caps);
        if (!ok) {
            virsh_error(sh, "unable to get node capabilities");
            return false;
        }
        g_autofree xmlNodePtr *nodes = xdoc_nodes(&x, NULL, "/capabilities/host/topology/cells/cell", &cells);
        first = 0;
    }
    return virNodeAllocPages(sh->conn, 1, sizes, counts, first, cells, flags) >= 0;
}

COMMAND(allocpages, "allocpages", "Manipulate pages pool size",
        "Allocate or free some pages in the pool for NUMA cell.", .excl = EXCL({"all", "cellno"}));
