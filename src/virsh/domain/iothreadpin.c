/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh iothreadpin: control domain IOThread affinity. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    struct num_uint iothread;
    const char *cpulist;
    bool config, live, current;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_UINT(iothread, "iothread", REQ, "IOThread ID number"),
    OPT_STR(cpulist, "cpulist", REQ, "host cpu number(s) to set"),
    OPT_AFFECT,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    int len, host = host_cpus(sh);

    if (host < 0)
        return false;
    g_autofree unsigned char *map = cpumap_parse(sh, a->cpulist, host, &len);
    if (!map)
        return false;
    return virDomainPinIOThread(a->dom, a->iothread.v, map, len, AFFECT(a)) == 0;
}

COMMAND(iothreadpin, "iothreadpin", "control domain IOThread affinity", "Pin domain IOThreads to host physical CPUs.",
        .excl = EXCL_AFFECT);
