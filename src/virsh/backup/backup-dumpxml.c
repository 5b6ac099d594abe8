/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh backup-dumpxml: Dump XML for an ongoing domain block backup job. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *xpath;
    bool wrap;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_XPATH,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return xml_show(sh, virDomainBackupGetXMLDesc(a->dom, 0), a->xpath, a->wrap);
}

COMMAND(backup_dumpxml, "backup-dumpxml", "Dump XML for an ongoing domain block backup job", "Backup Dump XML");
