/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh dom-fd-associate: associate a FD with a domain. */
#include "virsh/common/common.h"
#include "virsh/domain/passfds.h"

struct args {
    virDomainPtr dom;
    const char *name, *pass_fds;
    bool seclabel_writable, seclabel_restore;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(name, "name", REQ, "name of the FD group"),
    OPT_STR(pass_fds, "pass-fds", REQ, "file descriptors N,M,... to associate"),
    OPT_BOOL(seclabel_writable, "seclabel-writable", "use seclabels allowing writes"),
    OPT_BOOL(seclabel_restore, "seclabel-restore", "try to restore security label after use if possible"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags = FLAGS({a->seclabel_writable, VIR_DOMAIN_FD_ASSOCIATE_SECLABEL_WRITABLE},
                           {a->seclabel_restore, VIR_DOMAIN_FD_ASSOCIATE_SECLABEL_RESTORE});
    g_autofree int *fds = NULL;
    unsigned n;

    return passfds_parse(sh, a->pass_fds, &fds, &n) && virDomainFDAssociate(a->dom, a->name, n, fds, flags) == 0;
}

COMMAND(dom_fd_associate, "dom-fd-associate", "associate a FD with a domain", "associate a FD with a domain");
