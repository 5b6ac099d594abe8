/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh managedsave-remove: Remove managed save of a domain. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain_saved),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    const char *name = virDomainGetName(a->dom);
    int has = virDomainHasManagedSaveImage(a->dom, 0);

    if (has < 0) {
        virsh_error(sh, "Failed to check for domain managed save image");
        return false;
    }
    if (!has) {
        virsh_extra(sh, "Domain '%s' has no manage save image; removal skipped", name);
        return true;
    }
    return outcome(sh, virDomainManagedSaveRemove(a->dom, 0), "Removed managedsave image for domain '%s'",
                   "Failed to remove managed save image for domain '%s'", name);
}

COMMAND(managedsave_remove, "managedsave-remove", "Remove managed save of a domain",
        "Remove an existing managed save state file from a domain");
