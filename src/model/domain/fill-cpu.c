/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fill-cpu.c: CPU mode, match, check and model; ids of NUMA cells.  */
#include "model/domain/fill.h"

#include <string.h>

static void check_fill(struct domain_def *def, struct cpu_def *c)
{
    if (c->check)
        return;
    switch (c->mode) {
    case CPU_HOST_MODEL:
        c->check = CPU_CHECK_PARTIAL;
        break;
    case CPU_CUSTOM:
        c->check = def->type == VIRT_KVM ? CPU_CHECK_PARTIAL : CPU_CHECK_NONE;
        break;
    default:
        c->check = CPU_CHECK_NONE;
    }
}

/* No word about the model: QEMU's own default, by name, so that it stays the same.  */
static void default_model(struct cpu_def *c, const char *model)
{
    c->mode = CPU_CUSTOM;
    c->match = CPU_MATCH_EXACT;
    c->check = CPU_CHECK_NONE;
    c->fallback = CPU_FALLBACK_FORBID;
    c->model = g_strdup(model);
}

static void cells_fill(struct cpu_def *c)
{
    for (size_t i = 0; i < c->cells.n; i++)
        if (!c->cells.v[i]->id.set)
            c->cells.v[i]->id = (struct opt_u32){(uint32_t) i, true};
}

int fill_cpu(struct domain_def *def, const struct domain_facts *facts)
{
    struct cpu_def *c;

    if (!fill_for_qemu(def, facts))
        return 0;
    if (!def->cpu)
        def->cpu = g_new0(struct cpu_def, 1);
    c = def->cpu;
    cells_fill(c);
    if (!c->mode && (c->model || c->match))
        c->mode = CPU_CUSTOM;
    if ((!c->mode || c->mode == CPU_CUSTOM) && !c->model) {
        if (c->features.n > 0) {
            err(VIR_ERR_XML_ERROR, "Non-empty feature list specified without CPU model");
            return -1;
        }
        if (facts->default_cpu && domain_is_x86(def))
            default_model(c, facts->default_cpu);
        return 0;
    }
    if (c->mode == CPU_CUSTOM) {
        if (!c->match)
            c->match = CPU_MATCH_EXACT;
        if (!c->fallback)
            c->fallback = CPU_FALLBACK_ALLOW;
    }
    if (c->mode == CPU_HOST_PASSTHROUGH && !c->migratable)
        c->migratable = TRI_YES;
    check_fill(def, c);
    return 0;
}
