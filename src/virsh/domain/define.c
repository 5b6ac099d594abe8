/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh define: define (but don't start) a domain from an XML file. */
#include "virsh/common/common.h"

struct args {
    const char *file;
    bool validate;
};

static const struct opt opts[] = {
    OPT_FILE(file, "file", REQ, "file containing an XML domain description"),
    OPT_VALIDATE,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *xml = virsh_read_file(sh, a->file);

    if (!xml)
        return false;
    virDomainPtr dom = a->validate ? virDomainDefineXMLFlags(sh->conn, xml, VIR_DOMAIN_DEFINE_VALIDATE)
                                   : virDomainDefineXML(sh->conn, xml);
    if (!dom) {
        virsh_error(sh, "Failed to define domain from %s", a->file);
        return false;
    }
    virsh_extra(sh, "Domain '%s' defined from %s\n", virDomainGetName(dom), a->file);
    virDomainFree(dom);
    return true;
}

COMMAND(define, "define", "define (but don't start) a domain from an XML file", "Define a domain.");
