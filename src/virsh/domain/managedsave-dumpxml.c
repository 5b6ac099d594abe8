/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh managedsave-dumpxml: Domain information of managed save state file in XML. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    bool security_info, wrap;
    const char *xpath;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain_saved),
    OPT_BOOL(security_info, "security-info", "include security sensitive information in XML dump"),
    OPT_XPATH,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return xml_show(sh, virDomainManagedSaveGetXMLDesc(a->dom, a->security_info ? VIR_DOMAIN_SAVE_IMAGE_XML_SECURE : 0),
                    a->xpath, a->wrap);
}

COMMAND(managedsave_dumpxml, "managedsave-dumpxml", "Domain information of managed save state file in XML",
        "Dump XML of domain information for a managed save state file to stdout.");
