/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh iothreadinfo: view domain IOThreads. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    bool config, live, current;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_AFFECT,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    virDomainIOThreadInfoPtr *info = NULL;
    int host = host_cpus(sh), n = virDomainGetIOThreadInfo(a->dom, &info, AFFECT(a));

    if (n < 0) {
        virsh_error(sh, "Unable to get domain IOThreads information");
        return false;
    }
    if (n == 0) {
        virsh_extra(sh, "No IOThreads found for the domain");
        return true;
    }
    auto_table t = table_new("IOThread ID", "CPU Affinity", NULL);
    for (int i = 0; i < n; i++) {
        g_autofree char *id = g_strdup_printf("%u", info[i]->iothread_id);
        g_autofree char *cpus = cpumap_text(info[i]->cpumap, info[i]->cpumaplen, MAX(host, 0));
        table_row(t, id, cpus, NULL);
        virDomainIOThreadInfoFree(info[i]);
    }
    table_print(t, sh);
    free(info);
    return true;
}

COMMAND(iothreadinfo, "iothreadinfo", "view domain IOThreads", "Returns basic information about the domain IOThreads.",
        .excl = EXCL_AFFECT);
