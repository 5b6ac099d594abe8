/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh vcpupin: control or query domain vcpu affinity. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    struct num_uint vcpu;
    const char *cpulist;
    bool config, live, current;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_UINT(vcpu, "vcpu", 0, "vcpu number"),
    OPT_STR(cpulist, "cpulist", EMPTY_OK, "host cpu number(s) to set, or omit option to query"),
    OPT_AFFECT,
    OPT_END,
};

static bool show(struct virsh *sh, const struct args *a, int host, unsigned flags)
{
    int len = VIR_CPU_MAPLEN(host);
    int n = virDomainGetVcpusFlags(a->dom, (flags ? flags : VIR_DOMAIN_AFFECT_CURRENT) | VIR_DOMAIN_VCPU_MAXIMUM);

    if (n < 0)
        return false;
    g_autofree unsigned char *maps = g_malloc0((gsize) n * (gsize) len + 1);
    n = virDomainGetVcpuPinInfo(a->dom, n, maps, len, flags);
    if (n < 0)
        return false;
    if (a->vcpu.set && (int) a->vcpu.v >= n) {
        virsh_error(sh, "vcpu %u is out of range of %s cpu count %d", a->vcpu.v,
                    flags & VIR_DOMAIN_AFFECT_CONFIG || virDomainIsActive(a->dom) != 1 ? "persistent" : "live", n);
        return false;
    }
    auto_table t = table_new("VCPU", "CPU Affinity", NULL);
    for (int i = 0; i < n; i++) {
        g_autofree char *number = g_strdup_printf("%d", i);
        g_autofree char *text = cpumap_text(VIR_GET_CPUMAP(maps, len, i), len, host);
        if (!a->vcpu.set || (int) a->vcpu.v == i)
            table_row(t, number, text, NULL);
    }
    table_print(t, sh);
    return true;
}

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags = AFFECT(a);
    int len, host = host_cpus(sh);

    if (a->cpulist && !a->vcpu.set) {
        virsh_error(sh, "vcpupin: Missing vCPU number in pin mode.");
        return false;
    }
    if (host < 0)
        return false;
    if (!a->cpulist)
        return show(sh, a, host, flags);
    g_autofree unsigned char *map = cpumap_parse(sh, a->cpulist, host, &len);
    if (!map)
        return false;
    if (AFFECT_ASKED(a))
        return virDomainPinVcpuFlags(a->dom, a->vcpu.v, map, len, flags) == 0;
    return virDomainPinVcpu(a->dom, a->vcpu.v, map, len) == 0;
}

COMMAND(vcpupin, "vcpupin", "control or query domain vcpu affinity", "Pin domain VCPUs to host physical CPUs.",
        .excl = EXCL_AFFECT);
