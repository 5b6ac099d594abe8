/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh secret-get-value: Output a secret value. */
#include "virsh/common/common.h"

struct args {
    virSecretPtr secret;
    bool plain;
};

static const struct opt opts[] = {
    OPT_SECRET(secret, REQ, "secret UUID"),
    OPT_BOOL(plain, "plain", "get value without converting to base64"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    size_t len;
    unsigned char *value = virSecretGetValue(a->secret, &len, 0);

    if (!value)
        return false;
    if (a->plain) {
        fflush(stdout);
        if (fwrite(value, 1, len, stdout) != len)
            virsh_error(sh, "failed to write secret");
    } else {
        g_autofree char *text = g_base64_encode(value, len);
        virsh_print(sh, "%s", text);
    }
    memset(value, 0, len);
    free(value);
    return true;
}

COMMAND(secret_get_value, "secret-get-value", "Output a secret value", "Output a secret value to stdout.");
