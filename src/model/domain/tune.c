/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* tune.c: the rows of cputune, memtune, blkiotune, numatune, memoryBacking, resource.  */
#include "model/domain/tune.h"

#include "model/domain/table.h"

NAMES(scheduler_names, "scheduler",
      NULL, [SCHED_BATCH_] = "batch", [SCHED_IDLE_] = "idle", [SCHED_FIFO_] = "fifo", [SCHED_RR_] = "rr");
NAMES(resctrl_type_names, "cache type", NULL, "both", "code", "data");
NAMES(numa_mode_names, "NUMA memory tuning mode", [NUMA_STRICT] = "strict", [NUMA_PREFERRED] = "preferred",
      [NUMA_INTERLEAVE] = "interleave", [NUMA_RESTRICTIVE] = "restrictive");
NAMES(numa_placement_names,
      "NUMA memory placement mode", [NUMA_PLACEMENT_STATIC] = "static", [NUMA_PLACEMENT_AUTO] = "auto");
NAMES(membacking_source_names, "memoryBacking/source/type", [MEMBACKING_FILE] = "file",
      [MEMBACKING_ANONYMOUS] = "anonymous", [MEMBACKING_MEMFD] = "memfd");
NAMES(membacking_access_names,
      "memoryBacking/access/mode", [MEMBACKING_SHARED] = "shared", [MEMBACKING_PRIVATE] = "private");
NAMES(membacking_allocation_names,
      "memoryBacking/allocation/mode", [MEMBACKING_IMMEDIATE] = "immediate", [MEMBACKING_ONDEMAND] = "ondemand");

/* ---- cputune ---- */

#define SCHED(ident, attr)                                                                            \
    ROWS(ident, struct sched, #ident, FLD(struct sched, CPUSET, attr, ids),                           \
         FLD(struct sched, ENUM, "@scheduler", scheduler, NAMED(scheduler_names), .flags = REQUIRED), \
         FLD(struct sched, OPTI64, "@priority", priority))
SCHED(vcpusched, "@vcpus");
SCHED(iothreadsched, "@iothreads");

#define PIN(ident, attr)                                                                        \
    ROWS(ident, struct cpu_pin, #ident, FLD(struct cpu_pin, UINT, attr, id, .flags = REQUIRED), \
         FLD(struct cpu_pin, CPUSET, "@cpuset", cpuset, .flags = REQUIRED))
PIN(vcpupin, "@vcpu");
PIN(iothreadpin, "@iothread");

#define F(K, PATH, M, ...) FLD(struct resctrl_cache, K, PATH, M, __VA_ARGS__)
static const struct fld resctrl_cache_flds[] = {
    F(UINT, "@id", id),
    F(UINT, "@level", level),
    F(ENUM, "@type", type, NAMED(resctrl_type_names)),
    F(SIZE, "@size", size, UNIT(1024)),
    {0},
};
#undef F
static const struct rec resctrl_cache_rec = {"cache", sizeof(struct resctrl_cache), resctrl_cache_flds};
static const struct fld monitor_flds[] = {
    FLD(struct resctrl_monitor, OPT32, "@level", level),
    FLD(struct resctrl_monitor, CPUSET, "@vcpus", vcpus),
    {0},
};
static const struct rec monitor_rec = {"monitor", sizeof(struct resctrl_monitor), monitor_flds};
static const struct fld node_flds[] = {
    FLD(struct resctrl_node, UINT, "@id", id),
    FLD(struct resctrl_node, UINT, "@bandwidth", bandwidth),
    {0},
};
static const struct rec node_rec = {"node", sizeof(struct resctrl_node), node_flds};
static const struct fld cachetune_flds[] = {
    FLD(struct cachetune, STR, "@id", id, .flags = LIVE),
    FLD(struct cachetune, CPUSET, "@vcpus", vcpus, .flags = REQUIRED),
    FLD(struct cachetune, LIST, "cache", caches, RECORD(resctrl_cache_rec)),
    FLD(struct cachetune, LIST, "monitor", monitors, RECORD(monitor_rec)),
    {0},
};
static const struct rec cachetune_rec = {"cachetune", sizeof(struct cachetune), cachetune_flds};
static const struct fld memorytune_flds[] = {
    FLD(struct memorytune, STR, "@id", id, .flags = LIVE),
    FLD(struct memorytune, CPUSET, "@vcpus", vcpus, .flags = REQUIRED),
    FLD(struct memorytune, LIST, "node", nodes, RECORD(node_rec)),
    FLD(struct memorytune, LIST, "monitor", monitors, RECORD(monitor_rec)),
    {0},
};
static const struct rec memorytune_rec = {"memorytune", sizeof(struct memorytune), memorytune_flds};

/* Periods are 1000 to 1000000 microseconds, quotas -1 or at least 1000: checked in check-tune.c.  */
#define F(K, PATH, M, ...) FLD(struct cputune, K, PATH, M, __VA_ARGS__)
static const struct fld cputune_flds[] = {
    F(OPT64, "shares", shares),
    F(OPT64, "period", period),
    F(OPTI64, "quota", quota),
    F(OPT64, "global_period", global_period),
    F(OPTI64, "global_quota", global_quota),
    F(OPT64, "emulator_period", emulator_period),
    F(OPTI64, "emulator_quota", emulator_quota),
    F(OPT64, "iothread_period", iothread_period),
    F(OPTI64, "iothread_quota", iothread_quota),
    F(LIST, "vcpupin", vcpupins, RECORD(vcpupin_rec)),
    F(CPUSET, "emulatorpin/@cpuset", emulatorpin),
    F(LIST, "iothreadpin", iothreadpins, RECORD(iothreadpin_rec)),
    F(PTR, "emulatorsched", emulatorsched, RECORD(vcpusched_rec)),
    F(LIST, "vcpusched", vcpuscheds, RECORD(vcpusched_rec)),
    F(LIST, "iothreadsched", iothreadscheds, RECORD(iothreadsched_rec)),
    F(LIST, "cachetune", cachetunes, RECORD(cachetune_rec)),
    F(LIST, "memorytune", memorytunes, RECORD(memorytune_rec)),
    {0},
};
#undef F
const struct rec cputune_rec = {"cputune", sizeof(struct cputune), cputune_flds};

/* ---- memory and block tuning ---- */

#define F(NAME) FLD(struct memtune, SIZE, #NAME, NAME, UNIT(1024), .flags = MUTABLE)
static const struct fld memtune_flds[] = {
    F(hard_limit), F(soft_limit), F(min_guarantee), F(swap_hard_limit), {0},
};
#undef F
const struct rec memtune_rec = {"memtune", sizeof(struct memtune), memtune_flds};

#define F(K, PATH, M, ...) FLD(struct blkio_device, K, PATH, M, __VA_ARGS__)
static const struct fld blkio_device_flds[] = {
    F(STR, "path", path),
    F(OPT32, "weight", weight),
    F(OPT32, "read_iops_sec", read_iops),
    F(OPT32, "write_iops_sec", write_iops),
    F(OPT64, "read_bytes_sec", read_bytes),
    F(OPT64, "write_bytes_sec", write_bytes),
    {0},
};
#undef F
static const struct rec blkio_device_rec = {"device", sizeof(struct blkio_device), blkio_device_flds};
static const struct fld blkiotune_flds[] = {
    FLD(struct blkiotune, OPT32, "weight", weight),
    FLD(struct blkiotune, LIST, "device", devices, RECORD(blkio_device_rec)),
    {0},
};
const struct rec blkiotune_rec = {"blkiotune", sizeof(struct blkiotune), blkiotune_flds};

/* ---- NUMA placement ---- */

static const struct fld memnode_flds[] = {
    FLD(struct numa_memnode, UINT, "@cellid", cellid, .flags = REQUIRED),
    FLD(struct numa_memnode, ENUM, "@mode", mode, NAMED(numa_mode_names)),
    FLD(struct numa_memnode, CPUSET, "@nodeset", nodeset, .flags = REQUIRED),
    {0},
};
static const struct rec memnode_rec = {"memnode", sizeof(struct numa_memnode), memnode_flds};
static const struct fld numatune_flds[] = {
    FLD(struct numatune, ENUM, "memory/@mode", mode, NAMED(numa_mode_names)),
    FLD(struct numatune, CPUSET, "memory/@nodeset", nodeset),
    FLD(struct numatune, ENUM, "memory/@placement", placement, NAMED(numa_placement_names)),
    FLD(struct numatune, LIST, "memnode", memnodes, RECORD(memnode_rec)),
    {0},
};
static int numatune_defaults(void *obj, struct rec_in *in)
{
    struct numatune *n = obj;

    if (!n->mode && (n->nodeset || n->placement))
        n->mode = NUMA_STRICT;
    if (n->placement == NUMA_PLACEMENT_STATIC && n->nodeset)
        n->placement = NUMA_PLACEMENT_NONE; /* implied by the nodeset */
    return 0;
}
const struct rec numatune_rec = {"numatune", sizeof(struct numatune), numatune_flds, .defaults = numatune_defaults};

/* ---- memoryBacking ---- */

static const struct fld page_flds[] = {
    FLD(struct hugepage, SIZE, "@size", size, UNIT(1024)),
    FLD(struct hugepage, CPUSET, "@nodeset", nodeset),
    {0},
};
static const struct rec page_rec = {"page", sizeof(struct hugepage), page_flds};
static const struct fld hugepages_flds[] = {
    FLD(struct hugepages, LIST, "page", pages, RECORD(page_rec)),
    {0},
};
static const struct rec hugepages_rec = {"hugepages", sizeof(struct hugepages), hugepages_flds};
#define F(K, PATH, M, ...) FLD(struct memory_backing, K, PATH, M, __VA_ARGS__)
static const struct fld backing_flds[] = {
    F(PTR, "hugepages", hugepages, RECORD(hugepages_rec)),
    F(FLAG, "nosharepages", nosharepages),
    F(FLAG, "locked", locked),
    F(ENUM, "source/@type", source, NAMED(membacking_source_names)),
    F(ENUM, "access/@mode", access, NAMED(membacking_access_names)),
    F(ENUM, "allocation/@mode", allocation, NAMED(membacking_allocation_names)),
    F(OPT32, "allocation/@threads", allocation_threads),
    F(FLAG, "discard", discard),
    {0},
};
#undef F
const struct rec memory_backing_rec = {"memoryBacking", sizeof(struct memory_backing), backing_flds};

static const struct fld resource_flds[] = {
    FLD(struct resource, STR, "partition", partition),
    FLD(struct resource, STR, "fibrechannel/@appid", appid),
    {0},
};
const struct rec resource_rec = {"resource", sizeof(struct resource), resource_flds};
