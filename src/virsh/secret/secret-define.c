/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh secret-define: define or modify a secret from an XML file. */
#include "virsh/common/common.h"

struct args {
    const char *file;
    bool validate;
};

static const struct opt opts[] = {
    OPT_FILE(file, "file", REQ, "file containing secret attributes in XML"),
    OPT_VALIDATE,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *xml = virsh_read_file(sh, a->file);
    char uuid[VIR_UUID_STRING_BUFLEN];

    if (!xml)
        return false;
    virSecretPtr secret = virSecretDefineXML(sh->conn, xml, a->validate ? VIR_SECRET_DEFINE_VALIDATE : 0);
    if (!secret) {
        virsh_error(sh, "Failed to set attributes from %s", a->file);
        return false;
    }
    int rc = virSecretGetUUIDString(secret, uuid);
    virSecretFree(secret);
    return outcome(sh, rc, "Secret %s created\n", "Failed to get UUID of created secret", uuid);
}

COMMAND(secret_define, "secret-define", "define or modify a secret from an XML file", "Define or modify a secret.");
