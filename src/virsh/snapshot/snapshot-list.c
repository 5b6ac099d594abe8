/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh snapshot-list: List snapshots for a domain. */
#include "virsh/common/common.h"
#include "virsh/common/listing.h"
#include "virsh/common/tree.h"
#include "virsh/snapshot/find.h"

struct args {
    virDomainPtr dom;
    bool parent, roots, leaves, no_leaves, metadata, no_metadata, inactive, active, disk_only, internal, external, tree,
        current, descendants, name, topological;
    const char *from;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_BOOL(parent, "parent", "add a column showing parent snapshot"),
    OPT_BOOL(roots, "roots", "list only snapshots without parents"),
    OPT_BOOL(leaves, "leaves", "list only snapshots without children"),
    OPT_BOOL(no_leaves, "no-leaves", "list only snapshots that are not leaves (with children)"),
    OPT_BOOL(metadata, "metadata", "list only snapshots that have metadata that would prevent undefine"),
    OPT_BOOL(no_metadata, "no-metadata", "list only snapshots that have no metadata managed by libvirt"),
    OPT_BOOL(inactive, "inactive", "filter by snapshots taken while inactive"),
    OPT_BOOL(active, "active", "filter by snapshots taken while active (full system snapshots)"),
    OPT_BOOL(disk_only, "disk-only", "filter by disk-only snapshots"),
    OPT_BOOL(internal, "internal", "filter by internal snapshots"),
    OPT_BOOL(external, "external", "filter by external snapshots"),
    OPT_BOOL(tree, "tree", "list snapshots in a tree"),
    OPT_STR(from, "from", 0, "limit list to children of given snapshot"),
    OPT_BOOL(current, "current", "limit list to children of current snapshot"),
    OPT_BOOL(descendants, "descendants", "with --from, list all descendants"),
    OPT_BOOL(name, "name", "list snapshot names only"),
    OPT_BOOL(topological, "topological", "sort list topologically rather than by name"),
    OPT_END,
};

static const char *name_of(void *snap)
{
    return virDomainSnapshotGetName(snap);
}

static int unref(void *snap)
{
    return virDomainSnapshotFree(snap);
}

static unsigned filters(const struct args *a)
{
    return FLAGS(
        {a->roots, VIR_DOMAIN_SNAPSHOT_LIST_ROOTS}, {a->leaves, VIR_DOMAIN_SNAPSHOT_LIST_LEAVES},
        {a->no_leaves, VIR_DOMAIN_SNAPSHOT_LIST_NO_LEAVES}, {a->metadata, VIR_DOMAIN_SNAPSHOT_LIST_METADATA},
        {a->no_metadata, VIR_DOMAIN_SNAPSHOT_LIST_NO_METADATA}, {a->inactive, VIR_DOMAIN_SNAPSHOT_LIST_INACTIVE},
        {a->active, VIR_DOMAIN_SNAPSHOT_LIST_ACTIVE}, {a->disk_only, VIR_DOMAIN_SNAPSHOT_LIST_DISK_ONLY},
        {a->internal, VIR_DOMAIN_SNAPSHOT_LIST_INTERNAL}, {a->external, VIR_DOMAIN_SNAPSHOT_LIST_EXTERNAL},
        {a->topological, VIR_DOMAIN_SNAPSHOT_LIST_TOPOLOGICAL}, {a->descendants, VIR_DOMAIN_SNAPSHOT_LIST_DESCENDANTS});
}

static void tree_show(struct virsh *sh, virDomainSnapshotPtr *snaps, int n)
{
    g_autofree struct tree_row *rows = g_new0(struct tree_row, n + 1);
    bool error;

    for (int i = 0; i < n; i++) {
        rows[i].name = virDomainSnapshotGetName(snaps[i]);
        rows[i].parent = snapshot_parent(sh, snaps[i], &error);
    }
    tree_print(sh, rows, n);
    for (int i = 0; i < n; i++)
        g_free((char *) rows[i].parent);
}

static bool add_row(struct virsh *sh, const struct args *a, struct table *t, virDomainSnapshotPtr snap)
{
    auto_xdoc x = {0};
    char *xml = virDomainSnapshotGetXMLDesc(snap, 0);
    bool ok = xml && xdoc_parse(sh, &x, xml);

    free(xml);
    if (!ok)
        return true; /* gone since the list was made */
    g_autofree char *state = xdoc_text(&x, NULL, "./state");
    g_autofree char *created = xdoc_text(&x, NULL, "./creationTime");
    g_autofree char *parent = xdoc_text(&x, NULL, "./parent/name");
    g_autofree char *when = time_text(created ? g_ascii_strtoll(created, NULL, 10) : 0);
    table_row(t, virDomainSnapshotGetName(snap), when, state ? state : "", a->parent ? parent ? parent : "" : NULL,
              NULL);
    return true;
}

static int list_get(struct virsh *sh, const struct args *a, virDomainSnapshotPtr from, virDomainSnapshotPtr **snaps)
{
    int n = from ? virDomainSnapshotListAllChildren(from, snaps, filters(a))
                 : virDomainListAllSnapshots(a->dom, snaps, filters(a));

    /* A tree from one snapshot shows it as its root. */
    if (n >= 0 && from && a->tree) {
        virDomainSnapshotPtr *more = realloc(*snaps, sizeof(**snaps) * (size_t) (n + 2));
        if (!more)
            g_error("out of memory");
        virDomainSnapshotRef(from);
        more[n++] = from;
        more[n] = NULL;
        *snaps = more;
    }
    if (n >= 0 && !a->topological)
        objects_sort((void **) *snaps, n, name_of);
    (void) sh;
    return n;
}

static bool run(struct virsh *sh, const struct args *a)
{
    virDomainSnapshotPtr *snaps = NULL;
    auto_snapshot from = NULL;

    if (a->from || a->current) {
        from = snapshot_find(sh, a->dom, "from", a->from, a->current);
        if (!from)
            return false;
    } else if (a->descendants) {
        virsh_error(sh, "--descendants requires either --from or --current");
        return false;
    }
    int n = list_get(sh, a, from, &snaps);
    if (n < 0)
        return false;
    if (a->tree) {
        tree_show(sh, snaps, n);
    } else if (a->name) {
        for (int i = 0; i < n; i++)
            virsh_print(sh, "%s\n", virDomainSnapshotGetName(snaps[i]));
    } else {
        auto_table t = table_new("Name", "Creation Time", "State", a->parent ? "Parent" : NULL, NULL);
        for (int i = 0; i < n; i++)
            add_row(sh, a, t, snaps[i]);
        table_print(t, sh);
    }
    objects_free((void **) snaps, n, unref);
    return true;
}

COMMAND(snapshot_list, "snapshot-list", "List snapshots for a domain", "Snapshot List",
        .excl = EXCL({"tree", "name"}, {"parent", "roots"}, {"parent", "tree"}, {"roots", "tree"}, {"roots", "from"},
                     {"roots", "current"}));
