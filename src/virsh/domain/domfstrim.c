/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domfstrim: Invoke fstrim on domain's mounted filesystems. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    struct num_ull minimum;
    const char *mountpoint;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_ULL(minimum, "minimum", 0, "Just a hint to ignore contiguous free ranges smaller than this (Bytes)"),
    OPT_STR(mountpoint, "mountpoint", 0, "which mount point to trim"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return outcome(sh, virDomainFSTrim(a->dom, a->mountpoint, a->minimum.v, 0), NULL, "Unable to invoke fstrim", "");
}

COMMAND(domfstrim, "domfstrim", "Invoke fstrim on domain's mounted filesystems.",
        "Invoke fstrim on domain's mounted filesystems.");
