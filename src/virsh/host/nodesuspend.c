/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nodesuspend: suspend the host node for a given time duration. */
#include "virsh/common/common.h"

struct args {
    const char *target;
    struct num_ll duration;
};

static const struct opt opts[] = {
    OPT_STR(target, "target", REQ, "mem(Suspend-to-RAM), disk(Suspend-to-Disk), hybrid(Hybrid-Suspend)",
            .complete = "mem,disk,hybrid"),
    OPT_LL(duration, "duration", REQ, "Suspend duration in seconds, at least 60"),
    OPT_END,
};

static const char *const targets[] = {"mem", "disk", "hybrid"};

static bool run(struct virsh *sh, const struct args *a)
{
    int target = INDEX_OF(targets, a->target);

    if (target < 0) {
        virsh_error(sh, "Invalid target");
        return false;
    }
    if (a->duration.v < 0) {
        virsh_error(sh, "Invalid duration");
        return false;
    }
    return outcome(sh, virNodeSuspendForDuration(sh->conn, (unsigned) target, (unsigned long long) a->duration.v, 0),
                   NULL, "The host was not suspended", "");
}

COMMAND(nodesuspend, "nodesuspend", "suspend the host node for a given time duration",
        "Suspend the host node for a given time duration and attempt to resume thereafter.");
