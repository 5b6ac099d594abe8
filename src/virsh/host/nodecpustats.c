/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nodecpustats: Prints cpu stats of the node. */
#include "virsh/common/common.h"

struct args {
    struct num_int cpu;
    bool percent;
};

static const struct opt opts[] = {
    OPT_INT(cpu, "cpu", 0, "prints specified cpu statistics only."),
    OPT_BOOL(percent, "percent", "prints by percentage during 1 second."),
    OPT_END,
};

struct sample {
    unsigned long long v[5];
    bool has[5];
    unsigned long long utilization;
    bool direct; /* the driver gives only the percentage */
};
enum { USER, SYSTEM, IDLE, IOWAIT, INTR };
static const char *const fields[] = {VIR_NODE_CPU_STATS_USER, VIR_NODE_CPU_STATS_KERNEL, VIR_NODE_CPU_STATS_IDLE,
                                     VIR_NODE_CPU_STATS_IOWAIT, VIR_NODE_CPU_STATS_INTR};
static const char *const labels[] = {"user:", "system:", "idle:", "iowait:", "intr:"};

static bool sample_take(struct virsh *sh, int cpu, struct sample *s)
{
    g_autofree virNodeCPUStatsPtr stats = NULL;
    int n = 0, rc = virNodeGetCPUStats(sh->conn, cpu, NULL, &n, 0);

    if (rc == 0) {
        stats = g_new0(virNodeCPUStats, n + 1);
        rc = virNodeGetCPUStats(sh->conn, cpu, stats, &n, 0);
    }
    if (rc < 0) {
        virsh_error(sh, "Unable to get node cpu stats");
        return false;
    }
    *s = (struct sample){0};
    for (int i = 0; i < n; i++) {
        int f = INDEX_OF(fields, stats[i].field);
        if (f >= 0) {
            s->v[f] = stats[i].value;
            s->has[f] = true;
        } else if (strcmp(stats[i].field, VIR_NODE_CPU_STATS_UTILIZATION) == 0) {
            s->utilization = stats[i].value;
            s->direct = true;
        }
    }
    return true;
}

static void show_percent(struct virsh *sh, const struct sample *one, const struct sample *two)
{
    double d[5], busy, total;

    if (two->direct) {
        virsh_print(sh, "%-15s %5.1llu%%\n%-15s %5.1llu%%\n", "usage:", two->utilization,
                    "idle:", 100 - two->utilization);
        return;
    }
    for (int i = 0; i < 5; i++)
        d[i] = (double) (two->v[i] - one->v[i]);
    busy = d[USER] + d[SYSTEM] + d[INTR];
    total = busy + d[IDLE] + d[IOWAIT];
    virsh_print(sh, "%-15s %5.1f%%\n", "usage:", busy / total * 100);
    for (int i = 0; i < 5; i++)
        if (two->has[i])
            virsh_print(sh, "%-15s %5.1f%%\n", labels[i], d[i] / total * 100);
}

static bool run(struct virsh *sh, const struct args *a)
{
    int cpu = a->cpu.set ? a->cpu.v : VIR_NODE_CPU_STATS_ALL_CPUS;
    struct sample one, two;

    if (!sample_take(sh, cpu, &one))
        return false;
    if (!a->percent) {
        for (int i = 0; i < 5; i++)
            if (one.has[i])
                virsh_print(sh, "%-15s %20llu\n", labels[i], one.v[i]);
        return true;
    }
    g_usleep(G_USEC_PER_SEC); /* a rate needs an interval: the same second as libvirt's */
    if (!sample_take(sh, cpu, &two))
        return false;
    show_percent(sh, &one, &two);
    return true;
}

COMMAND(nodecpustats, "nodecpustats", "Prints cpu stats of the node.",
        "Returns cpu stats of the node, in nanoseconds.");
