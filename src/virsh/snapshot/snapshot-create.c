/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh snapshot-create: Create a snapshot from XML. */
#include "virsh/common/common.h"
#include "virsh/snapshot/find.h"

struct args {
    virDomainPtr dom;
    const char *xmlfile;
    bool redefine, current, no_metadata, halt, disk_only, reuse_external, quiesce, atomic, live, validate;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_FILE(xmlfile, "xmlfile", 0, "domain snapshot XML"),
    OPT_BOOL(redefine, "redefine", "redefine metadata for existing snapshot"),
    OPT_BOOL(current, "current", "with redefine, set current snapshot"),
    OPT_BOOL(no_metadata, "no-metadata", "take snapshot but create no metadata"),
    OPT_BOOL(halt, "halt", "halt domain after snapshot is created"),
    OPT_BOOL(disk_only, "disk-only", "capture disk state but not vm state"),
    OPT_BOOL(reuse_external, "reuse-external", "reuse any existing external files"),
    OPT_BOOL(quiesce, "quiesce", "quiesce guest's file systems"),
    OPT_BOOL(atomic, "atomic", "require atomic operation"),
    OPT_BOOL(live, "live", "take a live snapshot"),
    OPT_VALIDATE,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags = FLAGS(
        {a->redefine, VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE}, {a->current, VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT},
        {a->no_metadata, VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA}, {a->halt, VIR_DOMAIN_SNAPSHOT_CREATE_HALT},
        {a->disk_only, VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY}, {a->reuse_external, VIR_DOMAIN_SNAPSHOT_CREATE_REUSE_EXT},
        {a->quiesce, VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE}, {a->atomic, VIR_DOMAIN_SNAPSHOT_CREATE_ATOMIC},
        {a->live, VIR_DOMAIN_SNAPSHOT_CREATE_LIVE}, {a->validate, VIR_DOMAIN_SNAPSHOT_CREATE_VALIDATE});
    g_autofree char *xml = a->xmlfile ? virsh_read_file(sh, a->xmlfile) : g_strdup("<domainsnapshot/>");

    if (!xml)
        return false;
    auto_snapshot snap = virDomainSnapshotCreateXML(a->dom, xml, flags);
    if (!snap)
        return false;
    virsh_extra(sh, "Domain snapshot %s created", virDomainSnapshotGetName(snap));
    if (a->xmlfile)
        virsh_extra(sh, " from '%s'", a->xmlfile);
    return true;
}

COMMAND(snapshot_create, "snapshot-create", "Create a snapshot from XML", "Create a snapshot (disk and RAM) from XML");
