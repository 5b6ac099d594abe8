/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh secret-list: list secrets. */
#include "virsh/common/common.h"

struct args {
    bool ephemeral, no_ephemeral, private, no_private;
};

static const struct opt opts[] = {
    OPT_BOOL(ephemeral, "ephemeral", "list ephemeral secrets"),
    OPT_BOOL(no_ephemeral, "no-ephemeral", "list non-ephemeral secrets"),
    OPT_BOOL(private, "private", "list private secrets"),
    OPT_BOOL(no_private, "no-private", "list non-private secrets"),
    OPT_END,
};

static const char *const usages[] = {"none", "volume", "ceph", "iscsi", "tls", "vtpm"};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags = FLAGS(
        {a->ephemeral, VIR_CONNECT_LIST_SECRETS_EPHEMERAL}, {a->no_ephemeral, VIR_CONNECT_LIST_SECRETS_NO_EPHEMERAL},
        {a->private, VIR_CONNECT_LIST_SECRETS_PRIVATE}, {a->no_private, VIR_CONNECT_LIST_SECRETS_NO_PRIVATE});
    virSecretPtr *secrets = NULL;
    char uuid[VIR_UUID_STRING_BUFLEN];
    int n = virConnectListAllSecrets(sh->conn, &secrets, flags);

    if (n < 0 && virsh_last_code(sh) == VIR_ERR_NO_SUPPORT) {
        virConnectNumOfSecrets(sh->conn); /* the older call's error is the one that is known */
        virsh_error(sh, "Failed to count secrets");
        return false;
    }
    if (n < 0) {
        virsh_error(sh, "Failed to list secrets");
        return false;
    }
    auto_table t = table_new("UUID", "Usage", NULL);
    for (int i = 0; i < n; i++) {
        const char *id = virSecretGetUsageID(secrets[i]);
        g_autofree char *usage =
            g_strdup_printf("%s %s", NAME_OF(usages, virSecretGetUsageType(secrets[i])), id ? id : "");
        if (virSecretGetUUIDString(secrets[i], uuid) == 0)
            table_row(t, uuid, virSecretGetUsageType(secrets[i]) ? usage : "Unused", NULL);
        virSecretFree(secrets[i]);
    }
    table_print(t, sh);
    free(secrets);
    return true;
}

COMMAND(secret_list, "secret-list", "list secrets", "Returns a list of secrets");
