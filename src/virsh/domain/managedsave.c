/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh managedsave: managed save of a domain state. */
#include "virsh/common/common.h"
#include "virsh/common/progress.h"

struct args {
    virDomainPtr dom;
    bool bypass_cache, running, paused, verbose;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain_active),
    OPT_BOOL(bypass_cache, "bypass-cache", "avoid file system cache when saving"),
    OPT_BOOL(running, "running", "set domain to be running on next start"),
    OPT_BOOL(paused, "paused", "set domain to be paused on next start"),
    OPT_BOOL(verbose, "verbose", "display the progress of save"),
    OPT_END,
};

static int save(void *arg)
{
    const struct args *a = arg;

    return virDomainManagedSave(a->dom,
                                FLAGS({a->bypass_cache, VIR_DOMAIN_SAVE_BYPASS_CACHE},
                                      {a->running, VIR_DOMAIN_SAVE_RUNNING}, {a->paused, VIR_DOMAIN_SAVE_PAUSED}));
}

static bool run(struct virsh *sh, const struct args *a)
{
    int rc = progress_run(sh, a->dom, a->verbose ? "Managedsave" : NULL, save, (void *) a);

    return outcome(sh, rc, "\nDomain '%s' state saved by libvirt\n", "Failed to save domain '%s' state",
                   virDomainGetName(a->dom));
}

COMMAND(managedsave, "managedsave", "managed save of a domain state",
        "Save and destroy a running domain, so it can be restarted from\n    the same state at a later time.  When the "
        "virsh 'start'\n    command is next run for the domain, it will automatically\n    be started from this saved "
        "state.");
