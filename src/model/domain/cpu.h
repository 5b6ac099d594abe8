/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cpu.h: <cpu> of a guest: model, features, topology, NUMA cells.  */
#pragma once

#include "rec/rec.h"

enum cpu_mode { CPU_MODE_NONE, CPU_CUSTOM, CPU_HOST_MODEL, CPU_HOST_PASSTHROUGH, CPU_MAXIMUM };
enum cpu_match { CPU_MATCH_NONE, CPU_MATCH_MINIMUM, CPU_MATCH_EXACT, CPU_MATCH_STRICT };
enum cpu_check { CPU_CHECK_DEFAULT, CPU_CHECK_NONE, CPU_CHECK_PARTIAL, CPU_CHECK_FULL };
enum cpu_fallback { CPU_FALLBACK_NONE, CPU_FALLBACK_ALLOW, CPU_FALLBACK_FORBID };
enum cpu_policy { CPU_POLICY_NONE, CPU_FORCE, CPU_REQUIRE, CPU_OPTIONAL, CPU_DISABLE, CPU_FORBID };
enum cpu_cache_mode { CPU_CACHE_MODE_NONE, CPU_CACHE_EMULATE, CPU_CACHE_PASSTHROUGH, CPU_CACHE_DISABLE };
enum cpu_physaddr { CPU_PHYSADDR_NONE, CPU_PHYSADDR_EMULATE, CPU_PHYSADDR_PASSTHROUGH };
extern const struct names cpu_mode_names, cpu_match_names, cpu_check_names, cpu_fallback_names, cpu_policy_names,
    cpu_cache_mode_names, cpu_physaddr_names, numa_access_names, numa_cache_associativity_names,
    numa_cache_policy_names, numa_latency_type_names;

struct cpu_feature {
    char *name;
    unsigned policy; /* enum cpu_policy */
};
struct cpu_topology {
    uint32_t sockets, dies, cores, threads;
};
struct cpu_cache {
    struct opt_u32 level;
    unsigned mode;
};
struct numa_sibling {
    uint32_t id, value;
};
struct numa_cache {
    uint32_t level;
    unsigned associativity, policy;
    uint64_t size, line; /* value as given, with its unit */
    char *size_unit, *line_unit;
};
struct numa_cell {
    struct opt_u32 id;
    char *cpus;          /* "0-3" */
    uint64_t memory;     /* KiB */
    unsigned mem_access; /* 1 shared, 2 private */
    unsigned discard;    /* TRI yes/no */
    REC_LIST(struct numa_sibling) distances;
    REC_LIST(struct numa_cache) caches;
};
struct numa_latency {
    struct opt_u32 initiator, target, cache;
    unsigned type; /* 1 access, 2 read, 3 write */
    uint64_t value;
    char *unit; /* bandwidth only */
};
struct cpu_def {
    unsigned mode, match, check;
    unsigned migratable; /* TRI on/off */
    char *model, *vendor_id, *vendor;
    unsigned fallback;
    struct {
        unsigned mode;
        struct opt_u32 bits;
    } physaddr;
    struct cpu_topology *topology;
    struct cpu_cache *cache;
    REC_LIST(struct cpu_feature) features;
    REC_LIST(struct numa_cell) cells;
    REC_LIST(struct numa_latency) latencies, bandwidths;
};
extern const struct rec cpu_def_rec;
