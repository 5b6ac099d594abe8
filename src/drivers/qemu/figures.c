/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* figures.c: figures of one guest by their own calls: block, interface, memory, processor. */
#define ERR_FROM VIR_FROM_QEMU
#include <string.h>

#include "base/err.h"
#include "drivers/qemu/functions.h"
#include "drivers/qemu/plug.h"
#include "drivers/qemu/stats.h"
#include "host/process.h"

/* ---- block ---- */
static void add(struct qmp_device_stats *sum, const struct qmp_device_stats *s)
{
    sum->rd_operations += s->rd_operations, sum->rd_bytes += s->rd_bytes, sum->rd_total_time_ns += s->rd_total_time_ns;
    sum->wr_operations += s->wr_operations, sum->wr_bytes += s->wr_bytes, sum->wr_total_time_ns += s->wr_total_time_ns;
    sum->flush_operations += s->flush_operations, sum->flush_total_time_ns += s->flush_total_time_ns;
}

/* Of one disk, or ("") the sum of all.  */
static int block_stats(struct call *c, const char *path, struct qmp_device_stats *ret)
{
    struct guest *g = guest_of_call(c);
    cleanup_run struct run *r = guest_run(g);
    cleanup_def struct def *live = object_live(&g->o);
    struct qmp_blockstats_list list = {0};
    bool all = !*path, hit = all;
    if (!r || !live)
        return r ? not_running() : -1;
    const struct disk *k = all ? NULL : domain_disk(def_domain(live), path);
    if (!all && !k)
        return err(VIR_ERR_INVALID_ARG, "invalid path: %s", path), -1;
    if (qmp_call(r->monitor, &qmp_cmd_query_blockstats, NULL, &list, QMP_WAIT_MS) < 0)
        return -1;
    for (size_t i = 0; i < def_domain(live)->disks.n; i++) {
        const struct disk *d = def_domain(live)->disks.v[i];
        const struct qmp_blockstats *b = all || d == k ? blockstats_of(&list, d) : NULL;
        if (!b)
            continue;
        add(ret, &b->stats);
        hit = true;
    }
    QMP_DONE(query_blockstats, &list);
    if (hit)
        return 0;
    err(VIR_ERR_OPERATION_FAILED, "QEMU says nothing of the disk '%s'", path);
    return -1;
}

int qemu_virDomainBlockStats(struct call *c, const struct virDomainBlockStats_args *a,
                             struct virDomainBlockStats_ret *ret)
{
    struct qmp_device_stats s = {0};
    if (block_stats(c, a->path, &s) < 0)
        return -1;
    ret->rd_req = (int64_t) s.rd_operations;
    ret->rd_bytes = (int64_t) s.rd_bytes;
    ret->wr_req = (int64_t) s.wr_operations;
    ret->wr_bytes = (int64_t) s.wr_bytes;
    ret->errs = -1;
    return 0;
}

int qemu_virDomainBlockStatsFlags(struct call *c, const struct virDomainBlockStatsFlags_args *a,
                                  struct virDomainBlockStatsFlags_ret *ret)
{
    struct qmp_device_stats s = {0};
    if (block_stats(c, a->path, &s) < 0)
        return -1;
    const struct {
        const char *name;
        uint64_t v;
    } rows[] = {
        {VIR_DOMAIN_BLOCK_STATS_WRITE_BYTES, s.wr_bytes},
        {VIR_DOMAIN_BLOCK_STATS_WRITE_REQ, s.wr_operations},
        {VIR_DOMAIN_BLOCK_STATS_READ_BYTES, s.rd_bytes},
        {VIR_DOMAIN_BLOCK_STATS_READ_REQ, s.rd_operations},
        {VIR_DOMAIN_BLOCK_STATS_FLUSH_REQ, s.flush_operations},
        {VIR_DOMAIN_BLOCK_STATS_WRITE_TOTAL_TIMES, s.wr_total_time_ns},
        {VIR_DOMAIN_BLOCK_STATS_READ_TOTAL_TIMES, s.rd_total_time_ns},
        {VIR_DOMAIN_BLOCK_STATS_FLUSH_TOTAL_TIMES, s.flush_total_time_ns},
    };
    ret->nparams = G_N_ELEMENTS(rows);
    for (size_t i = 0; i < G_N_ELEMENTS(rows) && (int) i < a->nparams; i++)
        params_llong(&ret->params, rows[i].name, (long long) rows[i].v);
    return 0;
}

int qemu_virDomainGetBlockInfo(struct call *c, const struct virDomainGetBlockInfo_args *a,
                               struct virDomainGetBlockInfo_ret *ret)
{
    cleanup_def struct def *d = object_current(c->object);
    const struct disk *k = d ? domain_disk(def_domain(d), a->path) : NULL;
    struct disk_sizes s;
    if (!k)
        return err(VIR_ERR_INVALID_ARG, "invalid path %s not assigned to domain", a->path), -1;
    if (disk_source_is_empty(k->type, &k->src))
        return err(VIR_ERR_INVALID_ARG, "disk '%s' does not currently have a source assigned", a->path), -1;
    int e = disk_sizes(k, &s);
    if (e < 0)
        return err_sys(-e, "cannot stat file '%s'", k->src.path ? k->src.path : a->path), -1;
    ret->capacity = s.capacity;
    ret->allocation = s.allocation;
    ret->physical = s.physical;
    return 0;
}

/* ---- interfaces ---- */
int qemu_virDomainInterfaceStats(struct call *c, const struct virDomainInterfaceStats_args *a,
                                 struct virDomainInterfaceStats_ret *ret)
{
    cleanup_run struct run *r = guest_run(guest_of_call(c));
    cleanup_def struct def *live = object_live(c->object);
    if (!r || !live)
        return -1;
    const struct nic *n = domain_nic(def_domain(live), a->device);
    g_autofree char *text = n && n->ifname ? link_counters_read() : NULL;
    struct link_counters l;
    if (!text || !link_counters(text, n->ifname, &l)) {
        err_set(VIR_FROM_DOMAIN, VIR_ERR_INVALID_ARG, 0, __FILE__, __func__, __LINE__, "'%s' is not a known interface",
                a->device);
        return -1;
    }
    *ret = (struct virDomainInterfaceStats_ret){
        .rx_bytes = (int64_t) l.tx_bytes,
        .rx_packets = (int64_t) l.tx_packets,
        .rx_errs = (int64_t) l.tx_errors,
        .rx_drop = (int64_t) l.tx_drops,
        .tx_bytes = (int64_t) l.rx_bytes,
        .tx_packets = (int64_t) l.rx_packets,
        .tx_errs = (int64_t) l.rx_errors,
        .tx_drop = (int64_t) l.rx_drops,
    };
    return 0;
}

/* ---- memory ---- */
static void stat_add(struct virDomainMemoryStats_ret *ret, unsigned max, int tag, uint64_t v)
{
    if (ret->stats.n >= max)
        return;
    struct wire_domain_memory_stat *s = g_new0(struct wire_domain_memory_stat, 1);
    s->tag = tag;
    s->val = v;
    ret->stats.v = g_renew(struct wire_domain_memory_stat *, ret->stats.v, ret->stats.n + 1);
    ret->stats.v[ret->stats.n++] = s;
}

static void balloon_stats(struct run *r, const struct memballoon *b, unsigned max, struct virDomainMemoryStats_ret *ret)
{
    struct qmp_balloon_stats_reply s = {0};
    g_autofree char *path = g_strconcat("/machine/peripheral/", b->info.alias.name, NULL);
    if (qmp_call(r->monitor, &qmp_cmd_qom_get_balloon_stats, &(struct qmp_qom_get){path, (char *) "guest-stats"}, &s,
                 QMP_WAIT_MS) < 0) {
        err_reset(); /* figures of the guest's own driver are an extra */
        return;
    }
    const struct {
        int tag;
        const struct opt_u64 *v;
        unsigned shift;
    } rows[] = {
        {VIR_DOMAIN_MEMORY_STAT_SWAP_IN, &s.stats.swap_in, 10},
        {VIR_DOMAIN_MEMORY_STAT_SWAP_OUT, &s.stats.swap_out, 10},
        {VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT, &s.stats.major_fault, 0},
        {VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT, &s.stats.minor_fault, 0},
        {VIR_DOMAIN_MEMORY_STAT_UNUSED, &s.stats.free, 10},
        {VIR_DOMAIN_MEMORY_STAT_AVAILABLE, &s.stats.total, 10},
        {VIR_DOMAIN_MEMORY_STAT_USABLE, &s.stats.available, 10},
        {VIR_DOMAIN_MEMORY_STAT_DISK_CACHES, &s.stats.disk_caches, 10},
        {VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC, &s.stats.hugetlb_allocs, 0},
        {VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGFAIL, &s.stats.hugetlb_fail, 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (rows[i].v->set && rows[i].v->v != UINT64_MAX)
            stat_add(ret, max, rows[i].tag, rows[i].v->v >> rows[i].shift);
    stat_add(ret, max, VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE, s.last_update);
    QMP_DONE(qom_get_balloon_stats, &s);
}

int qemu_virDomainMemoryStats(struct call *c, const struct virDomainMemoryStats_args *a,
                              struct virDomainMemoryStats_ret *ret)
{
    cleanup_run struct run *r = guest_run(guest_of_call(c));
    cleanup_def struct def *live = object_live(c->object);
    struct process_times t;
    if (!r || !live)
        return -1;
    const struct memballoon *b = def_domain(live)->memballoon;
    stat_add(ret, a->max_stats, VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON, def_domain(live)->current_memory);
    if (b && b->model != BALLOON_NONE && b->info.alias.name)
        balloon_stats(r, b, a->max_stats, ret);
    if (process_times(r->pid, 0, &t) == 0)
        stat_add(ret, a->max_stats, VIR_DOMAIN_MEMORY_STAT_RSS, t.rss_kib);
    return 0;
}

/* ---- processor ---- */
int qemu_virDomainGetCPUStats(struct call *c, const struct virDomainGetCPUStats_args *a,
                              struct virDomainGetCPUStats_ret *ret)
{
    cleanup_run struct run *r = guest_run(guest_of_call(c));
    struct process_times t;
    if (!r)
        return -1;
    if (a->start_cpu != -1)
        return err(VIR_ERR_OPERATION_UNSUPPORTED,
                   "time on single processors of the host is not counted: ask for the total"),
               -1;
    ret->nparams = 3;
    if (a->nparams == 0)
        return 0;
    int e = process_times(r->pid, 0, &t);
    if (e < 0)
        return err_sys(-e, "cannot read the times of QEMU"), -1;
    params_ullong(&ret->params, VIR_DOMAIN_CPU_STATS_CPUTIME, t.user + t.system);
    params_ullong(&ret->params, VIR_DOMAIN_CPU_STATS_USERTIME, t.user);
    params_ullong(&ret->params, VIR_DOMAIN_CPU_STATS_SYSTEMTIME, t.system);
    return 0;
}

int qemu_virDomainGetDiskErrors(struct call *c, const struct virDomainGetDiskErrors_args *a,
                                struct virDomainGetDiskErrors_ret *ret)
{
    cleanup_run struct run *r = guest_run(guest_of_call(c));
    cleanup_def struct def *live = object_live(c->object);
    struct qmp_block_list list = {0};
    if (!r || !live || qmp_call(r->monitor, &qmp_cmd_query_block, NULL, &list, QMP_WAIT_MS) < 0)
        return -1;
    if (a->maxerrors == 0)
        ret->nerrors = (int32_t) def_domain(live)->disks.n;
    for (size_t i = 0; i < def_domain(live)->disks.n; i++) {
        const struct disk *k = def_domain(live)->disks.v[i];
        for (size_t j = 0; k->info.alias.name && j < list.v.n && ret->errors.n < a->maxerrors; j++) {
            const struct qmp_block *b = list.v.v[j];
            if (!qdev_is(b->qdev, k->info.alias.name) || b->io_status <= QMP_IO_OK)
                continue;
            struct wire_domain_disk_error *e = g_new0(struct wire_domain_disk_error, 1);
            e->disk = g_strdup(k->dst);
            e->remote_error =
                b->io_status == QMP_IO_NOSPACE ? VIR_DOMAIN_DISK_ERROR_NO_SPACE : VIR_DOMAIN_DISK_ERROR_UNSPEC;
            ret->errors.v = g_renew(struct wire_domain_disk_error *, ret->errors.v, ret->errors.n + 1);
            ret->errors.v[ret->errors.n++] = e;
            ret->nerrors = (int32_t) ret->errors.n;
        }
    }
    QMP_DONE(query_block, &list);
    return 0;
}
