/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh edit: edit XML configuration for a domain. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    bool skip_validate;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_BOOL(skip_validate, "skip-validate", "skip validation of the XML against the schema"),
    OPT_END,
};

static char *load(struct virsh *sh, void *dom)
{
    (void) sh;
    return virDomainGetXMLDesc(dom, VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE);
}

static bool save(struct virsh *sh, void *dom, const char *xml, bool relaxed)
{
    virDomainPtr now = virDomainDefineXMLFlags(sh->conn, xml, relaxed ? 0 : VIR_DOMAIN_DEFINE_VALIDATE);

    (void) dom;
    if (now)
        virDomainFree(now);
    return now != NULL;
}

static bool run(struct virsh *sh, const struct args *a)
{
    return edit_run(sh, &(struct edit){.unchanged_fmt = "Domain '%s' XML configuration not changed.\n",
                                       .edited_fmt = "Domain '%s' XML configuration edited.\n",
                                       .name = virDomainGetName(a->dom),
                                       .load = load,
                                       .save = save,
                                       .arg = a->dom,
                                       .may_relax = !a->skip_validate,
                                       .relaxed = a->skip_validate});
}

COMMAND(edit, "edit", "edit XML configuration for a domain", "Edit the XML configuration for a domain.");
