/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh secret-set-value: set a secret value. */
#include <unistd.h>

#include "virsh/common/common.h"

struct args {
    virSecretPtr secret;
    const char *file, *base64;
    bool plain, interactive;
};

static const struct opt opts[] = {
    OPT_SECRET(secret, REQ, "secret UUID"),
    OPT_FILE(file, "file", NOPOS, "read secret from file"),
    OPT_BOOL(plain, "plain", "read the secret from file without converting from base64"),
    OPT_BOOL(interactive, "interactive", "read the secret from the terminal"),
    OPT_STR(base64, "base64", 0, "base64-encoded secret value"),
    OPT_END,
};

/* Where the value comes from: a file, the terminal, or the command line, which others can read. */
static char *value_take(struct virsh *sh, const struct args *a, size_t *len)
{
    char *text = NULL;

    if (a->base64) {
        virsh_error(sh, "Passing secret value as command-line argument is insecure!");
        *len = strlen(a->base64);
        return g_strdup(a->base64);
    }
    if (a->file) {
        if (!g_file_get_contents(a->file, &text, len, NULL))
            virsh_error(sh, "Failed to open file '%s': No such file or directory", a->file);
        return text;
    }
    if (a->interactive) {
        const char *typed = getpass("Enter new value for secret: ");
        text = g_strdup(typed);
        if (!text)
            virsh_error(sh, "failed to read secret");
        *len = text ? strlen(text) : 0;
        return text;
    }
    virsh_error(sh, "Input secret value is missing");
    return NULL;
}

static bool run(struct virsh *sh, const struct args *a)
{
    size_t len = 0;
    g_autofree char *text = value_take(sh, a, &len);
    g_autofree unsigned char *raw = NULL;

    if (!text)
        return false;
    if (a->plain || a->interactive)
        raw = (unsigned char *) g_steal_pointer(&text);
    else
        raw = g_base64_decode(text, &len);
    if (!len && !a->plain) {
        virsh_error(sh, "Invalid base64 data");
        return false;
    }
    int rc = virSecretSetValue(a->secret, raw, len, 0);
    memset(raw, 0, len);
    return outcome(sh, rc, "Secret value set\n", "Failed to set secret value", "");
}

COMMAND(secret_set_value, "secret-set-value", "set a secret value", "Set a secret value.",
        .excl = EXCL({"file", "base64"}, {"plain", "base64"}, {"interactive", "base64"}, {"interactive", "plain"},
                     {"interactive", "file"}));
