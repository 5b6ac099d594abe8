/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh vcpuinfo: detailed domain vcpu information. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    bool pretty;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_BOOL(pretty, "pretty", "return human readable output"),
    OPT_END,
};

static const char *const states[] = {"offline", "running", "blocked"};

static void show_affinity(struct virsh *sh, const struct args *a, const unsigned char *map, int len, int host)
{
    virsh_print(sh, "%-15s ", "CPU Affinity:");
    if (a->pretty) {
        g_autofree char *text = cpumap_text(map, len, host);
        virsh_print(sh, "%s (out of %d)", text, host);
    } else {
        for (int i = 0; i < host; i++)
            virsh_print(sh, "%c", VIR_CPU_USED(map, i) ? 'y' : '-');
    }
    virsh_print(sh, "\n");
}

static void show_vcpu(struct virsh *sh, const virVcpuInfo *info)
{
    virsh_print(sh, "%-15s %d\n", "VCPU:", info->number);
    virsh_print(sh, "%-15s %d\n", "CPU:", info->cpu);
    virsh_print(sh, "%-15s %s\n", "State:", NAME_OF(states, info->state));
    if (info->cpuTime)
        virsh_print(sh, "%-15s %.1lfs\n", "CPU time:", (double) info->cpuTime / 1e9);
}

/* A stopped domain knows only where its processors may run. */
static bool show_stopped(struct virsh *sh, const struct args *a, int n, int host)
{
    int len = VIR_CPU_MAPLEN(host);
    g_autofree unsigned char *maps = g_malloc0((gsize) n * (gsize) len + 1);

    n = virDomainGetVcpuPinInfo(a->dom, n, maps, len, VIR_DOMAIN_AFFECT_CONFIG);
    if (n < 0)
        return false;
    for (int i = 0; i < n; i++) {
        virsh_print(sh, "%-15s %d\n%-15s %s\n%-15s %s\n%-15s %s\n", "VCPU:", i, "CPU:", "N/A", "State:", "N/A",
                    "CPU time", "N/A");
        show_affinity(sh, a, VIR_GET_CPUMAP(maps, len, i), len, host);
        if (i + 1 < n)
            virsh_print(sh, "\n");
    }
    return true;
}

static bool run(struct virsh *sh, const struct args *a)
{
    virDomainInfo dominfo;
    int host = host_cpus(sh);

    if (host < 0 || virDomainGetInfo(a->dom, &dominfo) < 0)
        return false;
    int len = VIR_CPU_MAPLEN(host), n = dominfo.nrVirtCpu;
    g_autofree virVcpuInfo *info = g_new0(virVcpuInfo, n + 1);
    g_autofree unsigned char *maps = g_malloc0((gsize) n * (gsize) len + 1);
    n = virDomainGetVcpus(a->dom, info, n, maps, len);
    if (n < 0) {
        if (virsh_last_code(sh) != VIR_ERR_OPERATION_INVALID)
            return false;
        virsh_forget(sh);
        return show_stopped(sh, a, dominfo.nrVirtCpu, host);
    }
    for (int i = 0; i < n; i++) {
        show_vcpu(sh, &info[i]);
        show_affinity(sh, a, VIR_GET_CPUMAP(maps, len, i), len, host);
        if (i + 1 < n)
            virsh_print(sh, "\n");
    }
    return true;
}

COMMAND(vcpuinfo, "vcpuinfo", "detailed domain vcpu information",
        "Returns basic information about the domain virtual CPUs.");
