/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domfsfreeze: Freeze domain's mounted filesystems. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char **mountpoint;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_ARGV(mountpoint, "mountpoint", 0, "mountpoint path to be frozen"),
    OPT_END,
};

static int freeze(const struct args *a)
{
    unsigned n = 0;

    while (a->mountpoint[n])
        n++;
    return virDomainFSFreeze(a->dom, n ? a->mountpoint : NULL, n, 0);
}

static bool run(struct virsh *sh, const struct args *a)
{
    int n = freeze(a);

    if (n < 0) {
        virsh_error(sh, "Unable to freeze filesystems");
        return false;
    }
    virsh_extra(sh, "Froze %d filesystem(s)\n", n);
    return true;
}

COMMAND(domfsfreeze, "domfsfreeze", "Freeze domain's mounted filesystems.", "Freeze domain's mounted filesystems.");
