/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fill-resources.c: memory, virtual processors, I/O threads, NUMA cells.  */
#include "model/domain/fill.h"

#include <string.h>

static void memory_fill(struct domain_def *def)
{
    uint64_t cells = 0, dimms = 0;

    for (size_t i = 0; def->cpu && i < def->cpu->cells.n; i++)
        cells += def->cpu->cells.v[i]->memory;
    for (size_t i = 0; i < def->memdevs.n; i++)
        dimms += def->memdevs.v[i]->size;
    if (cells)
        def->memory = cells + dimms;
    if (!def->current_memory || def->current_memory > def->memory)
        def->current_memory = def->memory;
}

static void vcpus_fill(struct domain_def *def)
{
    if (!def->vcpus_max)
        def->vcpus_max = 1;
    if (!def->vcpu_placement)
        def->vcpu_placement = VCPU_STATIC;
    if (def->vcpus_current.set && def->vcpus_current.v == def->vcpus_max && def->vcpus.n == 0)
        def->vcpus_current = (struct opt_u32){0};
    if (def->vcpu_placement == VCPU_AUTO) {
        g_clear_pointer(&def->vcpu_cpuset, g_free);
        if (!def->numatune)
            def->numatune = g_new0(struct numatune, 1);
        if (!def->numatune->mode && !def->numatune->nodeset) {
            def->numatune->mode = NUMA_STRICT;
            def->numatune->placement = NUMA_PLACEMENT_AUTO;
        }
    }
}

/* Listed ids are completed up to the count with the smallest free ones; without a list they are 1..n.  */
static void iothreads_fill(struct domain_def *def)
{
    if (def->iothreads.n == 0)
        return;
    if (def->iothread_count.v < def->iothreads.n)
        def->iothread_count = (struct opt_u32){(uint32_t) def->iothreads.n, true};
    for (uint32_t id = 1; def->iothreads.n < def->iothread_count.v; id++)
        if (!domain_has_iothread(def, id)) {
            struct iothread *t = g_new0(struct iothread, 1);
            t->id = id;
            rec_list_append(&def->iothreads, t);
        }
}

int fill_resources(struct domain_def *def, const struct domain_facts *facts)
{
    memory_fill(def);
    vcpus_fill(def);
    iothreads_fill(def);
    return 0;
}
