/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh set-user-sshkeys: manipulate authorized SSH keys file for given user (via agent). */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *user, *file;
    bool reset, remove;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(user, "user", REQ, "user to set authorized keys for"),
    OPT_FILE(file, "file", 0, "optional file to read keys from"),
    OPT_BOOL(reset, "reset", "clear out authorized keys file before adding new keys"),
    OPT_BOOL(remove, "remove", "remove keys from the authorized keys file"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_auto(GStrv) keys = NULL;
    unsigned n = 0, flags = FLAGS({!a->reset && !a->remove, VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND},
                                  {a->remove, VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE});

    if (!a->file && !a->reset) {
        virsh_error(sh, a->remove ? "Option --file is required by option --remove" : "Option --file is required");
        return false;
    }
    if (a->file) {
        g_autofree char *text = virsh_read_file(sh, a->file);
        if (!text)
            return false;
        g_strchomp(text);
        keys = g_strsplit(text, "\n", -1);
        n = g_strv_length(keys);
        if (n == 0) {
            virsh_error(sh, "File %s contains no keys", a->file);
            return false;
        }
    }
    return virDomainAuthorizedSSHKeysSet(a->dom, a->user, (const char **) keys, n, flags) == 0;
}

COMMAND(set_user_sshkeys, "set-user-sshkeys", "manipulate authorized SSH keys file for given user (via agent)",
        "Append, reset or remove specified key from the authorized keys file for given user",
        .excl = EXCL({"reset", "remove"}));
