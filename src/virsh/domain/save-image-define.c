/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh save-image-define: redefine the XML for a domain's saved state file. */
#include "virsh/common/common.h"

struct args {
    const char *file, *xml;
    bool running, paused;
};

static const struct opt opts[] = {
    OPT_FILE(file, "file", REQ, "saved state file to modify"),
    OPT_FILE(xml, "xml", REQ, "filename containing updated XML for the target"),
    OPT_BOOL(running, "running", "set domain to be running on restore"),
    OPT_BOOL(paused, "paused", "set domain to be paused on restore"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *xml = virsh_read_file(sh, a->xml);

    if (!xml)
        return false;
    int rc = virDomainSaveImageDefineXML(
        sh->conn, a->file, xml, FLAGS({a->running, VIR_DOMAIN_SAVE_RUNNING}, {a->paused, VIR_DOMAIN_SAVE_PAUSED}));
    return outcome(sh, rc, "State file %s updated.\n", "Failed to update %s", a->file);
}

COMMAND(save_image_define, "save-image-define", "redefine the XML for a domain's saved state file",
        "Replace the domain XML associated with a saved state file");
