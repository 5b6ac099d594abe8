/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* tune.h: how much of the host a domain gets: cputune, memtune, blkiotune, numatune, memoryBacking, resource.
 */
#pragma once

#include "rec/rec.h"

struct sched {
    char *ids;          /* vcpus or iothreads */
    unsigned scheduler; /* 1 other, 2 batch, 3 idle, 4 fifo, 5 rr */
    struct opt_i64 priority;
};
enum scheduler { SCHED_NONE_GIVEN, SCHED_BATCH_, SCHED_IDLE_, SCHED_FIFO_, SCHED_RR_ };
struct cpu_pin {
    uint32_t id;
    char *cpuset;
};
struct resctrl_cache {
    uint32_t id, level;
    unsigned type; /* 1 both, 2 code, 3 data */
    uint64_t size; /* KiB */
};
struct resctrl_monitor {
    struct opt_u32 level;
    char *vcpus;
};
struct resctrl_node {
    uint32_t id, bandwidth;
};
struct cachetune {
    char *id, *vcpus;
    REC_LIST(struct resctrl_cache) caches;
    REC_LIST(struct resctrl_monitor) monitors;
};
struct memorytune {
    char *id, *vcpus;
    REC_LIST(struct resctrl_node) nodes;
    REC_LIST(struct resctrl_monitor) monitors;
};
struct cputune {
    struct opt_u64 shares, period, global_period, emulator_period, iothread_period;
    struct opt_i64 quota, global_quota, emulator_quota, iothread_quota;
    REC_LIST(struct cpu_pin) vcpupins, iothreadpins;
    char *emulatorpin;
    REC_LIST(struct sched) vcpuscheds, iothreadscheds;
    struct sched *emulatorsched;
    REC_LIST(struct cachetune) cachetunes;
    REC_LIST(struct memorytune) memorytunes;
};
struct memtune { /* KiB; 0 unset */
    uint64_t hard_limit, soft_limit, min_guarantee, swap_hard_limit;
};
struct blkio_device {
    char *path;
    struct opt_u32 weight, read_iops, write_iops;
    struct opt_u64 read_bytes, write_bytes;
};
struct blkiotune {
    struct opt_u32 weight;
    REC_LIST(struct blkio_device) devices;
};
enum numa_mode { NUMA_MODE_NONE, NUMA_STRICT, NUMA_PREFERRED, NUMA_INTERLEAVE, NUMA_RESTRICTIVE };
enum numa_placement { NUMA_PLACEMENT_NONE, NUMA_PLACEMENT_STATIC, NUMA_PLACEMENT_AUTO };
struct numa_memnode {
    uint32_t cellid;
    unsigned mode;
    char *nodeset;
};
struct numatune {
    unsigned mode, placement;
    char *nodeset;
    REC_LIST(struct numa_memnode) memnodes;
};
struct hugepage {
    uint64_t size; /* KiB */
    char *nodeset;
};
struct hugepages {
    REC_LIST(struct hugepage) pages;
};
enum membacking_source { MEMBACKING_SOURCE_NONE, MEMBACKING_FILE, MEMBACKING_ANONYMOUS, MEMBACKING_MEMFD };
enum membacking_access { MEMBACKING_ACCESS_NONE, MEMBACKING_SHARED, MEMBACKING_PRIVATE };
enum membacking_allocation { MEMBACKING_ALLOCATION_NONE, MEMBACKING_IMMEDIATE, MEMBACKING_ONDEMAND };
struct memory_backing {
    struct hugepages *hugepages;
    bool nosharepages, locked;
    unsigned source, access, allocation;
    struct opt_u32 allocation_threads;
    bool discard;
};
struct resource {
    char *partition, *appid;
};
extern const struct names scheduler_names, resctrl_type_names, numa_mode_names, numa_placement_names,
    membacking_source_names, membacking_access_names, membacking_allocation_names;
extern const struct rec cputune_rec, memtune_rec, blkiotune_rec, numatune_rec, memory_backing_rec, resource_rec;
