/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh guestvcpus: query or modify state of vcpu in the guest (via agent). */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *cpulist;
    bool enable, disable;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(cpulist, "cpulist", 0, "list of cpus to enable or disable"),
    OPT_BOOL(enable, "enable", "enable cpus specified by cpulist"),
    OPT_BOOL(disable, "disable", "disable cpus specified by cpulist"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    virTypedParameterPtr params = NULL;
    unsigned n = 0;

    if (a->cpulist && !a->enable && !a->disable) {
        virsh_error(sh, "One of options --enable or --disable is required by option --cpulist");
        return false;
    }
    if (!a->cpulist && (a->enable || a->disable)) {
        virsh_error(sh, "Option --cpulist is required by option --%s", a->enable ? "enable" : "disable");
        return false;
    }
    if (a->cpulist)
        return virDomainSetGuestVcpus(a->dom, a->cpulist, a->enable, 0) == 0;
    if (virDomainGetGuestVcpus(a->dom, &params, &n, 0) < 0)
        return false;
    for (unsigned i = 0; i < n; i++) {
        g_autofree char *text = param_text(&params[i]);
        virsh_print(sh, "%-15s: %s\n", params[i].field, text);
    }
    virTypedParamsFree(params, (int) n);
    return true;
}

COMMAND(guestvcpus, "guestvcpus", "query or modify state of vcpu in the guest (via agent)",
        "Use the guest agent to query or set cpu state from guest's point of view",
        .excl = EXCL({"enable", "disable"}));
