/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domname: convert a domain id or UUID to domain name. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
};

static const struct opt opts[] = {
    OPT_DOMAIN_HELP(dom, resolve_domain_not_name, REQ, "domain id or uuid"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    virsh_print(sh, "%s\n", virDomainGetName(a->dom));
    return true;
}

COMMAND(domname, "domname", "convert a domain id or UUID to domain name", "");
