/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh setmem: change memory allocation. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *size;
    bool config, live, current;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(size, "size", REQ | NUMBER, "new memory size, as scaled integer (default KiB)"),
    OPT_AFFECT,
    OPT_ALIAS("kilobytes", "size"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned long long bytes;

    if (!size_parse(sh, "size", a->size, 1024, G_MAXULONG, &bytes))
        return false;
    unsigned long kib = (unsigned long) (bytes / 1024 + (bytes % 1024 != 0));
    return virDomainSetMemoryFlags(a->dom, kib, AFFECT(a)) == 0;
}

COMMAND(setmem, "setmem", "change memory allocation", "Change the current memory allocation in the guest domain.",
        .excl = EXCL_AFFECT);
