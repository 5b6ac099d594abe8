/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cpu.c: the rows of <cpu>.  */
#include "model/domain/cpu.h"

#include "model/domain/table.h"

NAMES(cpu_mode_names, "CPU mode", [CPU_CUSTOM] = "custom", [CPU_HOST_MODEL] = "host-model",
      [CPU_HOST_PASSTHROUGH] = "host-passthrough", [CPU_MAXIMUM] = "maximum");
NAMES(cpu_match_names,
      "CPU match", [CPU_MATCH_MINIMUM] = "minimum", [CPU_MATCH_EXACT] = "exact", [CPU_MATCH_STRICT] = "strict");
NAMES(cpu_check_names,
      "CPU check", [CPU_CHECK_NONE] = "none", [CPU_CHECK_PARTIAL] = "partial", [CPU_CHECK_FULL] = "full");
NAMES(cpu_fallback_names, "CPU model fallback", [CPU_FALLBACK_ALLOW] = "allow", [CPU_FALLBACK_FORBID] = "forbid");
NAMES(cpu_policy_names, "CPU feature policy", [CPU_FORCE] = "force", [CPU_REQUIRE] = "require",
      [CPU_OPTIONAL] = "optional", [CPU_DISABLE] = "disable", [CPU_FORBID] = "forbid");
NAMES(cpu_cache_mode_names, "CPU cache mode", [CPU_CACHE_EMULATE] = "emulate", [CPU_CACHE_PASSTHROUGH] = "passthrough",
      [CPU_CACHE_DISABLE] = "disable");
NAMES(cpu_physaddr_names,
      "CPU maxphysaddr mode", [CPU_PHYSADDR_EMULATE] = "emulate", [CPU_PHYSADDR_PASSTHROUGH] = "passthrough");
NAMES(numa_access_names, "memAccess", NULL, "shared", "private");
NAMES(numa_cache_associativity_names, "cache associativity", NULL, "none", "direct", "full");
NAMES(numa_cache_policy_names, "cache policy", NULL, "none", "writeback", "writethrough");
NAMES(numa_latency_type_names, "latency type", NULL, "access", "read", "write");

static const struct fld feature_flds[] = {
    FLD(struct cpu_feature, ENUM, "@policy", policy, NAMED(cpu_policy_names), .flags = SAYS_UNSUPPORTED | GUEST_ABI),
    FLD(struct cpu_feature, STR, "@name", name, .flags = REQUIRED | GUEST_ABI),
    {0},
};
static int feature_defaults(void *obj, struct rec_in *in)
{
    struct cpu_feature *f = obj;

    if (!f->policy)
        f->policy = CPU_REQUIRE;
    return 0;
}
static const struct rec feature_rec = {"feature", sizeof(struct cpu_feature), feature_flds,
                                       .defaults = feature_defaults};

#define F(K, PATH, M, ...) FLD(struct cpu_topology, K, PATH, M, .flags = GUEST_ABI, __VA_ARGS__)
static const struct fld topology_flds[] = {
    FLD(struct cpu_topology, UINT, "@sockets", sockets, .flags = REQUIRED | GUEST_ABI, .min = 1),
    F(UINT, "@dies", dies, .min = 1),
    FLD(struct cpu_topology, UINT, "@cores", cores, .flags = REQUIRED | GUEST_ABI, .min = 1),
    FLD(struct cpu_topology, UINT, "@threads", threads, .flags = REQUIRED | GUEST_ABI, .min = 1),
    {0},
};
#undef F
static int topology_defaults(void *obj, struct rec_in *in)
{
    struct cpu_topology *t = obj;

    if (!t->dies)
        t->dies = 1;
    return 0;
}
static const struct rec topology_rec = {"topology", sizeof(struct cpu_topology), topology_flds,
                                        .defaults = topology_defaults};

static const struct fld cache_flds[] = {
    FLD(struct cpu_cache, OPT32, "@level", level, .min = 1, .max = 3, .flags = GUEST_ABI),
    FLD(struct cpu_cache, ENUM, "@mode", mode, NAMED(cpu_cache_mode_names), .flags = REQUIRED | GUEST_ABI),
    {0},
};
static const struct rec cache_rec = {"cache", sizeof(struct cpu_cache), cache_flds};

/* ---- NUMA ---- */

static const struct fld sibling_flds[] = {
    FLD(struct numa_sibling, UINT, "@id", id, .flags = REQUIRED | GUEST_ABI),
    FLD(struct numa_sibling, UINT, "@value", value, .flags = REQUIRED | GUEST_ABI),
    {0},
};
static const struct rec sibling_rec = {"sibling", sizeof(struct numa_sibling), sibling_flds};

#define F(K, PATH, M, ...) FLD(struct numa_cache, K, PATH, M, .flags = GUEST_ABI, __VA_ARGS__)
static const struct fld numa_cache_flds[] = {
    F(UINT, "@level", level),
    F(ENUM, "@associativity", associativity, NAMED(numa_cache_associativity_names)),
    F(ENUM, "@policy", policy, NAMED(numa_cache_policy_names)),
    F(ULONG, "size/@value", size),
    F(STR, "size/@unit", size_unit),
    F(ULONG, "line/@value", line),
    F(STR, "line/@unit", line_unit),
    {0},
};
#undef F
static const struct rec numa_cache_rec = {"cache", sizeof(struct numa_cache), numa_cache_flds};

#define F(K, PATH, M, ...) FLD(struct numa_cell, K, PATH, M, .flags = GUEST_ABI, __VA_ARGS__)
static const struct fld cell_flds[] = {
    F(OPT32, "@id", id),
    F(CPUSET, "@cpus", cpus),
    F(SIZE, "@memory", memory, UNIT(1024)),
    F(ENUM, "@memAccess", mem_access, NAMED(numa_access_names)),
    F(TRI, "@discard", discard, YESNO),
    FLD(struct numa_cell, LIST, "distances/sibling", distances, RECORD(sibling_rec), .flags = GUEST_ABI, .max = 256),
    F(LIST, "cache", caches, RECORD(numa_cache_rec)),
    {0},
};
#undef F
static const struct rec cell_rec = {"cell", sizeof(struct numa_cell), cell_flds};

#define F(K, PATH, M, ...) FLD(struct numa_latency, K, PATH, M, .flags = GUEST_ABI, __VA_ARGS__)
static const struct fld latency_flds[] = {
    F(OPT32, "@initiator", initiator),
    F(OPT32, "@target", target),
    F(OPT32, "@cache", cache),
    F(ENUM, "@type", type, NAMED(numa_latency_type_names)),
    F(ULONG, "@value", value),
    F(STR, "@unit", unit),
    {0},
};
#undef F
static const struct rec latency_rec = {"latency", sizeof(struct numa_latency), latency_flds};

/* ---- the whole ---- */

#define F(K, PATH, M, ...) FLD(struct cpu_def, K, PATH, M, .flags = GUEST_ABI, __VA_ARGS__)
static const struct fld cpu_flds[] = {
    FLD(struct cpu_def, ENUM, "@mode", mode, NAMED(cpu_mode_names), .flags = SAYS_UNSUPPORTED | GUEST_ABI),
    F(ENUM, "@match", match, NAMED(cpu_match_names)),
    F(ENUM, "@check", check, NAMED(cpu_check_names)),
    F(TRI, "@migratable", migratable, ONOFF),
    F(ENUM, "model/@fallback", fallback, NAMED(cpu_fallback_names)),
    F(STR, "model/@vendor_id", vendor_id),
    F(STR, "model", model),
    F(STR, "vendor", vendor),
    F(PTR, "topology", topology, RECORD(topology_rec)),
    F(PTR, "cache", cache, RECORD(cache_rec)),
    F(ENUM, "maxphysaddr/@mode", physaddr.mode, NAMED(cpu_physaddr_names)),
    F(OPT32, "maxphysaddr/@bits", physaddr.bits),
    FLD(struct cpu_def, LIST, "feature", features, RECORD(feature_rec), .flags = GUEST_ABI, .max = 4096),
    FLD(struct cpu_def, LIST, "numa/cell", cells, RECORD(cell_rec), .flags = GUEST_ABI, .max = 256),
    F(LIST, "numa/interconnects/latency", latencies, RECORD(latency_rec)),
    F(LIST, "numa/interconnects/bandwidth", bandwidths, RECORD(latency_rec)),
    {0},
};
#undef F
const struct rec cpu_def_rec = {"cpu", sizeof(struct cpu_def), cpu_flds};
