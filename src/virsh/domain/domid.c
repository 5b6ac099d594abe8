/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domid: convert a domain name or UUID to domain id. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
};

static const struct opt opts[] = {
    OPT_DOMAIN_HELP(dom, resolve_domain_not_id, REQ, "domain name or uuid"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned id = virDomainGetID(a->dom);

    if (id == (unsigned) -1)
        virsh_print(sh, "%s\n", "-");
    else
        virsh_print(sh, "%u\n", id);
    return true;
}

COMMAND(domid, "domid", "convert a domain name or UUID to domain id", "");
