/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh snapshot-dumpxml: Dump XML for a domain snapshot. */
#include "virsh/common/common.h"
#include "virsh/snapshot/find.h"

struct args {
    virDomainPtr dom;
    const char *snapshotname, *xpath;
    bool security_info, wrap;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(snapshotname, "snapshotname", REQ, "snapshot name"),
    OPT_BOOL(security_info, "security-info", "include security sensitive information in XML dump"),
    OPT_XPATH,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_snapshot snap = virDomainSnapshotLookupByName(a->dom, a->snapshotname, 0);

    return snap &&
           xml_show(sh, virDomainSnapshotGetXMLDesc(snap, a->security_info ? VIR_DOMAIN_SNAPSHOT_XML_SECURE : 0),
                    a->xpath, a->wrap);
}

COMMAND(snapshot_dumpxml, "snapshot-dumpxml", "Dump XML for a domain snapshot", "Snapshot Dump XML");
