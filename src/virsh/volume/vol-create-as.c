/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh vol-create-as: create a volume from a set of args. */
#include "virsh/common/common.h"
#include "virsh/volume/find.h"

struct args {
    virStoragePoolPtr pool;
    const char *name, *capacity, *allocation, *format, *backing_vol, *backing_vol_format;
    bool prealloc_metadata, print_xml;
};

static const struct opt opts[] = {
    OPT_POOL(pool, resolve_pool, "pool", REQ, "pool name"),
    OPT_STR(name, "name", REQ, "name of the volume"),
    OPT_STR(capacity, "capacity", REQ, "size of the vol, as scaled integer (default bytes)"),
    OPT_STR(allocation, "allocation", 0, "initial allocation size, as scaled integer (default bytes)"),
    OPT_STR(format, "format", 0, "file format type raw,bochs,qcow,qcow2,qed,vmdk"),
    OPT_STR(backing_vol, "backing-vol", 0, "the backing volume if taking a snapshot"),
    OPT_STR(backing_vol_format, "backing-vol-format", 0, "format of backing volume if taking a snapshot"),
    OPT_BOOL(prealloc_metadata, "prealloc-metadata", "preallocate metadata (for qcow2 instead of full allocation)"),
    OPT_BOOL(print_xml, "print-xml", "print XML document, but don't define/create"),
    OPT_END,
};

/* The path of the backing volume, which may be named in three ways. */
static char *backing_path(struct virsh *sh, const struct args *a)
{
    auto_volume vol = volume_find(sh, a->backing_vol, a->pool, NULL);
    char *path = vol ? virStorageVolGetPath(vol) : NULL;
    char *copy = g_strdup(path);

    free(path);
    return copy;
}

static char *document(const struct args *a, unsigned long long capacity, unsigned long long allocation,
                      const char *backing)
{
    g_autofree char *cap = g_strdup_printf("%llu", capacity);
    g_autofree char *alloc = a->allocation ? g_strdup_printf("%llu", allocation) : NULL;

    return xml_build("volume",
                     (const struct xml_row[]){{"name", a->name},
                                              {"capacity", cap},
                                              {"allocation", alloc},
                                              {"target/format/@type", a->format},
                                              {"backingStore/path", backing},
                                              {"backingStore/format/@type", backing ? a->backing_vol_format : NULL},
                                              {NULL, NULL}});
}

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned long long capacity, allocation = 0;
    g_autofree char *backing = NULL;

    if (!volume_size(sh, a->capacity, &capacity) || (a->allocation && !volume_size(sh, a->allocation, &allocation)))
        return false;
    if (a->backing_vol && !(backing = backing_path(sh, a)))
        return false;
    g_autofree char *xml = document(a, capacity, allocation, backing);
    if (a->print_xml) {
        virsh_print(sh, "%s", xml);
        return true;
    }
    auto_volume vol =
        virStorageVolCreateXML(a->pool, xml, a->prealloc_metadata ? VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA : 0);
    if (!vol) {
        virsh_error(sh, "Failed to create vol %s", a->name);
        return false;
    }
    virsh_extra(sh, "Vol %s created\n", a->name);
    return true;
}

COMMAND(vol_create_as, "vol-create-as", "create a volume from a set of args", "Create a vol.");
