/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh save-image-dumpxml: saved state domain information in XML. */
#include "virsh/common/common.h"

struct args {
    const char *file, *xpath;
    bool security_info, wrap;
};

static const struct opt opts[] = {
    OPT_FILE(file, "file", REQ, "saved state file to read"),
    OPT_BOOL(security_info, "security-info", "include security sensitive information in XML dump"),
    OPT_XPATH,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return xml_show(
        sh, virDomainSaveImageGetXMLDesc(sh->conn, a->file, a->security_info ? VIR_DOMAIN_SAVE_IMAGE_XML_SECURE : 0),
        a->xpath, a->wrap);
}

COMMAND(save_image_dumpxml, "save-image-dumpxml", "saved state domain information in XML",
        "Dump XML of domain information for a saved state file to stdout.");
