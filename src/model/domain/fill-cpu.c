/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fill-cpu.c: CPU mode, match, check and model.  */
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

int fill_cpu(struct domain_def *def, const struct domain_facts *facts)
{
    struct cpu_def *c;
    const char *model;

    if (!fill_for_qemu(def, facts))
        return 0;
    if (!def->cpu)
        def->cpu = g_new0(struct cpu_def, 1);
    c = def->cpu;
    if (!c->mode && (c->model || c->match))
        c->mode = CPU_CUSTOM;
    if ((!c->mode || c->mode == CPU_CUSTOM) && !c->model) {
        if (c->features.n > 0) {
            err(VIR_ERR_XML_ERROR, "Non-empty feature list specified without CPU model");
            return -1;
        }
        model = facts->default_cpu_of ? facts->default_cpu_of(def->emulator, facts->arg) : facts->default_cpu;
        if (model && domain_is_x86(def))
            default_model(c, model);
        return 0;
    }
    if (c->mode == CPU_CUSTOM) {
        if (!c->match)
            c->match = CPU_MATCH_EXACT;
        if (!c->fallback)
            c->fallback = CPU_FALLBACK_ALLOW;
    }
    if (!c->model && !c->vendor_id)
        c->fallback = CPU_FALLBACK_NONE;
    if (c->mode == CPU_HOST_PASSTHROUGH && !c->migratable)
        c->migratable = TRI_YES;
    check_fill(def, c);
    return 0;
}
