/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domfsinfo: Get information of domain's mounted filesystems. */
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
    virDomainFSInfoPtr *info = NULL;
    int n = virDomainGetFSInfo(a->dom, &info, 0);

    if (n < 0) {
        virsh_error(sh, "Unable to get filesystem information");
        return false;
    }
    if (n == 0)
        virsh_error(sh, "No filesystems are mounted in the domain");
    auto_table t = table_new("Mountpoint", "Name", "Type", "Target", NULL);
    for (int i = 0; i < n; i++) {
        g_autoptr(GString) targets = g_string_new(NULL);
        for (size_t j = 0; j < info[i]->ndevAlias; j++)
            g_string_append_printf(targets, "%s%s", j ? "," : "", info[i]->devAlias[j]);
        table_row(t, info[i]->mountpoint, info[i]->name, info[i]->fstype, targets->str, NULL);
        virDomainFSInfoFree(info[i]);
    }
    if (n)
        table_print(t, sh);
    free(info);
    return n > 0;
}

COMMAND(domfsinfo, "domfsinfo", "Get information of domain's mounted filesystems.",
        "Get information of domain's mounted filesystems.");
