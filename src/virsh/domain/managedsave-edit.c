/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh managedsave-edit: edit XML for a domain's managed save state file. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    bool running, paused;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain_saved),
    OPT_BOOL(running, "running", "set domain to be running on start"),
    OPT_BOOL(paused, "paused", "set domain to be paused on start"),
    OPT_END,
};

struct job {
    virDomainPtr dom;
    unsigned flags;
};

static char *load(struct virsh *sh, void *arg)
{
    struct job *j = arg;

    (void) sh;
    return virDomainManagedSaveGetXMLDesc(j->dom, VIR_DOMAIN_SAVE_IMAGE_XML_SECURE);
}

static bool save(struct virsh *sh, void *arg, const char *xml, bool relaxed)
{
    struct job *j = arg;

    (void) sh, (void) relaxed;
    return virDomainManagedSaveDefineXML(j->dom, xml, j->flags) == 0;
}

static bool run(struct virsh *sh, const struct args *a)
{
    struct job j = {a->dom, FLAGS({a->running, VIR_DOMAIN_SAVE_RUNNING}, {a->paused, VIR_DOMAIN_SAVE_PAUSED})};

    return edit_run(
        sh, &(struct edit){.unchanged_fmt = "Managed save image of domain '%s' XML configuration not changed.\n",
                           .edited_fmt = "Managed save image of Domain '%s' XML configuration edited.\n",
                           .name = virDomainGetName(a->dom),
                           .always_save = j.flags != 0,
                           .load = load,
                           .save = save,
                           .arg = &j});
}

COMMAND(managedsave_edit, "managedsave-edit", "edit XML for a domain's managed save state file",
        "Edit the domain XML associated with the managed save state file", .excl = EXCL({"running", "paused"}));
