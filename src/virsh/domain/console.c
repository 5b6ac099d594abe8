/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh console: connect to the guest console. */
#include "virsh/common/common.h"
#include "virsh/domain/console.h"

struct args {
    virDomainPtr dom;
    const char *devname;
    bool force, safe;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain_active),
    OPT_STR(devname, "devname", 0, "character device name"),
    OPT_BOOL(force, "force", "force console connection (disconnect already connected sessions)"),
    OPT_BOOL(safe, "safe", "only connect if safe console handling is supported"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return console_run(sh, a->dom, a->devname,
                       FLAGS({a->force, VIR_DOMAIN_CONSOLE_FORCE}, {a->safe, VIR_DOMAIN_CONSOLE_SAFE}));
}

COMMAND(console, "console", "connect to the guest console", "Connect the virtual serial console for the guest",
        .excl = EXCL({"force", "safe"}));
