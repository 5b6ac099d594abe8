/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* stats.c: typed parameters of a guest, group by group: names as libvirt's. */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/stats.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <linux/fs.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "drivers/qemu/plug.h"
#include "host/image.h"
#include "host/process.h"

int disk_sizes(const struct disk *k, struct disk_sizes *ret)
{
    struct stat st;
    struct image image;
    if ((k->type != SOURCE_FILE && k->type != SOURCE_BLOCK) || !k->src.path)
        return -ENOTSUP;
    if (stat(k->src.path, &st) < 0)
        return -errno;
    if (S_ISBLK(st.st_mode)) {
        cleanup_fd int fd = open(k->src.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        unsigned long long size = 0;
        if (fd < 0 || ioctl(fd, BLKGETSIZE64, &size) < 0)
            return -errno;
        *ret = (struct disk_sizes){size, size, size};
    } else {
        *ret = (struct disk_sizes){(uint64_t) st.st_size, (uint64_t) st.st_blocks * 512, (uint64_t) st.st_size};
    }
    if (k->format == FORMAT_QCOW2 && image_probe(k->src.path, &image) == 0) {
        if (image.capacity)
            ret->capacity = image.capacity;
        image_done(&image);
    }
    return 0;
}

bool qdev_is(const char *qdev, const char *alias)
{
    g_autofree char *part = g_strdup_printf("/peripheral/%s", alias ? alias : "?");
    const char *at = qdev ? strstr(qdev, part) : NULL;
    return qdev && alias && (strcmp(qdev, alias) == 0 || (at && strchr("/", at[strlen(part)]))); /* '/' or the end */
}

const struct qmp_blockstats *blockstats_of(const struct qmp_blockstats_list *list, const struct disk *k)
{
    g_autofree char *node = k->src.index.set ? g_strdup_printf("libvirt-%u-format", k->src.index.v) : NULL;
    for (size_t i = 0; i < list->v.n; i++) {
        const struct qmp_blockstats *b = list->v.v[i];
        if ((node && g_strcmp0(b->node_name, node) == 0) || qdev_is(b->qdev, k->info.alias.name))
            return b;
    }
    return NULL;
}

/* ---- asking ---- */
void stats_ask(struct run *r, const struct domain_def *d, unsigned stats, struct stats_asked *a)
{
    *a = (struct stats_asked){0};
    if (!r || !r->ready || !r->monitor || !qmp_is_open(r->monitor) || qmp_stalled(r->monitor, 500))
        return; /* one that has not answered for so long is not waited for again */
    if (stats & VIR_DOMAIN_STATS_BLOCK && d->disks.n > 0)
        a->block = qmp_send(r->monitor, &qmp_cmd_query_blockstats, NULL);
    const struct memballoon *b = d->memballoon;
    if (stats & VIR_DOMAIN_STATS_BALLOON && b && b->stats_period > 0 && b->info.alias.name) {
        g_autofree char *path = g_strconcat("/machine/peripheral/", b->info.alias.name, NULL);
        a->balloon =
            qmp_send(r->monitor, &qmp_cmd_qom_get_balloon_stats, &(struct qmp_qom_get){path, (char *) "guest-stats"});
    }
    if (stats & VIR_DOMAIN_STATS_IOTHREAD && d->iothreads.n > 0)
        a->iothreads = qmp_send(r->monitor, &qmp_cmd_query_iothreads, NULL);
    err_reset();
}

/* ---- without QEMU ---- */
static void put_state(struct guest *g, struct params *p)
{
    int state, reason;
    guest_get_state(g, &state, &reason);
    params_int(p, "state.state", state);
    params_int(p, "state.reason", reason);
}

static void put_cpu(struct run *r, const struct domain_def *d, struct params *p)
{
    struct process_times t;
    if (process_times(r->pid, 0, &t) < 0)
        return;
    params_ullong(p, "cpu.time", t.user + t.system);
    params_ullong(p, "cpu.user", t.user);
    params_ullong(p, "cpu.system", t.system);
    params_uint(p, "cpu.cache.monitor.count", 0);
}

static GArray *tids_of(struct run *r)
{
    GArray *v = g_array_new(FALSE, TRUE, sizeof(pid_t));
    object_lock(&r->guest->o);
    g_array_append_vals(v, r->vcpu_tids->data, r->vcpu_tids->len);
    object_unlock(&r->guest->o);
    return v;
}

static void put_vcpu(struct run *r, const struct domain_def *d, struct params *p)
{
    params_uint(p, "vcpu.current", domain_vcpus(d));
    params_uint(p, "vcpu.maximum", d->vcpus_max);
    if (!r)
        return;
    g_autoptr(GArray) tids = tids_of(r);
    for (guint i = 0; i < tids->len; i++) {
        pid_t tid = g_array_index(tids, pid_t, i);
        struct process_times t;
        uint64_t run, delay;
        char name[48];
        if (tid <= 0 || process_times(r->pid, tid, &t) < 0)
            continue;
        snprintf(name, sizeof(name), "vcpu.%u.state", i);
        params_int(p, name, VIR_VCPU_RUNNING);
        params_ullong_f(p, t.user + t.system, "vcpu.%u.time", i);
        if (process_sched(r->pid, tid, &run, &delay) == 0) {
            params_ullong_f(p, process_wait_sum(r->pid, tid), "vcpu.%u.wait", i);
            params_ullong_f(p, delay, "vcpu.%u.delay", i);
        }
    }
}

static void put_net(const struct domain_def *d, const char *links, struct params *p)
{
    params_uint(p, "net.count", (unsigned) d->nics.n);
    for (size_t i = 0; i < d->nics.n; i++) {
        const struct nic *n = d->nics.v[i];
        struct link_counters l;
        if (!n->ifname)
            continue;
        params_str_f(p, n->ifname, "net.%zu.name", i);
        if (!links || !link_counters(links, n->ifname, &l))
            continue;
        /* what the tap receives is what the guest sends */
        const struct {
            const char *name;
            uint64_t v;
        } rows[] = {
            {"rx.bytes", l.tx_bytes}, {"rx.pkts", l.tx_packets}, {"rx.errs", l.tx_errors}, {"rx.drop", l.tx_drops},
            {"tx.bytes", l.rx_bytes}, {"tx.pkts", l.rx_packets}, {"tx.errs", l.rx_errors}, {"tx.drop", l.rx_drops},
        };
        for (size_t k = 0; k < G_N_ELEMENTS(rows); k++)
            params_ullong_f(p, rows[k].v, "net.%zu.%s", i, rows[k].name);
    }
}

/* ---- with QEMU ---- */
static void put_balloon(struct run *r, const struct domain_def *d, struct qmp_pending *asked, int64_t deadline,
                        struct params *p)
{
    params_ullong(p, "balloon.current", d->current_memory);
    params_ullong(p, "balloon.maximum", d->memory);
    if (!r)
        return;
    struct qmp_balloon_stats_reply s = {0};
    struct process_times t;
    if (asked && qmp_wait(asked, &s, deadline) == 0) {
        const struct {
            const char *name;
            const struct opt_u64 *v;
            unsigned shift;
        } rows[] = {
            {"balloon.swap_in", &s.stats.swap_in, 10},
            {"balloon.swap_out", &s.stats.swap_out, 10},
            {"balloon.major_fault", &s.stats.major_fault, 0},
            {"balloon.minor_fault", &s.stats.minor_fault, 0},
            {"balloon.unused", &s.stats.free, 10},
            {"balloon.available", &s.stats.total, 10},
            {"balloon.usable", &s.stats.available, 10},
            {"balloon.disk_caches", &s.stats.disk_caches, 10},
            {"balloon.hugetlb_pgalloc", &s.stats.hugetlb_allocs, 0},
            {"balloon.hugetlb_pgfail", &s.stats.hugetlb_fail, 0},
        };
        for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
            if (rows[i].v->set && rows[i].v->v != UINT64_MAX)
                params_ullong(p, rows[i].name, rows[i].v->v >> rows[i].shift);
        params_ullong(p, "balloon.last-update", s.last_update);
        QMP_DONE(qom_get_balloon_stats, &s);
    } else if (!asked) {
        params_ullong(p, "balloon.last-update", 0);
    }
    if (process_times(r->pid, 0, &t) == 0)
        params_ullong(p, "balloon.rss", t.rss_kib);
}

static void put_block_counters(const struct qmp_blockstats *b, unsigned i, struct params *p)
{
    const struct qmp_device_stats *s = &b->stats;
    const struct {
        const char *name;
        uint64_t v;
    } rows[] = {
        {"rd.reqs", s->rd_operations},
        {"rd.bytes", s->rd_bytes},
        {"rd.times", s->rd_total_time_ns},
        {"wr.reqs", s->wr_operations},
        {"wr.bytes", s->wr_bytes},
        {"wr.times", s->wr_total_time_ns},
        {"fl.reqs", s->flush_operations},
        {"fl.times", s->flush_total_time_ns},
        {"allocation", b->parent ? b->parent->stats.wr_highest_offset : s->wr_highest_offset},
    };
    for (size_t k = 0; k < G_N_ELEMENTS(rows); k++)
        params_ullong_f(p, rows[k].v, "block.%u.%s", i, rows[k].name);
}

static void put_one_disk(const struct disk *k, const struct qmp_blockstats_list *list, unsigned i, struct params *p)
{
    struct disk_sizes sizes;
    const struct qmp_blockstats *b = list ? blockstats_of(list, k) : NULL;
    char name[48];
    params_str_f(p, k->dst, "block.%u.name", i);
    if (k->src.path)
        params_str_f(p, k->src.path, "block.%u.path", i);
    if (k->src.index.set) {
        snprintf(name, sizeof(name), "block.%u.backingIndex", i);
        params_uint(p, name, k->src.index.v);
    }
    if (b)
        put_block_counters(b, i, p);
    if (disk_sizes(k, &sizes) < 0)
        return;
    params_ullong_f(p, sizes.capacity, "block.%u.capacity", i);
    params_ullong_f(p, sizes.physical, "block.%u.physical", i);
}

static unsigned put_backing(const struct disk *k, const struct qmp_blockstats_list *list, unsigned i, struct params *p)
{
    const struct qmp_blockstats *b = list ? blockstats_of(list, k) : NULL;
    char name[48];
    for (const struct disk_backing *d = k->backing; d && d->type; d = d->backing) {
        b = b ? b->backing : NULL;
        params_str_f(p, k->dst, "block.%u.name", i);
        if (d->src.path)
            params_str_f(p, d->src.path, "block.%u.path", i);
        snprintf(name, sizeof(name), "block.%u.backingIndex", i);
        params_uint(p, name, d->index.v);
        if (b)
            put_block_counters(b, i, p);
        i++;
    }
    return i;
}

static void put_block(const struct domain_def *d, unsigned flags, struct qmp_pending *asked, int64_t deadline,
                      struct params *p)
{
    struct qmp_blockstats_list list = {0};
    bool chain = flags & VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING;
    bool have = asked && qmp_wait(asked, &list, deadline) == 0;
    unsigned n = (unsigned) d->disks.n, at = 0;
    for (size_t i = 0; chain && i < d->disks.n; i++)
        for (const struct disk_backing *b = d->disks.v[i]->backing; b && b->type; b = b->backing)
            n++;
    params_uint(p, "block.count", n);
    for (size_t i = 0; i < d->disks.n; i++) {
        put_one_disk(d->disks.v[i], have ? &list : NULL, at++, p);
        if (chain)
            at = put_backing(d->disks.v[i], have ? &list : NULL, at, p);
    }
    if (have)
        QMP_DONE(query_blockstats, &list);
}

static void put_iothreads(struct qmp_pending *asked, int64_t deadline, struct params *p)
{
    struct qmp_iothread_list list = {0};
    if (!asked || qmp_wait(asked, &list, deadline) < 0)
        return;
    params_uint(p, "iothread.count", (unsigned) list.v.n);
    for (size_t i = 0; i < list.v.n; i++) {
        const struct qmp_iothread *t = list.v.v[i];
        unsigned id;
        if (!t->id || sscanf(t->id, "iothread%u", &id) != 1)
            continue;
        params_ullong_f(p, t->poll_max_ns, "iothread.%u.poll-max-ns", id);
        params_ullong_f(p, t->poll_grow, "iothread.%u.poll-grow", id);
        params_ullong_f(p, t->poll_shrink, "iothread.%u.poll-shrink", id);
    }
    QMP_DONE(query_iothreads, &list);
}

void stats_take(struct guest *g, struct run *r, const struct domain_def *d, unsigned stats, unsigned flags,
                struct stats_asked *a, const char *links, int64_t deadline, struct params *p)
{
    if (stats & VIR_DOMAIN_STATS_STATE)
        put_state(g, p);
    if (stats & VIR_DOMAIN_STATS_CPU_TOTAL && r)
        put_cpu(r, d, p);
    if (stats & VIR_DOMAIN_STATS_BALLOON)
        put_balloon(r, d, a->balloon, deadline, p);
    if (stats & VIR_DOMAIN_STATS_VCPU)
        put_vcpu(r, d, p);
    if (stats & VIR_DOMAIN_STATS_INTERFACE && r)
        put_net(d, links, p);
    if (stats & VIR_DOMAIN_STATS_BLOCK)
        put_block(d, flags, a->block, deadline, p);
    if (stats & VIR_DOMAIN_STATS_IOTHREAD && r)
        put_iothreads(a->iothreads, deadline, p);
    err_reset();
}
