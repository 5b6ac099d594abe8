/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh snapshot-edit: edit XML for a snapshot. */
#include "virsh/common/common.h"
#include "virsh/snapshot/find.h"

struct args {
    virDomainPtr dom;
    const char *snapshotname;
    bool current, rename, clone;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(snapshotname, "snapshotname", 0, "snapshot name"),
    OPT_BOOL(current, "current", "also set edited snapshot as current"),
    OPT_BOOL(rename, "rename", "allow renaming an existing snapshot"),
    OPT_BOOL(clone, "clone", "allow cloning to new name"),
    OPT_END,
};

struct job {
    const struct args *a;
    virDomainSnapshotPtr snap;
};

static char *load(struct virsh *sh, void *arg)
{
    struct job *j = arg;

    (void) sh;
    return virDomainSnapshotGetXMLDesc(j->snap, VIR_DOMAIN_SNAPSHOT_XML_SECURE);
}

/* Another name in the text is a new snapshot; only --rename takes the old one away. */
static bool save(struct virsh *sh, void *arg, const char *xml, bool relaxed)
{
    struct job *j = arg;
    const char *old = virDomainSnapshotGetName(j->snap);
    unsigned flags = VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE | (j->a->current ? VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT : 0);
    auto_snapshot now = virDomainSnapshotCreateXML(j->a->dom, xml, flags);

    (void) relaxed;
    if (!now)
        return false;
    const char *name = virDomainSnapshotGetName(now);
    if (strcmp(name, old) == 0) {
        virsh_extra(sh, "Snapshot %s edited.\n", name);
        return true;
    }
    if (!j->a->rename && !j->a->clone) {
        virsh_error(sh, "Must use --rename or --clone to change %s to %s", old, name);
        virDomainSnapshotDelete(now, VIR_DOMAIN_SNAPSHOT_DELETE_METADATA_ONLY);
        return false;
    }
    if (j->a->rename && virDomainSnapshotDelete(j->snap, VIR_DOMAIN_SNAPSHOT_DELETE_METADATA_ONLY) < 0) {
        virsh_error(sh, "Failed to clean up %s", old);
        return false;
    }
    virsh_extra(sh, j->a->rename ? "Snapshot %s renamed to %s.\n" : "Snapshot %s cloned to %s.\n", old, name);
    return true;
}

static bool run(struct virsh *sh, const struct args *a)
{
    bool both = a->snapshotname && a->current; /* here --current makes the named one current */
    auto_snapshot snap = snapshot_find(sh, a->dom, "snapshotname", a->snapshotname, a->current && !both);
    struct job j = {a, snap};

    return snap && edit_run(sh, &(struct edit){.unchanged_fmt = "Snapshot %s XML configuration not changed.\n",
                                               .edited_fmt = "",
                                               .name = virDomainSnapshotGetName(snap),
                                               .always_save = both,
                                               .load = load,
                                               .save = save,
                                               .arg = &j});
}

COMMAND(snapshot_edit, "snapshot-edit", "edit XML for a snapshot", "Edit the domain snapshot XML for a named snapshot",
        .excl = EXCL({"rename", "clone"}));
