/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh get-user-sshkeys: list authorized SSH keys for given user (via agent). */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *user;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(user, "user", REQ, "user to list authorized keys for"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    char **keys = NULL;
    int n = virDomainAuthorizedSSHKeysGet(a->dom, a->user, &keys, 0);

    for (int i = 0; i < n; i++) {
        virsh_print(sh, "%s", keys[i]);
        virsh_print(sh, "\n");
        free(keys[i]);
    }
    free(keys);
    return n >= 0;
}

COMMAND(get_user_sshkeys, "get-user-sshkeys", "list authorized SSH keys for given user (via agent)",
        "Use the guest agent to query authorized SSH keys for given user");
