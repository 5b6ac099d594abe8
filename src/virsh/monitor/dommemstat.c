/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh dommemstat: get memory statistics for a domain. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    struct num_int period;
    bool config, live, current;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_INT(period, "period", NOPOS, "period in seconds to set collection"),
    OPT_AFFECT,
    OPT_END,
};

static const char *const tags[] = {
    [VIR_DOMAIN_MEMORY_STAT_SWAP_IN] = "swap_in",
    [VIR_DOMAIN_MEMORY_STAT_SWAP_OUT] = "swap_out",
    [VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT] = "major_fault",
    [VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT] = "minor_fault",
    [VIR_DOMAIN_MEMORY_STAT_UNUSED] = "unused",
    [VIR_DOMAIN_MEMORY_STAT_AVAILABLE] = "available",
    [VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON] = "actual",
    [VIR_DOMAIN_MEMORY_STAT_RSS] = "rss",
    [VIR_DOMAIN_MEMORY_STAT_USABLE] = "usable",
    [VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE] = "last_update",
    [VIR_DOMAIN_MEMORY_STAT_DISK_CACHES] = "disk_caches",
    [VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC] = "hugetlb_pgalloc",
    [VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGFAIL] = "hugetlb_pgfail",
};

static bool run(struct virsh *sh, const struct args *a)
{
    virDomainMemoryStatStruct stats[VIR_DOMAIN_MEMORY_STAT_NR];

    if (a->period.set) {
        if (a->period.v < 0) {
            virsh_error(sh, "Invalid collection period value '%d'", a->period.v);
            return false;
        }
        return outcome(sh, virDomainSetMemoryStatsPeriod(a->dom, a->period.v, AFFECT(a)), NULL,
                       "Unable to change balloon collection period.", "");
    }
    int n = virDomainMemoryStats(a->dom, stats, G_N_ELEMENTS(stats), 0);
    if (n < 0) {
        virsh_error(sh, "Failed to get memory statistics for domain %s", virDomainGetName(a->dom));
        return false;
    }
    for (int i = 0; i < n; i++)
        if (stats[i].tag >= 0 && stats[i].tag < (int) G_N_ELEMENTS(tags))
            virsh_print(sh, "%s %llu\n", tags[stats[i].tag], stats[i].val);
    return true;
}

COMMAND(dommemstat, "dommemstat", "get memory statistics for a domain", "Get memory statistics for a running domain.",
        .excl = EXCL_AFFECT);
