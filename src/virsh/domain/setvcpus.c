/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh setvcpus: change number of virtual CPUs. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    struct num_uint count;
    bool maximum, config, live, current, guest, hotpluggable;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_UINT(count, "count", REQ, "number of virtual CPUs"),
    OPT_BOOL(maximum, "maximum", "set maximum limit on next boot"),
    OPT_AFFECT,
    OPT_BOOL(guest, "guest", "modify cpu state in the guest"),
    OPT_BOOL(hotpluggable, "hotpluggable", "make added vcpus hot(un)pluggable"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags = AFFECT(a) | FLAGS({a->guest, VIR_DOMAIN_VCPU_GUEST}, {a->maximum, VIR_DOMAIN_VCPU_MAXIMUM},
                                       {a->hotpluggable, VIR_DOMAIN_VCPU_HOTPLUGGABLE});

    if (a->count.v == 0) {
        virsh_error(sh, "Can't set 0 processors for a VM");
        return false;
    }
    if (a->maximum && !a->config) {
        virsh_error(sh, "Option --config is required by option --maximum");
        return false;
    }
    if (flags || AFFECT_ASKED(a))
        return virDomainSetVcpusFlags(a->dom, a->count.v, flags) == 0;
    return virDomainSetVcpus(a->dom, a->count.v) == 0;
}

COMMAND(setvcpus, "setvcpus", "change number of virtual CPUs", "Change the number of virtual CPUs in the guest domain.",
        .excl = EXCL({"current", "live"}, {"current", "config"}, {"guest", "config"}));
