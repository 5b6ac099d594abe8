/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh emulatorpin: control or query domain emulator affinity. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *cpulist;
    bool config, live, current;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(cpulist, "cpulist", EMPTY_OK, "host cpu number(s) to set, or omit option to query"),
    OPT_AFFECT,
    OPT_END,
};

static bool show(struct virsh *sh, const struct args *a, int host)
{
    int len = VIR_CPU_MAPLEN(host);
    g_autofree unsigned char *map = g_malloc0((gsize) len);
    int rc = virDomainGetEmulatorPinInfo(a->dom, map, len, AFFECT(a));

    if (rc < 0)
        return false;
    if (rc == 0) /* not pinned: all */
        memset(map, 0xff, (gsize) len);
    g_autofree char *text = cpumap_text(map, len, host);
    virsh_extra(sh, "%s %s\n", "emulator:", "CPU Affinity");
    virsh_extra(sh, "----------------------------------\n");
    virsh_extra(sh, "       *: ");
    virsh_print(sh, "%s\n", text);
    return true;
}

static bool run(struct virsh *sh, const struct args *a)
{
    int len, host = host_cpus(sh);

    if (host < 0)
        return false;
    if (!a->cpulist)
        return show(sh, a, host);
    g_autofree unsigned char *map = cpumap_parse(sh, a->cpulist, host, &len);
    if (!map)
        return false;
    return virDomainPinEmulator(a->dom, map, len, AFFECT(a)) == 0;
}

COMMAND(emulatorpin, "emulatorpin", "control or query domain emulator affinity",
        "Pin domain emulator threads to host physical CPUs.", .excl = EXCL_AFFECT);
