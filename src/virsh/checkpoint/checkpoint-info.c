/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh checkpoint-info: checkpoint information. */
#include "virsh/common/common.h"
#include "virsh/snapshot/find.h"

struct args {
    virDomainPtr dom;
    const char *checkpointname;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(checkpointname, "checkpointname", 0, "checkpoint name"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_checkpoint chk = checkpoint_find(sh, a->dom, a->checkpointname);
    bool error = false;
    int n;

    if (!chk)
        return false;
    virsh_print(sh, "%-15s %s\n", "Name:", virDomainCheckpointGetName(chk));
    virsh_print(sh, "%-15s %s\n", "Domain:", virDomainGetName(a->dom));
    g_autofree char *parent = checkpoint_parent(sh, chk, &error);
    if (error) {
        virsh_error(sh, "unexpected problem querying checkpoint state");
        return false;
    }
    virsh_print(sh, "%-15s %s\n", "Parent:", parent ? parent : "-");
    if ((n = virDomainCheckpointListAllChildren(chk, NULL, 0)) < 0)
        return false;
    virsh_print(sh, "%-15s %d\n", "Children:", n);
    if ((n = virDomainCheckpointListAllChildren(chk, NULL, VIR_DOMAIN_CHECKPOINT_LIST_DESCENDANTS)) < 0)
        return false;
    virsh_print(sh, "%-15s %d\n", "Descendants:", n);
    return true;
}

COMMAND(checkpoint_info, "checkpoint-info", "checkpoint information", "Returns basic information about a checkpoint.");
