/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh vol-clone: clone a volume. */
#include "virsh/common/common.h"
#include "virsh/volume/find.h"

struct args {
    const char *vol, *newname;
    virStoragePoolPtr pool;
    bool prealloc_metadata, reflink, print_xml;
};

static const struct opt opts[] = {
    OPT_STR(vol, "vol", REQ, "vol name, key or path"),
    OPT_STR(newname, "newname", REQ, "clone name"),
    OPT_POOL(pool, resolve_pool, "pool", 0, "pool name or uuid"),
    OPT_BOOL(prealloc_metadata, "prealloc-metadata", "preallocate metadata (for qcow2 instead of full allocation)"),
    OPT_BOOL(reflink, "reflink", "use btrfs COW lightweight copy"),
    OPT_BOOL(print_xml, "print-xml", "print XML document rather than clone the volume"),
    OPT_END,
};

/* The document of the old volume under the new name: the key, the path and what is laid out are the driver's. */
static char *renamed(struct virsh *sh, char *xml, const char *name)
{
    auto_xdoc x = {0};
    bool ok = xml && xdoc_parse(sh, &x, xml);

    free(xml);
    if (!ok)
        return NULL;
    g_autofree xmlNodePtr *names = xdoc_nodes(&x, NULL, "./name", NULL);
    if (names[0]) {
        xmlNodeSetContent(names[0], NULL);
        xmlNodeAddContent(names[0], BAD_CAST name);
    }
    return xdoc_node_xml(&x, xmlDocGetRootElement(x.doc));
}

static bool run(struct virsh *sh, const struct args *a)
{
    auto_volume old = volume_find(sh, a->vol, a->pool, "pool");
    unsigned flags = FLAGS({a->prealloc_metadata, VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA},
                           {a->reflink, VIR_STORAGE_VOL_CREATE_REFLINK});

    if (!old)
        return false;
    auto_pool pool = virStoragePoolLookupByVolume(old);
    if (!pool) {
        virsh_error(sh, "failed to get parent pool");
        return false;
    }
    g_autofree char *xml = renamed(sh, virStorageVolGetXMLDesc(old, 0), a->newname);
    auto_volume vol = xml ? virStorageVolCreateXMLFrom(pool, xml, old, flags) : NULL;
    if (!vol) {
        virsh_error(sh, "Failed to clone vol from %s", virStorageVolGetName(old));
        return false;
    }
    virsh_extra(sh, "Vol %s cloned from %s\n", virStorageVolGetName(vol), virStorageVolGetName(old));
    return true;
}

COMMAND(vol_clone, "vol-clone", "clone a volume.", "Clone an existing volume within the parent pool.");
