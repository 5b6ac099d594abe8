/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh secret-dumpxml: secret attributes in XML. */
#include "virsh/common/common.h"

struct args {
    virSecretPtr secret;
    const char *xpath;
    bool wrap;
};

static const struct opt opts[] = {
    OPT_SECRET(secret, REQ, "secret UUID"),
    OPT_XPATH,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return xml_show(sh, virSecretGetXMLDesc(a->secret, 0), a->xpath, a->wrap);
}

COMMAND(secret_dumpxml, "secret-dumpxml", "secret attributes in XML",
        "Output attributes of a secret as an XML dump to stdout.");
