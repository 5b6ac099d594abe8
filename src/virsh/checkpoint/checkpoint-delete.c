/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh checkpoint-delete: Delete a domain checkpoint. */
#include "virsh/common/common.h"
#include "virsh/snapshot/find.h"

struct args {
    virDomainPtr dom;
    const char *checkpointname;
    bool children, children_only, metadata;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(checkpointname, "checkpointname", 0, "checkpoint name"),
    OPT_BOOL(children, "children", "delete checkpoint and all children"),
    OPT_BOOL(children_only, "children-only", "delete children but not checkpoint"),
    OPT_BOOL(metadata, "metadata", "delete only libvirt metadata, leaving checkpoint contents behind"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_checkpoint chk = checkpoint_find(sh, a->dom, a->checkpointname);
    unsigned flags = FLAGS({a->children, VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN},
                           {a->children_only, VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN_ONLY},
                           {a->metadata, VIR_DOMAIN_CHECKPOINT_DELETE_METADATA_ONLY});

    if (!chk)
        return false;
    return outcome(sh, virDomainCheckpointDelete(chk, flags),
                   a->children_only ? "Domain checkpoint %s children deleted\n" : "Domain checkpoint %s deleted\n",
                   "Failed to delete checkpoint %s", virDomainCheckpointGetName(chk));
}

COMMAND(checkpoint_delete, "checkpoint-delete", "Delete a domain checkpoint", "Checkpoint Delete",
        .excl = EXCL({"children", "children-only"}));
