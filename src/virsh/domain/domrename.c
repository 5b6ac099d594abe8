/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domrename: rename a domain. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *new_name;
};

static const struct opt opts[] = {
    OPT_DOMAIN_HELP(dom, resolve_domain_inactive, REQ, "domain name or uuid"),
    OPT_STR(new_name, "new-name", REQ | EMPTY_OK, "new domain name"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return outcome(sh, virDomainRename(a->dom, a->new_name, 0), "Domain successfully renamed\n", NULL, a->new_name);
}

COMMAND(domrename, "domrename", "rename a domain", "Rename an inactive domain.");
