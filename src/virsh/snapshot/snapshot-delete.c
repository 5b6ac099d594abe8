/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh snapshot-delete: Delete a domain snapshot. */
#include "virsh/common/common.h"
#include "virsh/snapshot/find.h"

struct args {
    virDomainPtr dom;
    const char *snapshotname;
    bool current, children, children_only, metadata;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(snapshotname, "snapshotname", 0, "snapshot name"),
    OPT_BOOL(current, "current", "delete current snapshot"),
    OPT_BOOL(children, "children", "delete snapshot and all children"),
    OPT_BOOL(children_only, "children-only", "delete children but not snapshot"),
    OPT_BOOL(metadata, "metadata", "delete only libvirt metadata, leaving snapshot contents behind"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_snapshot snap = snapshot_find(sh, a->dom, "snapshotname", a->snapshotname, a->current);
    unsigned flags = FLAGS({a->children, VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN},
                           {a->children_only, VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY},
                           {a->metadata, VIR_DOMAIN_SNAPSHOT_DELETE_METADATA_ONLY});

    if (!snap)
        return false;
    return outcome(sh, virDomainSnapshotDelete(snap, flags),
                   a->children_only ? "Domain snapshot %s children deleted\n" : "Domain snapshot %s deleted\n",
                   "Failed to delete snapshot %s", virDomainSnapshotGetName(snap));
}

COMMAND(snapshot_delete, "snapshot-delete", "Delete a domain snapshot", "Snapshot Delete");
