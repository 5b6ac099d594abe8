/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domhostname: print the domain's hostname. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *source;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(source, "source", 0, "address source: 'lease' or 'agent'", .complete = "lease,agent"),
    OPT_END,
};

static const struct {
    const char *name;
    unsigned flag;
} sources[] = {{"agent", VIR_DOMAIN_GET_HOSTNAME_AGENT}, {"lease", VIR_DOMAIN_GET_HOSTNAME_LEASE}};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags = 0;

    for (unsigned i = 0; a->source && i < G_N_ELEMENTS(sources); i++)
        if (strcmp(a->source, sources[i].name) == 0)
            flags = sources[i].flag;
    if (a->source && !flags) {
        virsh_error(sh, "Unknown data source '%s'", a->source);
        return false;
    }
    char *name = virDomainGetHostname(a->dom, flags);
    if (!name) {
        virsh_error(sh, "failed to get hostname");
        return false;
    }
    virsh_print(sh, "%s\n", name);
    free(name);
    return true;
}

COMMAND(domhostname, "domhostname", "print the domain's hostname", "");
