/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh memtune: Get or set memory parameters. */
#include "virsh/common/common.h"
#include "virsh/common/tune.h"

struct args {
    virDomainPtr dom;
    const char *hard_limit, *soft_limit, *swap_hard_limit, *min_guarantee;
    bool config, live, current;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(hard_limit, "hard-limit", NUMBER, "Max memory, as scaled integer (default KiB)"),
    OPT_STR(soft_limit, "soft-limit", NUMBER, "Memory during contention, as scaled integer (default KiB)"),
    OPT_STR(swap_hard_limit, "swap-hard-limit", NUMBER, "Max memory plus swap, as scaled integer (default KiB)"),
    OPT_STR(min_guarantee, "min-guarantee", NUMBER, "Min guaranteed memory, as scaled integer (default KiB)"),
    OPT_AFFECT,
    OPT_END,
};

static int get(void *dom, virTypedParameterPtr p, int *n, unsigned flags)
{
    return virDomainGetMemoryParameters(dom, p, n, flags);
}

static int set(void *dom, virTypedParameterPtr p, int n, unsigned flags)
{
    return virDomainSetMemoryParameters(dom, p, n, flags);
}

static char *limit_text(const virTypedParameter *p)
{
    if (p->type != VIR_TYPED_PARAM_ULLONG)
        return NULL;
    if (p->value.ul == VIR_DOMAIN_MEMORY_PARAM_UNLIMITED)
        return g_strdup("unlimited");
    return g_strdup_printf("%llu", p->value.ul);
}

static const struct tune family = {
    .get = get,
    .set = set,
    .text = limit_text,
    .count_error = "Unable to get number of memory parameters",
    .get_error = "Unable to get memory parameters",
    .set_error = "Unable to change memory parameters",
};

/* -1 lifts the limit; other numbers are KiB unless they have a unit. */
static bool limit_add(struct virsh *sh, struct tune_values *v, const char *opt, const char *field, const char *text)
{
    unsigned long long bytes;

    if (!text)
        return true;
    if (strcmp(text, "-1") == 0) {
        tune_add_ull(v, field, VIR_DOMAIN_MEMORY_PARAM_UNLIMITED);
        return true;
    }
    if (!size_read(text, 1024, G_MAXUINT64, &bytes)) {
        virsh_error(sh, "Unable to parse integer parameter %s", opt);
        return false;
    }
    tune_add_ull(v, field, MIN(bytes / 1024 + (bytes % 1024 != 0), VIR_DOMAIN_MEMORY_PARAM_UNLIMITED));
    return true;
}

static bool run(struct virsh *sh, const struct args *a)
{
    auto_tune_values v = {0};

    if (!limit_add(sh, &v, "hard-limit", VIR_DOMAIN_MEMORY_HARD_LIMIT, a->hard_limit) ||
        !limit_add(sh, &v, "soft-limit", VIR_DOMAIN_MEMORY_SOFT_LIMIT, a->soft_limit) ||
        !limit_add(sh, &v, "swap-hard-limit", VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, a->swap_hard_limit) ||
        !limit_add(sh, &v, "min-guarantee", VIR_DOMAIN_MEMORY_MIN_GUARANTEE, a->min_guarantee))
        return false;
    return tune_run(sh, &family, a->dom, &v, AFFECT(a));
}

COMMAND(memtune, "memtune", "Get or set memory parameters",
        "Get or set the current memory parameters for a guest domain.\n    To get the memory parameters use following "
        "command: \n\n    virsh # memtune <domain>",
        .excl = EXCL_AFFECT);
