/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domfsthaw: Thaw domain's mounted filesystems. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char **mountpoint;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_ARGV(mountpoint, "mountpoint", 0, "mountpoint path to be thawed"),
    OPT_END,
};

static int thaw(const struct args *a)
{
    unsigned n = 0;

    while (a->mountpoint[n])
        n++;
    return virDomainFSThaw(a->dom, n ? a->mountpoint : NULL, n, 0);
}

static bool run(struct virsh *sh, const struct args *a)
{
    int n = thaw(a);

    if (n < 0) {
        virsh_error(sh, "Unable to thaw filesystems");
        return false;
    }
    virsh_extra(sh, "Thawed %d filesystem(s)\n", n);
    return true;
}

COMMAND(domfsthaw, "domfsthaw", "Thaw domain's mounted filesystems.", "Thaw domain's mounted filesystems.");
