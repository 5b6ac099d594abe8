/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh snapshot-revert: Revert a domain to a snapshot. */
#include "virsh/common/common.h"
#include "virsh/snapshot/find.h"

struct args {
    virDomainPtr dom;
    const char *snapshotname;
    bool current, running, paused, force, reset_nvram;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(snapshotname, "snapshotname", 0, "snapshot name"),
    OPT_BOOL(current, "current", "revert to current snapshot"),
    OPT_BOOL(running, "running", "after reverting, change state to running"),
    OPT_BOOL(paused, "paused", "after reverting, change state to paused"),
    OPT_BOOL(force, "force", "try harder on risky reverts"),
    OPT_BOOL(reset_nvram, "reset-nvram", "re-initialize NVRAM from its pristine template"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags =
        FLAGS({a->running, VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING}, {a->paused, VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED},
              {a->force, VIR_DOMAIN_SNAPSHOT_REVERT_FORCE}, {a->reset_nvram, VIR_DOMAIN_SNAPSHOT_REVERT_RESET_NVRAM});
    auto_snapshot snap = snapshot_find(sh, a->dom, "snapshotname", a->snapshotname, a->current);

    if (!snap)
        return false;
    return outcome(sh, virDomainRevertToSnapshot(snap, flags), "Domain snapshot %s reverted\n",
                   "Failed to revert snapshot %s", virDomainSnapshotGetName(snap));
}

COMMAND(snapshot_revert, "snapshot-revert", "Revert a domain to a snapshot", "Revert domain to snapshot");
