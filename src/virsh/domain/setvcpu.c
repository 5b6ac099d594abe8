/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh setvcpu: attach/detach vcpu or groups of threads. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *vcpulist;
    bool enable, disable, config, live, current;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(vcpulist, "vcpulist", REQ, "ids of vcpus to manipulate"),
    OPT_BOOL(enable, "enable", "enable cpus specified by cpumap"),
    OPT_BOOL(disable, "disable", "disable cpus specified by cpumap"),
    OPT_AFFECT,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    if (!a->enable && !a->disable) {
        virsh_error(sh, "one of --enable, --disable is required");
        return false;
    }
    return virDomainSetVcpu(a->dom, a->vcpulist, a->enable, AFFECT(a)) == 0;
}

COMMAND(setvcpu, "setvcpu", "attach/detach vcpu or groups of threads", "Add or remove vcpus",
        .excl = EXCL({"enable", "disable"}, {"current", "live"}, {"current", "config"}));
