/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh dumpxml: domain information in XML. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    bool inactive, security_info, update_cpu, migratable, wrap;
    const char *xpath;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_BOOL(inactive, "inactive", "show inactive defined XML"),
    OPT_BOOL(security_info, "security-info", "include security sensitive information in XML dump"),
    OPT_BOOL(update_cpu, "update-cpu", "update guest CPU according to host CPU"),
    OPT_BOOL(migratable, "migratable", "provide XML suitable for migrations"),
    OPT_XPATH,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags = FLAGS({a->inactive, VIR_DOMAIN_XML_INACTIVE}, {a->security_info, VIR_DOMAIN_XML_SECURE},
                           {a->update_cpu, VIR_DOMAIN_XML_UPDATE_CPU}, {a->migratable, VIR_DOMAIN_XML_MIGRATABLE});

    return xml_show(sh, virDomainGetXMLDesc(a->dom, flags), a->xpath, a->wrap);
}

COMMAND(dumpxml, "dumpxml", "domain information in XML", "Output the domain information as an XML dump to stdout.");
