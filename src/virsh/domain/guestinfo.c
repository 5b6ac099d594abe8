/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh guestinfo: query information about the guest (via agent). */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    bool user, os, timezone, hostname, filesystem, disk, interface;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_BOOL(user, "user", "report active users"),
    OPT_BOOL(os, "os", "report operating system information"),
    OPT_BOOL(timezone, "timezone", "report timezone information"),
    OPT_BOOL(hostname, "hostname", "report hostname"),
    OPT_BOOL(filesystem, "filesystem", "report filesystem information"),
    OPT_BOOL(disk, "disk", "report disk information"),
    OPT_BOOL(interface, "interface", "report interface information"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    virTypedParameterPtr params = NULL;
    int n = 0;
    unsigned types = FLAGS({a->user, VIR_DOMAIN_GUEST_INFO_USERS}, {a->os, VIR_DOMAIN_GUEST_INFO_OS},
                           {a->timezone, VIR_DOMAIN_GUEST_INFO_TIMEZONE}, {a->hostname, VIR_DOMAIN_GUEST_INFO_HOSTNAME},
                           {a->filesystem, VIR_DOMAIN_GUEST_INFO_FILESYSTEM}, {a->disk, VIR_DOMAIN_GUEST_INFO_DISKS},
                           {a->interface, VIR_DOMAIN_GUEST_INFO_INTERFACES});

    if (virDomainGetGuestInfo(a->dom, types, &params, &n, 0) < 0)
        return false;
    for (int i = 0; i < n; i++) {
        g_autofree char *text = param_text(&params[i]);
        virsh_print(sh, "%-20s: %s\n", params[i].field, text);
    }
    virTypedParamsFree(params, n);
    return true;
}

COMMAND(guestinfo, "guestinfo", "query information about the guest (via agent)",
        "Use the guest agent to query various information from guest's point of view");
