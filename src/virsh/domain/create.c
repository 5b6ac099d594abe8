/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh create: create a domain from an XML file. */
#include "virsh/common/common.h"
#include "virsh/domain/console.h"
#include "virsh/domain/passfds.h"

struct args {
    const char *file, *pass_fds;
    bool console, paused, autodestroy, validate, reset_nvram;
};

static const struct opt opts[] = {
    OPT_FILE(file, "file", REQ, "file containing an XML domain description"),
    OPT_BOOL(console, "console", "attach to console after creation"),
    OPT_BOOL(paused, "paused", "leave the guest paused after creation"),
    OPT_BOOL(autodestroy, "autodestroy", "automatically destroy the guest when virsh disconnects"),
    OPT_STR(pass_fds, "pass-fds", 0, "pass file descriptors N,M,... to the guest"),
    OPT_VALIDATE,
    OPT_BOOL(reset_nvram, "reset-nvram", "re-initialize NVRAM from its pristine template"),
    OPT_END,
};

static virDomainPtr create(struct virsh *sh, const struct args *a, const char *xml)
{
    unsigned flags = FLAGS({a->paused, VIR_DOMAIN_START_PAUSED}, {a->autodestroy, VIR_DOMAIN_START_AUTODESTROY},
                           {a->validate, VIR_DOMAIN_START_VALIDATE}, {a->reset_nvram, VIR_DOMAIN_START_RESET_NVRAM});
    g_autofree int *fds = NULL;
    unsigned nfds = 0;

    if (a->pass_fds && !passfds_parse(sh, a->pass_fds, &fds, &nfds))
        return NULL;
    virDomainPtr dom =
        nfds ? virDomainCreateXMLWithFiles(sh->conn, xml, nfds, fds, flags) : virDomainCreateXML(sh->conn, xml, flags);
    if (!dom)
        virsh_error(sh, "Failed to create domain from %s", a->file);
    return dom;
}

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *xml = virsh_read_file(sh, a->file);

    if (!xml)
        return false;
    virDomainPtr dom = create(sh, a, xml);
    if (!dom)
        return false;
    virsh_extra(sh, "Domain '%s' created from %s\n", virDomainGetName(dom), a->file);
    if (a->console)
        console_run(sh, dom, NULL, 0); /* the domain runs; that is what was asked */
    virDomainFree(dom);
    return true;
}

COMMAND(create, "create", "create a domain from an XML file", "Create a domain.");
