/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domblkerror: Show errors on block devices. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    static const char *const names[] = {"no error", "unspecified error", "no space"};
    int count = virDomainGetDiskErrors(a->dom, NULL, 0, 0);

    if (count < 0)
        return false;
    g_autofree virDomainDiskErrorPtr disks = g_new0(virDomainDiskError, count + 1);
    if (count)
        count = virDomainGetDiskErrors(a->dom, disks, (unsigned) count, 0);
    if (count < 0)
        return false;
    if (count == 0)
        virsh_print(sh, "No errors found\n");
    for (int i = 0; i < count; i++) {
        virsh_print(sh, "%s: %s\n", disks[i].disk, NAME_OF(names, disks[i].error));
        free(disks[i].disk);
    }
    return true;
}

COMMAND(domblkerror, "domblkerror", "Show errors on block devices", "Show block device errors");
