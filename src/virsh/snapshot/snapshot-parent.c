/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh snapshot-parent: Get the name of the parent of a snapshot. */
#include "virsh/common/common.h"
#include "virsh/snapshot/find.h"

struct args {
    virDomainPtr dom;
    const char *snapshotname;
    bool current;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(snapshotname, "snapshotname", 0, "find parent of snapshot name"),
    OPT_BOOL(current, "current", "find parent of current snapshot"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_snapshot snap = snapshot_find(sh, a->dom, "snapshotname", a->snapshotname, a->current);
    bool error = false;

    if (!snap)
        return false;
    g_autofree char *parent = snapshot_parent(sh, snap, &error);
    if (parent)
        virsh_print(sh, "%s", parent);
    else if (!error)
        virsh_error(sh, "snapshot '%s' has no parent", virDomainSnapshotGetName(snap));
    return parent != NULL;
}

COMMAND(snapshot_parent, "snapshot-parent", "Get the name of the parent of a snapshot",
        "Extract the snapshot's parent, if any");
