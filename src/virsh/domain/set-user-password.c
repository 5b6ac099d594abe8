/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh set-user-password: set the user password inside the domain. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *user, *password;
    bool encrypted;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(user, "user", REQ, "the username"),
    OPT_STR(password, "password", REQ, "the new password"),
    OPT_BOOL(encrypted, "encrypted", "the password is already encrypted"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    int rc = virDomainSetUserPassword(a->dom, a->user, a->password, a->encrypted ? VIR_DOMAIN_PASSWORD_ENCRYPTED : 0);

    if (rc < 0)
        return false;
    virsh_extra(sh, "Password set successfully for %s in %s", a->user, virDomainGetName(a->dom));
    return true;
}

COMMAND(set_user_password, "set-user-password", "set the user password inside the domain",
        "changes the password of the specified user inside the domain");
