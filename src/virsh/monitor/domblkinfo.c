/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domblkinfo: domain block device size information. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *device;
    bool human, all;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(device, "device", 0, "block device"),
    OPT_BOOL(human, "human", "Human readable output"),
    OPT_BOOL(all, "all", "display all block devices info"),
    OPT_END,
};

static char *amount(const struct args *a, unsigned long long bytes)
{
    const char *unit;

    if (!a->human)
        return g_strdup_printf("%llu", bytes);
    double v = size_pretty(bytes, &unit);
    return g_strdup_printf("%.3f %s", v, unit);
}

/* A disk without a medium, or on a network that is not there, has no sizes: not an error of the list. */
static bool add_disk(struct virsh *sh, const struct args *a, struct table *t, struct xdoc *x, xmlNodePtr disk)
{
    g_autofree char *type = xdoc_text(x, disk, "./@type");
    g_autofree char *target = xdoc_text(x, disk, "./target/@dev");
    g_autofree char *protocol = xdoc_text(x, disk, "./source/@protocol");
    g_autofree char *source = xdoc_text(x, disk, "./source");
    virDomainBlockInfo info;

    (void) source;
    if (!target)
        return true;
    g_autofree xmlNodePtr *has = xdoc_nodes(x, disk, "./source", NULL);
    if (!has[0] || virDomainGetBlockInfo(a->dom, target, &info, 0) < 0) {
        bool network = type && strcmp(type, "network") == 0 && virsh_last_code(sh) == VIR_ERR_INTERNAL_ERROR;
        if (has[0] && !network && virsh_last_code(sh) != VIR_ERR_INVALID_ARG)
            return false;
        virsh_forget(sh);
        table_row(t, target, "-", "-", "-", NULL);
        return true;
    }
    g_autofree char *cap = amount(a, info.capacity), *alloc = amount(a, info.allocation),
                    *phys = amount(a, info.physical);
    table_row(t, target, cap, alloc, phys, NULL);
    return true;
}

static bool show_all(struct virsh *sh, const struct args *a)
{
    auto_xdoc x = {0};

    if (!xdoc_domain(sh, &x, a->dom, 0))
        return false;
    auto_table t = table_new("Target", "Capacity", "Allocation", "Physical", NULL);
    g_autofree xmlNodePtr *disks = xdoc_nodes(&x, NULL, "./devices/disk", NULL);
    for (xmlNodePtr *d = disks; *d; d++)
        if (!add_disk(sh, a, t, &x, *d))
            return false;
    table_print(t, sh);
    return true;
}

static bool run(struct virsh *sh, const struct args *a)
{
    virDomainBlockInfo info;

    if (a->all)
        return show_all(sh, a);
    if (!a->device) {
        virsh_error(sh, "command 'domblkinfo' requires <device> option");
        return false;
    }
    if (virDomainGetBlockInfo(a->dom, a->device, &info, 0) < 0)
        return false;
    g_autofree char *cap = amount(a, info.capacity), *alloc = amount(a, info.allocation),
                    *phys = amount(a, info.physical);
    virsh_print(sh, "%-15s %s\n%-15s %s\n%-15s %s\n", "Capacity:", cap, "Allocation:", alloc, "Physical:", phys);
    return true;
}

COMMAND(domblkinfo, "domblkinfo", "domain block device size information", "Get block device size info for a domain.",
        .excl = EXCL({"all", "device"}));
