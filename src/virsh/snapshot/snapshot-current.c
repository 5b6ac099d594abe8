/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh snapshot-current: Get or set the current snapshot. */
#include "virsh/common/common.h"
#include "virsh/snapshot/find.h"

struct args {
    virDomainPtr dom;
    bool name, security_info;
    const char *snapshotname;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_BOOL(name, "name", "list the name, rather than the full xml"),
    OPT_BOOL(security_info, "security-info", "include security sensitive information in XML dump"),
    OPT_STR(snapshotname, "snapshotname", 0, "name of existing snapshot to make current"),
    OPT_END,
};

static bool set_current(struct virsh *sh, const struct args *a)
{
    auto_snapshot snap = virDomainSnapshotLookupByName(a->dom, a->snapshotname, 0);
    char *xml = snap ? virDomainSnapshotGetXMLDesc(snap, VIR_DOMAIN_SNAPSHOT_XML_SECURE) : NULL;

    if (!xml)
        return false;
    auto_snapshot now = virDomainSnapshotCreateXML(
        a->dom, xml, VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE | VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT);
    free(xml);
    if (!now)
        return false;
    virsh_extra(sh, "Snapshot %s set as current", a->snapshotname);
    return true;
}

static bool run(struct virsh *sh, const struct args *a)
{
    if (a->snapshotname)
        return set_current(sh, a);
    int has = virDomainHasCurrentSnapshot(a->dom, 0);
    if (has < 0)
        return false;
    if (!has) {
        virsh_error(sh, "domain '%s' has no current snapshot", virDomainGetName(a->dom));
        return false;
    }
    auto_snapshot snap = virDomainSnapshotCurrent(a->dom, 0);
    if (!snap)
        return false;
    if (a->name) {
        virsh_print(sh, "%s", virDomainSnapshotGetName(snap));
        return true;
    }
    return xml_show(sh, virDomainSnapshotGetXMLDesc(snap, a->security_info ? VIR_DOMAIN_SNAPSHOT_XML_SECURE : 0), NULL,
                    false);
}

COMMAND(snapshot_current, "snapshot-current", "Get or set the current snapshot", "Get or set the current snapshot",
        .excl = EXCL({"name", "snapshotname"}));
