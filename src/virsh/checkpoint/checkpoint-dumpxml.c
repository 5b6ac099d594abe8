/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh checkpoint-dumpxml: Dump XML for a domain checkpoint. */
#include "virsh/common/common.h"
#include "virsh/snapshot/find.h"

struct args {
    virDomainPtr dom;
    const char *checkpointname, *xpath;
    bool security_info, no_domain, size, wrap;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(checkpointname, "checkpointname", 0, "checkpoint name"),
    OPT_BOOL(security_info, "security-info", "include security sensitive information in XML dump"),
    OPT_BOOL(no_domain, "no-domain", "exclude <domain> from XML"),
    OPT_BOOL(size, "size", "include backup size estimate in XML dump"),
    OPT_XPATH,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_checkpoint chk = checkpoint_find(sh, a->dom, a->checkpointname);
    unsigned flags =
        FLAGS({a->security_info, VIR_DOMAIN_CHECKPOINT_XML_SECURE}, {a->no_domain, VIR_DOMAIN_CHECKPOINT_XML_NO_DOMAIN},
              {a->size, VIR_DOMAIN_CHECKPOINT_XML_SIZE});

    return chk && xml_show(sh, virDomainCheckpointGetXMLDesc(chk, flags), a->xpath, a->wrap);
}

COMMAND(checkpoint_dumpxml, "checkpoint-dumpxml", "Dump XML for a domain checkpoint", "Checkpoint Dump XML");
