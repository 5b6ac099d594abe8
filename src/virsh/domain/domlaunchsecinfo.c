/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domlaunchsecinfo: Get domain launch security info. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    virTypedParameterPtr params = NULL;
    int n = 0;

    if (virDomainGetLaunchSecurityInfo(a->dom, &params, &n, 0) < 0) {
        virsh_error(sh, "Unable to get launch security parameters");
        return false;
    }
    for (int i = 0; i < n; i++) {
        g_autofree char *text = param_text(&params[i]);
        virsh_print(sh, "%-15s: %s\n", params[i].field, text);
    }
    virTypedParamsFree(params, n);
    return true;
}

COMMAND(domlaunchsecinfo, "domlaunchsecinfo", "Get domain launch security info",
        "Get the launch security parameters for a guest domain");
