/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh numatune: Get or set numa parameters. */
#include "virsh/common/common.h"
#include "virsh/common/tune.h"

struct args {
    virDomainPtr dom;
    const char *mode, *nodeset;
    bool config, live, current;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(mode, "mode", 0,
            "NUMA mode, one of strict, preferred and interleave \nor a number from the virDomainNumatuneMemMode enum"),
    OPT_STR(nodeset, "nodeset", 0, "NUMA node selections to set"),
    OPT_AFFECT,
    OPT_END,
};

static const char *const modes[] = {"strict", "preferred", "interleave", "restrictive"};

static int get(void *dom, virTypedParameterPtr p, int *n, unsigned flags)
{
    return virDomainGetNumaParameters(dom, p, n, flags);
}

static int set(void *dom, virTypedParameterPtr p, int n, unsigned flags)
{
    return virDomainSetNumaParameters(dom, p, n, flags);
}

static char *mode_text(const virTypedParameter *p)
{
    if (p->type != VIR_TYPED_PARAM_INT || strcmp(p->field, VIR_DOMAIN_NUMA_MODE) != 0)
        return NULL;
    return g_strdup(NAME_OF(modes, p->value.i));
}

static const struct tune family = {
    .get = get,
    .set = set,
    .text = mode_text,
    .count_error = "Unable to get number of memory parameters",
    .get_error = "Unable to get numa parameters",
    .set_error = "Unable to change numa parameters",
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_tune_values v = {0};

    if (a->nodeset)
        tune_add_string(&v, VIR_DOMAIN_NUMA_NODESET, a->nodeset);
    if (a->mode) {
        gint64 number;
        int mode = INDEX_OF(modes, a->mode);
        if (mode < 0 && g_ascii_string_to_signed(a->mode, 10, 0, G_MAXINT, &number, NULL))
            mode = (int) number;
        if (mode < 0) {
            virsh_error(sh, "Invalid mode: %s", a->mode);
            return false;
        }
        tune_add_int(&v, VIR_DOMAIN_NUMA_MODE, mode);
    }
    return tune_run(sh, &family, a->dom, &v, AFFECT(a));
}

COMMAND(numatune, "numatune", "Get or set numa parameters",
        "Get or set the current numa parameters for a guest domain.\n    To get the numa parameters use following "
        "command: \n\n    virsh # numatune <domain>",
        .excl = EXCL_AFFECT);
