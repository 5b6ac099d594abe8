/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nodesevinfo: node SEV information. */
#include "virsh/common/common.h"

struct args {
    char none;
};

static const struct opt opts[] = {
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    virTypedParameterPtr params = NULL;
    int n = 0;

    (void) a;
    if (virNodeGetSEVInfo(sh->conn, &params, &n, 0) < 0) {
        virsh_error(sh, "Unable to get host SEV information");
        return false;
    }
    for (int i = 0; i < n; i++) {
        g_autofree char *text = param_text(&params[i]);
        virsh_print(sh, "%-18s: %s\n", params[i].field, text);
    }
    virTypedParamsFree(params, n);
    return true;
}

COMMAND(nodesevinfo, "nodesevinfo", "node SEV information", "Returns basic SEV information about the node.");
