/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * memory.c: the guest's memory: -m, the objects behind it, NUMA cells and their distances, DIMMs. Where the
 * bytes come from (anonymous, memfd, file) follows from <memoryBacking>.
 */
#define ERR_FROM VIR_FROM_QEMU
#include <string.h>

#include "drivers/qemu/plan/build.h"

static uint64_t mib_up(uint64_t kib)
{
    return (kib + 1023) / 1024;
}

/* What the guest starts with: DIMMs are counted in <memory> but plugged on top.  */
static uint64_t boot_memory(const struct build *b)
{
    uint64_t kib = b->def->memory;

    for (size_t i = 0; i < b->def->memdevs.n; i++)
        kib -= MIN(kib, b->def->memdevs.v[i]->size);
    return kib;
}

bool memory_is_separate(const struct build *b)
{
    return !b->def->cpu || b->def->cpu->cells.n == 0;
}

/* ---- objects ---- */
struct backend {
    const char *type;
    unsigned access; /* enum membacking_access */
    bool discard, immediate;
};

static int backend_choose(struct build *b, int node, const struct memdev *dev, struct backend *ret)
{
    const struct memory_backing *m = b->def->memory_backing;
    const struct numa_cell *cell =
        node >= 0 && b->def->cpu && (size_t) node < b->def->cpu->cells.n ? b->def->cpu->cells.v[node] : NULL;

    if (m && m->hugepages) {
        b->failed = true;
        err(VIR_ERR_INTERNAL_ERROR, "hugetlbfs filesystem is not mounted or disabled by administrator config");
        return -1;
    }
    ret->access = m ? m->access : 0;
    if (cell && cell->mem_access)
        ret->access = cell->mem_access == 1 ? MEMBACKING_SHARED : MEMBACKING_PRIVATE;
    if (dev && dev->access)
        ret->access = dev->access == MEMDEV_ACCESS_SHARED ? MEMBACKING_SHARED : MEMBACKING_PRIVATE;
    ret->discard = dev && dev->discard     ? dev->discard == TRI_YES
                   : cell && cell->discard ? cell->discard == TRI_YES
                                           : m && m->discard;
    ret->immediate = m && m->allocation == MEMBACKING_IMMEDIATE;
    ret->type = m && m->source == MEMBACKING_MEMFD ? "memory-backend-memfd" : "memory-backend-ram";
    if ((m && m->source == MEMBACKING_FILE) || (dev && dev->path))
        ret->type = "memory-backend-file";
    else if (ret->access && strcmp(ret->type, "memory-backend-ram") == 0 && (!m || m->source == 0))
        ret->type = "memory-backend-file"; /* only a file can be shared */
    return 0;
}

/* Host nodes of a guest cell, or of the whole guest.  */
static void backend_nodes(const struct build *b, int node, const struct memdev *dev, json_t *out)
{
    static const char *const policies[] = {
        [NUMA_STRICT] = "bind", [NUMA_PREFERRED] = "preferred", [NUMA_INTERLEAVE] = "interleave"};
    const struct numatune *t = b->def->numatune;
    const char *set = t ? t->nodeset : NULL;
    unsigned mode = t ? t->mode : 0;
    json_t *nodes;
    g_auto(GStrv) ranges = NULL;

    for (size_t i = 0; t && node >= 0 && i < t->memnodes.n; i++)
        if (t->memnodes.v[i]->cellid == (uint32_t) node) {
            set = t->memnodes.v[i]->nodeset;
            mode = t->memnodes.v[i]->mode;
        }
    if (dev && dev->nodemask)
        set = dev->nodemask;
    if (!set || mode == NUMA_RESTRICTIVE)
        return;
    nodes = json_array();
    ranges = g_strsplit(set, ",", -1);
    for (char **r = ranges; *r; r++) {
        unsigned from = 0, to = 0;
        int n = sscanf(*r, "%u-%u", &from, &to);

        for (unsigned k = from; n >= 1 && k <= (n == 2 ? to : from) && k < 1024; k++)
            json_array_append_new(nodes, json_integer(k));
    }
    json_object_set_new(out, "host-nodes", nodes);
    json_object_set_new(out, "policy", json_string(mode && policies[mode] ? policies[mode] : "bind"));
}

/* Below the folder of all guests, one of this guest's: "ram/1-name/pc.ram".  */
static json_t *ram_path(const struct build *b, const char *id)
{
    g_autofree char *word = g_path_get_basename(b->env->domain_dir);

    return json_sprintf("%s/%s/%s", b->env->ram_dir, g_str_has_prefix(word, "domain-") ? word + 7 : word, id);
}

json_t *memory_backend(struct build *b, const char *id, uint64_t kib, int node, const struct memdev *dev)
{
    const struct memory_backing *m = b->def->memory_backing;
    struct backend k = {0};
    bool main_memory = !dev && node < 0;
    json_t *out;

    if (backend_choose(b, node, dev, &k) < 0)
        return NULL;
    out = json_pack("{s:s, s:s}", "qom-type", k.type, "id", id);
    if (strcmp(k.type, "memory-backend-file") == 0)
        json_object_set_new(out, "mem-path", dev && dev->path ? json_string(dev->path) : ram_path(b, id));
    if (k.discard && strcmp(k.type, "memory-backend-ram") != 0)
        json_object_set_new(out, "discard-data", json_true());
    if (k.access)
        json_object_set_new(out, "share", json_boolean(k.access == MEMBACKING_SHARED));
    if (main_memory && strcmp(k.type, "memory-backend-ram") != 0)
        json_object_set_new(out, "x-use-canonical-path-for-ramblock-id", json_false());
    if (k.immediate) {
        json_object_set_new(out, "prealloc", json_true());
        if (m->allocation_threads.set)
            json_object_set_new(out, "prealloc-threads", json_integer(m->allocation_threads.v));
    }
    json_object_set_new(out, "size", json_integer((json_int_t) (kib << 10)));
    if (dev && dev->pmem)
        json_object_set_new(out, "pmem", json_true());
    if (dev && dev->readonly)
        json_object_set_new(out, "readonly", json_true());
    backend_nodes(b, node, dev, out);
    return out;
}

int plan_memory(struct build *b)
{
    uint64_t kib = mib_up(boot_memory(b)) * 1024;
    const struct caps_machine *machine = b->env->caps ? caps_find_machine(b->env->caps, b->def->os.machine) : NULL;
    const char *id = machine ? machine->default_ram_id : b->env->caps ? NULL : "pc.ram";
    json_t *object;

    if (b->def->max_memory)
        plan_argf(b, "m", "size=%" G_GUINT64_FORMAT "k,slots=%u,maxmem=%" G_GUINT64_FORMAT "k", kib,
                  b->def->max_memory_slots, b->def->max_memory);
    else
        plan_argf(b, "m", "%" G_GUINT64_FORMAT, kib / 1024);
    if (!memory_is_separate(b) || !id)
        return 0;
    object = memory_backend(b, id, kib, -1, NULL);
    if (!object)
        return -1;
    plan_add(b, OP_OBJECT, object);
    return 0;
}

/* ---- NUMA ---- */
static int numa_cell(struct build *b, unsigned n, const struct numa_cell *cell)
{
    g_autofree char *id = g_strdup_printf("ram-node%u", n);
    json_t *object = cell->memory ? memory_backend(b, id, mib_up(cell->memory) * 1024, (int) n, NULL) : NULL;
    GString *out = g_string_new(NULL);
    g_auto(GStrv) ranges = g_strsplit(cell->cpus ? cell->cpus : "", ",", -1);

    if (object)
        plan_add(b, OP_OBJECT, object);
    g_string_append_printf(out, "node,nodeid=%u", n);
    for (char **r = ranges; *r; r++)
        if (**r)
            g_string_append_printf(out, ",cpus=%s", *r);
    if (object)
        g_string_append_printf(out, ",memdev=%s", id);
    plan_arg(b, "numa", g_string_free(out, false));
    return b->failed ? -1 : 0;
}

/* QEMU wants all pairs or none: what the document leaves open is 10 for a cell itself and 20 for others.  */
static unsigned distance(const struct numa_cell *from, size_t self, size_t to)
{
    for (size_t k = 0; k < from->distances.n; k++)
        if (from->distances.v[k]->id == to)
            return from->distances.v[k]->value;
    return self == to ? 10 : 20;
}

static void numa_distances(struct build *b, const struct cpu_def *c)
{
    bool any = false;

    for (size_t i = 0; c && i < c->cells.n; i++)
        any = any || c->cells.v[i]->distances.n;
    for (size_t i = 0; any && i < c->cells.n; i++)
        for (size_t k = 0; k < c->cells.n; k++)
            plan_argf(b, "numa", "dist,src=%zu,dst=%zu,val=%u", i, k, distance(c->cells.v[i], i, k));
}

int plan_numa(struct build *b)
{
    const struct cpu_def *c = b->def->cpu;

    for (size_t i = 0; c && i < c->cells.n; i++)
        if (numa_cell(b, c->cells.v[i]->id.set ? c->cells.v[i]->id.v : (unsigned) i, c->cells.v[i]) < 0)
            return -1;
    numa_distances(b, c);
    if (c && (c->latencies.n || c->bandwidths.n))
        return plan_refuse(b, "NUMA latencies and bandwidths (HMAT) are not supported yet");
    if (b->def->vcpu_placement == VCPU_AUTO ||
        (b->def->numatune && b->def->numatune->placement == NUMA_PLACEMENT_AUTO)) {
        b->failed = true;
        err_set(VIR_FROM_DOMAIN, VIR_ERR_INTERNAL_ERROR, 0, __FILE__, __func__, __LINE__,
                "Advice from numad is needed in case of automatic numa placement");
        return -1;
    }
    return 0;
}

/* ---- DIMMs ---- */
static json_t *memdev_name(struct build *b, const void *m_)
{
    const struct memdev *m = m_;

    return json_sprintf("mem%s", device_alias(&m->info));
}

static json_t *slot(struct build *b, const void *m_)
{
    const struct memdev *m = m_;

    return m->info.address.type == ADDRESS_DIMM && m->info.address.dimm.slot.set
               ? json_integer(m->info.address.dimm.slot.v)
               : NULL;
}

static json_t *base(struct build *b, const void *m_)
{
    const struct memdev *m = m_;

    return m->info.address.type == ADDRESS_DIMM && m->info.address.dimm.base.set && !b->env->native
               ? json_integer((json_int_t) m->info.address.dimm.base.v)
               : NULL;
}

static json_t *label_size(struct build *b, const void *m_)
{
    const struct memdev *m = m_;

    return m->label ? json_integer((json_int_t) (m->label << 10)) : NULL;
}

static const struct prop dimm_props[] = {
    PROP(struct memdev, OPT32, "node", node),
    FROM("label-size", label_size),
    FROM("memdev", memdev_name),
    ROWS(struct memdev, info, id_props),
    FROM("slot", slot),
    FROM("addr", base),
    {0},
};

int plan_memdev(struct build *b, const struct memdev *m)
{
    g_autofree char *id = g_strdup_printf("mem%s", device_alias(&m->info));
    json_t *object;

    if (m->model != MEMDEV_DIMM && m->model != MEMDEV_NVDIMM)
        return plan_refuse(b, "memory device model '%s' is not supported yet",
                           names_word(&memdev_model_names, m->model));
    if (m->pagesize)
        return plan_refuse(b, "memory devices of huge pages are not supported yet");
    object = memory_backend(b, id, m->size, m->node.set ? (int) m->node.v : -1, m);
    if (!object)
        return -1;
    plan_add(b, OP_OBJECT, object);
    return plan_device_add(b, m->model == MEMDEV_DIMM ? "pc-dimm" : "nvdimm", dimm_props, m) ? 0 : -1;
}
