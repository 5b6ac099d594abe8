/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh snapshot-info: snapshot information. */
#include "virsh/common/common.h"
#include "virsh/common/listing.h"
#include "virsh/snapshot/find.h"

struct args {
    virDomainPtr dom;
    const char *snapshotname;
    bool current;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(snapshotname, "snapshotname", 0, "snapshot name"),
    OPT_BOOL(current, "current", "info on current snapshot"),
    OPT_END,
};

static const char *location(struct xdoc *x)
{
    g_autofree xmlNodePtr *external =
        xdoc_nodes(x, NULL, "./disks/disk[@snapshot='external']|./memory[@snapshot='external']", NULL);

    return external[0] ? "external" : "internal";
}

static bool show(struct virsh *sh, const struct args *a, virDomainSnapshotPtr snap, struct xdoc *x)
{
    g_autofree char *state = xdoc_text(x, NULL, "./state");
    g_autofree char *parent = xdoc_text(x, NULL, "./parent/name");
    int n;

    if (!state) {
        virsh_error(sh, "unexpected problem reading snapshot xml");
        return false;
    }
    virsh_print(sh, "%-15s %s\n", "State:", state);
    virsh_print(sh, "%-15s %s\n", "Location:", strcmp(state, "disk-snapshot") == 0 ? "external" : location(x));
    virsh_print(sh, "%-15s %s\n", "Parent:", parent ? parent : "-");
    (void) a;
    if ((n = virDomainSnapshotNumChildren(snap, 0)) < 0)
        return false;
    virsh_print(sh, "%-15s %d\n", "Children:", n);
    if ((n = virDomainSnapshotNumChildren(snap, VIR_DOMAIN_SNAPSHOT_LIST_DESCENDANTS)) < 0)
        return false;
    virsh_print(sh, "%-15s %d\n", "Descendants:", n);
    if ((n = virDomainSnapshotHasMetadata(snap, 0)) >= 0)
        virsh_print(sh, "%-15s %s\n", "Metadata:", yes_no(n));
    return true;
}

static bool run(struct virsh *sh, const struct args *a)
{
    auto_snapshot snap = snapshot_find(sh, a->dom, "snapshotname", a->snapshotname, a->current);
    auto_xdoc x = {0};

    if (!snap)
        return false;
    virsh_print(sh, "%-15s %s\n", "Name:", virDomainSnapshotGetName(snap));
    virsh_print(sh, "%-15s %s\n", "Domain:", virDomainGetName(a->dom));
    int current = virDomainSnapshotIsCurrent(snap, 0);
    if (current < 0) {
        virsh_error(sh, "unexpected problem querying snapshot state");
        return false;
    }
    virsh_print(sh, "%-15s %s\n", "Current:", yes_no(current));
    char *xml = virDomainSnapshotGetXMLDesc(snap, 0);
    bool ok = xml && xdoc_parse(sh, &x, xml) && show(sh, a, snap, &x);
    free(xml);
    return ok;
}

COMMAND(snapshot_info, "snapshot-info", "snapshot information", "Returns basic information about a snapshot.");
