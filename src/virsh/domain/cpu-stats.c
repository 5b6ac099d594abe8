/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh cpu-stats: show domain cpu statistics. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    bool total;
    struct num_int start, count;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_BOOL(total, "total", "Show total statistics only"),
    OPT_INT(start, "start", 0, "Show statistics from this CPU"),
    OPT_INT(count, "count", 0, "Number of shown CPUs at most"),
    OPT_END,
};

static void show_time(struct virsh *sh, const virTypedParameter *p)
{
    if ((strcmp(p->field, VIR_DOMAIN_CPU_STATS_CPUTIME) == 0 || strcmp(p->field, VIR_DOMAIN_CPU_STATS_VCPUTIME) == 0 ||
         strcmp(p->field, VIR_DOMAIN_CPU_STATS_USERTIME) == 0 ||
         strcmp(p->field, VIR_DOMAIN_CPU_STATS_SYSTEMTIME) == 0) &&
        p->type == VIR_TYPED_PARAM_ULLONG) {
        virsh_print(sh, "\t%-12s %9llu.%09llu seconds\n", p->field, p->value.ul / 1000000000, p->value.ul % 1000000000);
        return;
    }
    g_autofree char *text = param_text(p);
    virsh_print(sh, "\t%-12s %s\n", p->field, text);
}

static bool show_total(struct virsh *sh, const struct args *a)
{
    int n = virDomainGetCPUStats(a->dom, NULL, 0, -1, 1, 0);

    if (n < 0)
        return false;
    if (n == 0) {
        virsh_print(sh, "No total stats available");
        return true;
    }
    g_autofree virTypedParameterPtr params = g_new0(virTypedParameter, n);
    n = virDomainGetCPUStats(a->dom, params, (unsigned) n, -1, 1, 0);
    if (n < 0)
        return false;
    virsh_print(sh, "Total:\n");
    for (int i = 0; i < n; i++)
        show_time(sh, &params[i]);
    virTypedParamsClear(params, n);
    return true;
}

/* The library gives at most 128 processors in one call. */
static bool show_chunk(struct virsh *sh, const struct args *a, virTypedParameterPtr params, int nparams, int first,
                       int n)
{
    int got = virDomainGetCPUStats(a->dom, params, (unsigned) nparams, first, (unsigned) n, 0);

    if (got < 0)
        return false;
    for (int i = 0; i < n; i++) {
        virTypedParameterPtr of = params + (gsize) i * (gsize) nparams;
        if (!of[0].type)
            continue; /* offline */
        virsh_print(sh, "CPU%d:\n", first + i);
        for (int j = 0; j < got; j++)
            if (of[j].type)
                show_time(sh, &of[j]);
    }
    virTypedParamsClear(params, n * nparams);
    return true;
}

static bool show_cpus(struct virsh *sh, const struct args *a, int first, int count)
{
    enum { CHUNK = 128 };
    int most = virDomainGetCPUStats(a->dom, NULL, 0, 0, 0, 0);

    if (most < 0)
        return false;
    if (first >= most) {
        virsh_error(sh, "Start CPU %d is out of range (min: 0, max: %d)", first, most - 1);
        return false;
    }
    if (count < 0 || count > most - first)
        count = most - first;
    int nparams = virDomainGetCPUStats(a->dom, NULL, 0, 0, 1, 0);
    if (nparams < 0)
        return false;
    if (nparams == 0) {
        virsh_print(sh, "No per-CPU stats available");
        return true;
    }
    g_autofree virTypedParameterPtr params = g_new0(virTypedParameter, nparams * MIN(count, CHUNK) + 1);
    for (int done = 0; done < count; done += CHUNK)
        if (!show_chunk(sh, a, params, nparams, first + done, MIN(CHUNK, count - done)))
            return false;
    return true;
}

static bool run(struct virsh *sh, const struct args *a)
{
    bool cpus = a->start.set || a->count.set || !a->total;
    bool total = a->total || !(a->start.set || a->count.set);

    if (a->start.set && a->start.v < 0) {
        virsh_error(sh, "Invalid value for start CPU");
        return false;
    }
    if (a->count.set && a->count.v < 0) {
        virsh_error(sh, "Invalid value for number of CPUs to show");
        return false;
    }
    return (!cpus || show_cpus(sh, a, a->start.v, a->count.set ? a->count.v : -1)) && (!total || show_total(sh, a));
}

COMMAND(cpu_stats, "cpu-stats", "show domain cpu statistics",
        "Display per-CPU and total statistics about the domain's CPUs");
