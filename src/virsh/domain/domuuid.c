/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domuuid: convert a domain name or id to domain UUID. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
};

static const struct opt opts[] = {
    OPT_DOMAIN_HELP(dom, resolve_domain_not_uuid, REQ, "domain id or name"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    char uuid[VIR_UUID_STRING_BUFLEN];

    if (virDomainGetUUIDString(a->dom, uuid) < 0) {
        virsh_error(sh, "failed to get domain UUID");
        return false;
    }
    virsh_print(sh, "%s\n", uuid);
    return true;
}

COMMAND(domuuid, "domuuid", "convert a domain name or id to domain UUID", "");
