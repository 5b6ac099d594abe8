/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh detach-device-alias: detach device from an alias. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *alias;
    bool config, live, current;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(alias, "alias", REQ, "device alias"),
    OPT_AFFECT,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return outcome(sh, virDomainDetachDeviceAlias(a->dom, a->alias, AFFECT(a)),
                   "Device detach request sent successfully\n", "Failed to detach device with alias %s", a->alias);
}

COMMAND(detach_device_alias, "detach-device-alias", "detach device from an alias",
        "Detach device identified by the given alias from a domain",
        .excl = EXCL({"current", "live"}, {"current", "config"}));
