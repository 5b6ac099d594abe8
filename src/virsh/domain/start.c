/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh start: start a (previously defined) inactive domain. */
#include "virsh/common/common.h"
#include "virsh/domain/console.h"
#include "virsh/domain/passfds.h"

struct args {
    virDomainPtr dom;
    bool console, paused, autodestroy, bypass_cache, force_boot, reset_nvram;
    const char *pass_fds;
};

static const struct opt opts[] = {
    OPT_DOMAIN_HELP(dom, resolve_domain_inactive, REQ, "name of the inactive domain"),
    OPT_BOOL(console, "console", "attach to console after creation"),
    OPT_BOOL(paused, "paused", "leave the guest paused after creation"),
    OPT_BOOL(autodestroy, "autodestroy", "automatically destroy the guest when virsh disconnects"),
    OPT_BOOL(bypass_cache, "bypass-cache", "avoid file system cache when loading"),
    OPT_BOOL(force_boot, "force-boot", "force fresh boot by discarding any managed save"),
    OPT_STR(pass_fds, "pass-fds", 0, "pass file descriptors N,M,... to the guest"),
    OPT_BOOL(reset_nvram, "reset-nvram", "re-initialize NVRAM from its pristine template"),
    OPT_END,
};

/* A saved state that --force-boot must not use is removed first where the driver lacks the flag. */
static int start(struct virsh *sh, const struct args *a)
{
    unsigned flags =
        FLAGS({a->paused, VIR_DOMAIN_START_PAUSED}, {a->autodestroy, VIR_DOMAIN_START_AUTODESTROY},
              {a->bypass_cache, VIR_DOMAIN_START_BYPASS_CACHE}, {a->force_boot, VIR_DOMAIN_START_FORCE_BOOT},
              {a->reset_nvram, VIR_DOMAIN_START_RESET_NVRAM});
    g_autofree int *fds = NULL;
    unsigned nfds = 0;

    if (a->pass_fds && !passfds_parse(sh, a->pass_fds, &fds, &nfds))
        return -2;
    if (nfds)
        return virDomainCreateWithFiles(a->dom, nfds, fds, flags);
    return flags ? virDomainCreateWithFlags(a->dom, flags) : virDomainCreate(a->dom);
}

static bool run(struct virsh *sh, const struct args *a)
{
    if (virDomainGetID(a->dom) != (unsigned) -1) {
        virsh_error(sh, "Domain is already active");
        return false;
    }
    int rc = start(sh, a);
    if (rc == -2)
        return false;
    if (!outcome(sh, rc, "Domain '%s' started\n", "Failed to start domain '%s'", virDomainGetName(a->dom)))
        return false;
    return a->console ? console_run(sh, a->dom, NULL, 0) : true;
}

COMMAND(start, "start", "start a (previously defined) inactive domain",
        "Start a domain, either from the last managedsave\n    state, or via a fresh boot if no managedsave state\n    "
        "is present.");
