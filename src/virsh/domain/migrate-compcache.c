/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh migrate-compcache: get/set compression cache size. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    struct num_ull size;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_ULL(size, "size", NOPOS, "requested size of the cache (in bytes) used for compression"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned long long bytes;
    const char *unit;

    if (a->size.set && virDomainMigrateSetCompressionCache(a->dom, a->size.v, 0) < 0)
        return false;
    if (virDomainMigrateGetCompressionCache(a->dom, &bytes, 0) < 0)
        return false;
    double v = size_pretty(bytes, &unit);
    virsh_print(sh, "Compression cache: %.3lf %s", v, unit);
    return true;
}

COMMAND(migrate_compcache, "migrate-compcache", "get/set compression cache size",
        "Get/set size of the cache (in bytes) used for compressing repeatedly transferred memory pages during live "
        "migration.");
