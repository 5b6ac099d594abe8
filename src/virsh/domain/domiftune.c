/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domiftune: get/set parameters of a virtual interface. */
#include "virsh/common/common.h"
#include "virsh/common/tune.h"
#include "virsh/domain/rate.h"

struct args {
    virDomainPtr dom;
    const char *interface, *inbound, *outbound;
    bool config, live, current;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(interface, "interface", REQ, "interface device (MAC Address)"),
    OPT_STR(inbound, "inbound", 0, "control domain's incoming traffics"),
    OPT_STR(outbound, "outbound", 0, "control domain's outgoing traffics"),
    OPT_AFFECT,
    OPT_END,
};

static bool rate_add(struct virsh *sh, struct tune_values *v, const char *text, const char *const fields[4])
{
    struct rate r;

    if (!text)
        return true;
    if (!rate_parse(sh, text, fields[3] != NULL, &r))
        return false;
    for (unsigned i = 0; i < 4; i++)
        if (r.part[i].set)
            tune_add_uint(v, fields[i], (unsigned) r.part[i].v);
    return true;
}

static bool show(struct virsh *sh, const struct args *a)
{
    int n = 0;

    if (virDomainGetInterfaceParameters(a->dom, a->interface, NULL, &n, AFFECT(a)) < 0) {
        virsh_error(sh, "Unable to get number of interface parameters");
        return false;
    }
    g_autofree virTypedParameterPtr params = g_new0(virTypedParameter, n + 1);
    if (n && virDomainGetInterfaceParameters(a->dom, a->interface, params, &n, AFFECT(a)) < 0) {
        virsh_error(sh, "Unable to get interface parameters");
        return false;
    }
    for (int i = 0; i < n; i++) {
        g_autofree char *text = param_text(&params[i]);
        virsh_print(sh, "%-15s: %s\n", params[i].field, text);
    }
    virTypedParamsClear(params, n);
    return true;
}

static bool run(struct virsh *sh, const struct args *a)
{
    static const char *const in[4] = {VIR_DOMAIN_BANDWIDTH_IN_AVERAGE, VIR_DOMAIN_BANDWIDTH_IN_PEAK,
                                      VIR_DOMAIN_BANDWIDTH_IN_BURST, VIR_DOMAIN_BANDWIDTH_IN_FLOOR};
    static const char *const out[4] = {VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE, VIR_DOMAIN_BANDWIDTH_OUT_PEAK,
                                       VIR_DOMAIN_BANDWIDTH_OUT_BURST, NULL};
    auto_tune_values v = {0};

    if (!rate_add(sh, &v, a->inbound, in) || !rate_add(sh, &v, a->outbound, out))
        return false;
    if (v.n == 0)
        return show(sh, a);
    return outcome(sh, virDomainSetInterfaceParameters(a->dom, a->interface, v.params, v.n, AFFECT(a)), NULL,
                   "Unable to set interface parameters", "");
}

COMMAND(domiftune, "domiftune", "get/set parameters of a virtual interface",
        "Get/set parameters of a domain's virtual interface.", .excl = EXCL_AFFECT);
