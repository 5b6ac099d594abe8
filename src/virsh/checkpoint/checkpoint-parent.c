/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh checkpoint-parent: Get the name of the parent of a checkpoint. */
#include "virsh/common/common.h"
#include "virsh/snapshot/find.h"

struct args {
    virDomainPtr dom;
    const char *checkpointname;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(checkpointname, "checkpointname", 0, "find parent of checkpoint name"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_checkpoint chk = checkpoint_find(sh, a->dom, a->checkpointname);
    bool error = false;

    if (!chk)
        return false;
    g_autofree char *parent = checkpoint_parent(sh, chk, &error);
    if (parent)
        virsh_print(sh, "%s", parent);
    else if (!error)
        virsh_error(sh, "checkpoint '%s' has no parent", virDomainCheckpointGetName(chk));
    return parent != NULL;
}

COMMAND(checkpoint_parent, "checkpoint-parent", "Get the name of the parent of a checkpoint",
        "Extract the checkpoint's parent, if any");
