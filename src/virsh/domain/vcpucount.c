/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh vcpucount: domain vcpu counts. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    bool maximum, active, live, config, current, guest;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_BOOL(maximum, "maximum", "get maximum count of vcpus"),
    OPT_BOOL(active, "active", "get number of currently active vcpus"),
    OPT_BOOL(live, "live", "get value from running domain"),
    OPT_BOOL(config, "config", "get value to be used on next boot"),
    OPT_BOOL(current, "current", "get value according to current domain state"),
    OPT_BOOL(guest, "guest", "retrieve vcpu count from the guest instead of the hypervisor"),
    OPT_END,
};

/* Maximum and active, of the stored and of the running domain: those that were not asked for are shown all. */
static bool show_one(struct virsh *sh, const struct args *a, unsigned flags, const char *label, bool strict)
{
    int n = virDomainGetVcpusFlags(a->dom, flags);

    if (n < 0) {
        if (strict && a->guest)
            virsh_error(sh, "Failed to retrieve vCPU count from the guest");
        if (strict)
            return false;
        virsh_forget(sh); /* a transient domain has no stored state, a stopped one no running state */
        return true;
    }
    if (label)
        virsh_print(sh, "%s%3d\n", label, n);
    else
        virsh_print(sh, "%d\n", n);
    return true;
}

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags = FLAGS({a->maximum, VIR_DOMAIN_VCPU_MAXIMUM}, {a->live, VIR_DOMAIN_AFFECT_LIVE},
                           {a->config, VIR_DOMAIN_AFFECT_CONFIG}, {a->guest, VIR_DOMAIN_VCPU_GUEST});

    if (flags || a->active || a->current)
        return show_one(sh, a, flags, NULL, true);
    static const struct {
        const char *label;
        unsigned flags;
    } rows[] = {
        {"maximum      config       ", VIR_DOMAIN_VCPU_MAXIMUM | VIR_DOMAIN_AFFECT_CONFIG},
        {"maximum      live         ", VIR_DOMAIN_VCPU_MAXIMUM | VIR_DOMAIN_AFFECT_LIVE},
        {"current      config       ", VIR_DOMAIN_AFFECT_CONFIG},
        {"current      live         ", VIR_DOMAIN_AFFECT_LIVE},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++)
        if (!show_one(sh, a, rows[i].flags, rows[i].label, false))
            return false;
    return true;
}

COMMAND(vcpucount, "vcpucount", "domain vcpu counts", "Returns the number of virtual CPUs used by the domain.",
        .excl = EXCL({"live", "config"}, {"active", "maximum"}, {"guest", "config"}));
