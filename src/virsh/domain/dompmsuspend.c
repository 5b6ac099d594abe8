/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh dompmsuspend: suspend a domain gracefully using power management functions. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *target;
    struct num_ull duration;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(target, "target", REQ, "mem(Suspend-to-RAM), disk(Suspend-to-Disk), hybrid(Hybrid-Suspend)",
            .complete = "mem,disk,hybrid"),
    OPT_ULL(duration, "duration", NOPOS, "duration in seconds"),
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
    return outcome(sh, virDomainPMSuspendForDuration(a->dom, (unsigned) target, a->duration.v, 0),
                   "Domain '%s' successfully suspended", "Domain '%s' could not be suspended",
                   virDomainGetName(a->dom));
}

COMMAND(dompmsuspend, "dompmsuspend", "suspend a domain gracefully using power management functions",
        "Suspends a running domain using guest OS's power management. (Note: This requires a guest agent configured "
        "and running in the guest OS).");
