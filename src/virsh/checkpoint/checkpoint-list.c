/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh checkpoint-list: List checkpoints for a domain. */
#include "virsh/common/common.h"
#include "virsh/common/listing.h"
#include "virsh/common/tree.h"
#include "virsh/snapshot/find.h"

struct args {
    virDomainPtr dom;
    bool parent, roots, leaves, no_leaves, tree, descendants, name, topological;
    const char *from;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_BOOL(parent, "parent", "add a column showing parent checkpoint"),
    OPT_BOOL(roots, "roots", "list only checkpoints without parents"),
    OPT_BOOL(leaves, "leaves", "list only checkpoints without children"),
    OPT_BOOL(no_leaves, "no-leaves", "list only checkpoints that are not leaves (with children)"),
    OPT_BOOL(tree, "tree", "list checkpoints in a tree"),
    OPT_STR(from, "from", 0, "limit list to children of given checkpoint"),
    OPT_BOOL(descendants, "descendants", "with --from, list all descendants"),
    OPT_BOOL(name, "name", "list checkpoint names only"),
    OPT_BOOL(topological, "topological", "sort list topologically rather than by name"),
    OPT_END,
};

static const char *name_of(void *chk)
{
    return virDomainCheckpointGetName(chk);
}

static int unref(void *chk)
{
    return virDomainCheckpointFree(chk);
}

static unsigned filters(const struct args *a)
{
    return FLAGS({a->roots, VIR_DOMAIN_CHECKPOINT_LIST_ROOTS}, {a->leaves, VIR_DOMAIN_CHECKPOINT_LIST_LEAVES},
                 {a->no_leaves, VIR_DOMAIN_CHECKPOINT_LIST_NO_LEAVES},
                 {a->topological, VIR_DOMAIN_CHECKPOINT_LIST_TOPOLOGICAL},
                 {a->descendants, VIR_DOMAIN_CHECKPOINT_LIST_DESCENDANTS});
}

static void tree_show(struct virsh *sh, virDomainCheckpointPtr *chks, int n)
{
    g_autofree struct tree_row *rows = g_new0(struct tree_row, n + 1);
    bool error;

    for (int i = 0; i < n; i++) {
        rows[i].name = virDomainCheckpointGetName(chks[i]);
        rows[i].parent = checkpoint_parent(sh, chks[i], &error);
    }
    tree_print(sh, rows, n);
    for (int i = 0; i < n; i++)
        g_free((char *) rows[i].parent);
}

static void add_row(struct virsh *sh, const struct args *a, struct table *t, virDomainCheckpointPtr chk)
{
    auto_xdoc x = {0};
    char *xml = virDomainCheckpointGetXMLDesc(chk, VIR_DOMAIN_CHECKPOINT_XML_NO_DOMAIN);
    bool ok = xml && xdoc_parse(sh, &x, xml);

    free(xml);
    if (!ok)
        return; /* gone since the list was made */
    g_autofree char *created = xdoc_text(&x, NULL, "./creationTime");
    g_autofree char *parent = xdoc_text(&x, NULL, "./parent/name");
    g_autofree char *when = time_text(created ? g_ascii_strtoll(created, NULL, 10) : 0);
    table_row(t, virDomainCheckpointGetName(chk), when, a->parent ? parent ? parent : "" : NULL, NULL);
}

static bool run(struct virsh *sh, const struct args *a)
{
    virDomainCheckpointPtr *chks = NULL;
    auto_checkpoint from = a->from ? virDomainCheckpointLookupByName(a->dom, a->from, 0) : NULL;

    if (a->from && !from)
        return false;
    if (a->descendants && !from) {
        virsh_error(sh, "--descendants requires --from");
        return false;
    }
    int n = from ? virDomainCheckpointListAllChildren(from, &chks, filters(a))
                 : virDomainListAllCheckpoints(a->dom, &chks, filters(a));
    if (n < 0)
        return false;
    if (!a->topological)
        objects_sort((void **) chks, n, name_of);
    if (a->tree) {
        tree_show(sh, chks, n);
    } else if (a->name) {
        for (int i = 0; i < n; i++)
            virsh_print(sh, "%s\n", virDomainCheckpointGetName(chks[i]));
    } else {
        auto_table t = table_new("Name", "Creation Time", a->parent ? "Parent" : NULL, NULL);
        for (int i = 0; i < n; i++)
            add_row(sh, a, t, chks[i]);
        table_print(t, sh);
    }
    objects_free((void **) chks, n, unref);
    return true;
}

COMMAND(checkpoint_list, "checkpoint-list", "List checkpoints for a domain", "Checkpoint List",
        .excl = EXCL({"tree", "name"}, {"parent", "roots"}, {"parent", "tree"}, {"roots", "tree"}, {"roots", "from"}));
