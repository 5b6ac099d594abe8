/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh checkpoint-edit: edit XML for a checkpoint. */
#include "virsh/common/common.h"
#include "virsh/snapshot/find.h"

struct args {
    virDomainPtr dom;
    const char *checkpointname;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(checkpointname, "checkpointname", 0, "checkpoint name"),
    OPT_END,
};

struct job {
    const struct args *a;
    virDomainCheckpointPtr chk;
};

static char *load(struct virsh *sh, void *arg)
{
    struct job *j = arg;

    (void) sh;
    return virDomainCheckpointGetXMLDesc(j->chk, VIR_DOMAIN_CHECKPOINT_XML_SECURE);
}

static bool save(struct virsh *sh, void *arg, const char *xml, bool relaxed)
{
    struct job *j = arg;
    auto_checkpoint now = virDomainCheckpointCreateXML(j->a->dom, xml, VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE);

    (void) sh, (void) relaxed;
    return now != NULL;
}

static bool run(struct virsh *sh, const struct args *a)
{
    auto_checkpoint chk = checkpoint_find(sh, a->dom, a->checkpointname);
    struct job j = {a, chk};

    return chk && edit_run(sh, &(struct edit){.unchanged_fmt = "Checkpoint %s XML configuration not changed.\n",
                                              .edited_fmt = "Checkpoint %s edited.\n",
                                              .name = virDomainCheckpointGetName(chk),
                                              .load = load,
                                              .save = save,
                                              .arg = &j});
}

COMMAND(checkpoint_edit, "checkpoint-edit", "edit XML for a checkpoint",
        "Edit the domain checkpoint XML for a named checkpoint");
