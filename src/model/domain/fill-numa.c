/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fill-numa.c: NUMA cells: ids, processors that no cell claims, distances in both directions; schedulers' sets.  */
#include "model/domain/fill.h"

#include <string.h>

#include "model/domain/idset.h"

static int cell_cpus(struct domain_def *def, struct cpu_def *c)
{
    struct idset all = {{0}}, one, first = {{0}};
    bool more = false;

    for (size_t i = 0; i < c->cells.n; i++) {
        if (!idset_parse(c->cells.v[i]->cpus, &one)) {
            err(VIR_ERR_INVALID_ARG, "Failed to parse bitmap '%s'", c->cells.v[i]->cpus);
            return -1;
        }
        for (size_t w = 0; w < G_N_ELEMENTS(all.bits); w++) {
            if (all.bits[w] & one.bits[w]) {
                err(VIR_ERR_CONFIG_UNSUPPORTED, "NUMA cells %zu and %zu have overlapping vCPU ids", i, i ? i - 1 : i);
                return -1;
            }
            all.bits[w] |= one.bits[w];
        }
        if (i == 0)
            first = one;
    }
    for (unsigned id = 0; id < def->vcpus_max && id < IDSET_MAX; id++)
        if (!idset_has(&all, id)) {
            idset_add(&first, id);
            more = true;
        }
    if (more) {
        g_free(c->cells.v[0]->cpus);
        c->cells.v[0]->cpus = idset_format(&first);
    }
    return 0;
}

static struct numa_cell *cell_of(struct cpu_def *c, uint32_t id)
{
    for (size_t i = 0; i < c->cells.n; i++)
        if (c->cells.v[i]->id.v == id)
            return c->cells.v[i];
    return NULL;
}

static void distance_set(struct numa_cell *cell, uint32_t id, uint32_t value)
{
    struct numa_sibling *s;
    size_t at = 0;

    for (; at < cell->distances.n && cell->distances.v[at]->id <= id; at++)
        if (cell->distances.v[at]->id == id)
            return;
    s = g_new0(struct numa_sibling, 1);
    s->id = id;
    s->value = value;
    list_insert(&cell->distances, at, s);
}

/* A distance holds in both directions, and a cell is 10 from itself.  */
static void distances(struct cpu_def *c)
{
    for (size_t i = 0; i < c->cells.n; i++) {
        struct numa_cell *cell = c->cells.v[i];
        for (size_t k = 0; k < cell->distances.n; k++) {
            struct numa_sibling *s = cell->distances.v[k];
            struct numa_cell *other = cell_of(c, s->id);
            if (!other || other == cell)
                continue;
            distance_set(other, cell->id.v, s->value);
            distance_set(other, other->id.v, 10);
            distance_set(cell, cell->id.v, 10);
        }
    }
}

/* "0,2-3" becomes one element for 0 and one for 2-3.  */
static void sched_split(void *list)
{
    struct rec_list *l = list;

    for (size_t i = 0; i < l->n; i++) {
        struct sched *s = l->v[i], *rest;
        char *comma = s->ids ? strchr(s->ids, ',') : NULL;
        if (!comma)
            continue;
        rest = g_new0(struct sched, 1);
        *rest = *s;
        rest->ids = g_strdup(comma + 1);
        *comma = '\0';
        list_insert(list, i + 1, rest);
    }
}

int fill_numa(struct domain_def *def, const struct domain_facts *facts)
{
    struct cpu_def *c = def->cpu;

    if (def->cputune) {
        sched_split(&def->cputune->vcpuscheds);
        sched_split(&def->cputune->iothreadscheds);
    }
    if (!c || c->cells.n == 0)
        return 0;
    for (size_t i = 0; i < c->cells.n; i++)
        if (!c->cells.v[i]->id.set)
            c->cells.v[i]->id = (struct opt_u32){(uint32_t) i, true};
    distances(c);
    return cell_cpus(def, c);
}
