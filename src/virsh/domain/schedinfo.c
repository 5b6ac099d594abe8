/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh schedinfo: show/set scheduler parameters. */
#include "virsh/common/common.h"
#include "virsh/common/tune.h"

struct args {
    virDomainPtr dom;
    struct num_int weight, cap;
    bool current, config, live;
    const char **set;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_INT(weight, "weight", NOPOS, "weight for XEN_CREDIT"),
    OPT_INT(cap, "cap", NOPOS, "cap for XEN_CREDIT"),
    OPT_BOOL(current, "current", "get/set current scheduler info"),
    OPT_BOOL(config, "config", "get/set value to be used on next boot"),
    OPT_BOOL(live, "live", "get/set value from running domain"),
    OPT_ARGV(set, "set", 0, "parameter=value"),
    OPT_END,
};

/* The driver says which parameters it has and of what type; a wish for another one is refused. */
static bool value_from(struct virsh *sh, struct tune_values *v, const virTypedParameter *like, const char *text)
{
    virTypedParameter p = *like;
    char *end = NULL;

    switch (p.type) {
    case VIR_TYPED_PARAM_INT:
        p.value.i = (int) strtol(text, &end, 10);
        break;
    case VIR_TYPED_PARAM_UINT:
        p.value.ui = (unsigned) strtoul(text, &end, 10);
        break;
    case VIR_TYPED_PARAM_LLONG:
        p.value.l = strtoll(text, &end, 10);
        break;
    case VIR_TYPED_PARAM_ULLONG:
        p.value.ul = strtoull(text, &end, 10);
        break;
    case VIR_TYPED_PARAM_DOUBLE:
        p.value.d = strtod(text, &end);
        break;
    case VIR_TYPED_PARAM_BOOLEAN:
        p.value.b = strcmp(text, "0") != 0;
        break;
    default:
        virsh_error(sh, "invalid argument: Invalid value for field '%s': expected a number", p.field);
        return false;
    }
    if (end && (end == text || *end)) {
        virsh_error(sh, "invalid argument: Invalid value for field '%s': expected %s", p.field,
                    p.type == VIR_TYPED_PARAM_INT      ? "int"
                    : p.type == VIR_TYPED_PARAM_UINT   ? "unsigned int"
                    : p.type == VIR_TYPED_PARAM_LLONG  ? "long long"
                    : p.type == VIR_TYPED_PARAM_DOUBLE ? "double"
                                                       : "unsigned long long");
        return false;
    }
    tune_add(v, &p);
    return true;
}

static bool values_take(struct virsh *sh, const struct args *a, struct tune_values *v, virTypedParameterPtr have, int n)
{
    unsigned wanted = 0;

    for (const char **s = a->set; *s; s++) {
        const char *eq = strchr(*s, '=');
        if (!eq) {
            virsh_error(sh, "Invalid syntax for --set, expecting name=value");
            return false;
        }
        wanted++;
        g_autofree char *name = g_strndup(*s, (gsize) (eq - *s));
        virTypedParameterPtr p = virTypedParamsGet(have, n, name);
        if (p && !value_from(sh, v, p, eq + 1))
            return false;
        if (!p) {
            virsh_error(sh, "invalid scheduler option: %s", name);
            return false;
        }
    }
    const struct {
        const char *field;
        struct num_int value;
    } old[] = {{"weight", a->weight}, {"cap", a->cap}};
    for (unsigned i = 0; i < G_N_ELEMENTS(old); i++) {
        virTypedParameterPtr p = virTypedParamsGet(have, n, old[i].field);
        g_autofree char *text = g_strdup_printf("%d", old[i].value.v);
        if (old[i].value.set && p && !value_from(sh, v, p, text))
            return false;
    }
    return true;
}

static bool run(struct virsh *sh, const struct args *a)
{
    auto_tune_values v = {0};
    int n = 0;
    unsigned flags = AFFECT(a);
    char *type = virDomainGetSchedulerType(a->dom, &n);

    if (!type)
        return false;
    virsh_print(sh, "%-15s: %s\n", "Scheduler", type);
    free(type);
    if (n <= 0)
        return false;
    g_autofree virTypedParameterPtr have = g_new0(virTypedParameter, n);
    bool ok = AFFECT_ASKED(a) ? virDomainGetSchedulerParametersFlags(a->dom, have, &n, flags) == 0
                              : virDomainGetSchedulerParameters(a->dom, have, &n) == 0;
    if (ok)
        ok = values_take(sh, a, &v, have, n);
    if (ok && v.n) {
        ok = AFFECT_ASKED(a) ? virDomainSetSchedulerParametersFlags(a->dom, v.params, v.n, flags) == 0
                             : virDomainSetSchedulerParameters(a->dom, v.params, v.n) == 0;
        if (ok)
            ok = AFFECT_ASKED(a) ? virDomainGetSchedulerParametersFlags(a->dom, have, &n, flags) == 0
                                 : virDomainGetSchedulerParameters(a->dom, have, &n) == 0;
    }
    for (int i = 0; ok && i < n; i++) {
        g_autofree char *text = param_text(&have[i]);
        virsh_print(sh, "%-15s: %s\n", have[i].field, text);
    }
    return ok;
}

COMMAND(schedinfo, "schedinfo", "show/set scheduler parameters", "Show/Set scheduler parameters.", .excl = EXCL_AFFECT);
