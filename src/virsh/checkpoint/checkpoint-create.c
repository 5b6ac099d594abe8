/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh checkpoint-create: Create a checkpoint from XML. */
#include "virsh/common/common.h"
#include "virsh/snapshot/find.h"

struct args {
    virDomainPtr dom;
    const char *xmlfile;
    bool redefine, redefine_validate, quiesce;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_FILE(xmlfile, "xmlfile", 0, "domain checkpoint XML"),
    OPT_BOOL(redefine, "redefine", "redefine metadata for existing checkpoint"),
    OPT_BOOL(redefine_validate, "redefine-validate", "validate the redefined checkpoint"),
    OPT_BOOL(quiesce, "quiesce", "quiesce guest's file systems"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags = FLAGS({a->redefine, VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE},
                           {a->redefine_validate, VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE_VALIDATE},
                           {a->quiesce, VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE});
    g_autofree char *xml = a->xmlfile ? virsh_read_file(sh, a->xmlfile) : g_strdup("<domaincheckpoint/>");

    if (!xml)
        return false;
    auto_checkpoint chk = virDomainCheckpointCreateXML(a->dom, xml, flags);
    if (!chk)
        return false;
    virsh_extra(sh, "Domain checkpoint %s created", virDomainCheckpointGetName(chk));
    if (a->xmlfile)
        virsh_extra(sh, " from '%s'", a->xmlfile);
    return true;
}

COMMAND(checkpoint_create, "checkpoint-create", "Create a checkpoint from XML",
        "Create a checkpoint from XML for use in future incremental backups");
