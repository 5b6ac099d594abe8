/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh perf: Get or set perf event. */
#include "virsh/common/common.h"
#include "virsh/common/tune.h"

struct args {
    virDomainPtr dom;
    const char *enable, *disable;
    bool config, live, current;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(enable, "enable", 0, "perf events which will be enabled"),
    OPT_STR(disable, "disable", 0, "perf events which will be disabled"),
    OPT_AFFECT,
    OPT_END,
};

static void events_add(struct tune_values *v, const char *list, bool on)
{
    g_auto(GStrv) names = g_strsplit(list ? list : "", ",", -1);

    for (char **n = names; *n; n++)
        tune_add_bool(v, *n, on);
}

static bool run(struct virsh *sh, const struct args *a)
{
    auto_tune_values v = {0};
    virTypedParameterPtr params = NULL;
    int n = 0;

    events_add(&v, a->enable, true);
    events_add(&v, a->disable, false);
    if (v.n) {
        if (virDomainSetPerfEvents(a->dom, v.params, v.n, AFFECT(a)) < 0) {
            virsh_error(sh, "Unable to enable/disable perf events");
            return false;
        }
        for (int i = 0; i < v.n; i++)
            virsh_extra(sh, "%-15s: %s\n", v.params[i].field, v.params[i].value.b ? "enabled" : "disabled");
        return true;
    }
    if (virDomainGetPerfEvents(a->dom, &params, &n, AFFECT(a)) < 0) {
        virsh_error(sh, "Unable to get perf events");
        return false;
    }
    for (int i = 0; i < n; i++)
        if (params[i].type == VIR_TYPED_PARAM_BOOLEAN)
            virsh_print(sh, "%-15s: %s\n", params[i].field, params[i].value.b ? "enabled" : "disabled");
    virTypedParamsFree(params, n);
    return true;
}

COMMAND(perf, "perf", "Get or set perf event",
        "Get or set the current perf events for a guest domain.\n    To get the perf events list use following "
        "command: \n\n    virsh # perf <domain>",
        .excl = EXCL_AFFECT);
