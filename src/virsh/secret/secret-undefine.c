/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh secret-undefine: undefine a secret. */
#include "virsh/common/common.h"

struct args {
    virSecretPtr secret;
};

static const struct opt opts[] = {
    OPT_SECRET(secret, REQ, "secret UUID"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    char uuid[VIR_UUID_STRING_BUFLEN] = "";

    virSecretGetUUIDString(a->secret, uuid);
    return outcome(sh, virSecretUndefine(a->secret), "Secret %s deleted\n", "Failed to delete secret %s", uuid);
}

COMMAND(secret_undefine, "secret-undefine", "undefine a secret", "Undefine a secret.");
