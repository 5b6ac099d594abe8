/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh snapshot-create-as: Create a snapshot from a set of args. */
#include "virsh/common/common.h"
#include "virsh/snapshot/find.h"

struct args {
    virDomainPtr dom;
    const char *name, *description, *memspec;
    bool print_xml, no_metadata, halt, disk_only, reuse_external, quiesce, atomic, live, validate;
    const char **diskspec;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(name, "name", 0, "name of snapshot"),
    OPT_STR(description, "description", 0, "description of snapshot"),
    OPT_BOOL(print_xml, "print-xml", "print XML document rather than create"),
    OPT_BOOL(no_metadata, "no-metadata", "take snapshot but create no metadata"),
    OPT_BOOL(halt, "halt", "halt domain after snapshot is created"),
    OPT_BOOL(disk_only, "disk-only", "capture disk state but not vm state"),
    OPT_BOOL(reuse_external, "reuse-external", "reuse any existing external files"),
    OPT_BOOL(quiesce, "quiesce", "quiesce guest's file systems"),
    OPT_BOOL(atomic, "atomic", "require atomic operation"),
    OPT_BOOL(live, "live", "take a live snapshot"),
    OPT_VALIDATE,
    OPT_STR(memspec, "memspec", NOPOS, "memory attributes: [file=]name[,snapshot=type]"),
    OPT_ARGV(diskspec, "diskspec", 0, "disk attributes: disk[,snapshot=type][,driver=type][,stype=type][,file=name]"),
    OPT_END,
};

/* [file=]name[,snapshot=type] */
static bool memory_put(struct virsh *sh, xmlNodePtr root, const char *spec)
{
    g_auto(GStrv) words = spec_split(spec);
    const char *file = NULL, *type = NULL, *v;

    for (char **w = words; *w; w++) {
        if ((v = spec_value(*w, "snapshot")) && !type)
            type = v;
        else if ((v = spec_value(*w, "file")) && !file)
            file = v;
        else if (!file && **w == '/')
            file = *w;
        else
            goto bad;
    }
    xmlNodePtr node = xmlNewChild(root, NULL, BAD_CAST "memory", NULL);
    if (type)
        xml_put(node, "@snapshot", type);
    if (file)
        xml_put(node, "@file", file);
    return true;
bad:
    virsh_error(sh, "unable to parse memspec: %s", spec);
    return false;
}

/* disk[,snapshot=type][,driver=type][,stype=type][,file=name] */
static bool disk_put(struct virsh *sh, xmlNodePtr disks, const char *spec)
{
    g_auto(GStrv) words = spec_split(spec);
    const char *type = NULL, *driver = NULL, *stype = NULL, *file = NULL, *v;

    for (char **w = words + 1; words[0] && *w; w++) {
        if ((v = spec_value(*w, "snapshot")) && !type)
            type = v;
        else if ((v = spec_value(*w, "driver")) && !driver)
            driver = v;
        else if ((v = spec_value(*w, "stype")) && !stype)
            stype = v;
        else if ((v = spec_value(*w, "file")) && !file)
            file = v;
        else
            goto bad;
    }
    if (stype && strcmp(stype, "file") != 0 && strcmp(stype, "block") != 0) {
        virsh_error(sh, "Unknown storage type: '%s'", stype);
        goto bad;
    }
    xmlNodePtr node = xmlNewChild(disks, NULL, BAD_CAST "disk", NULL);
    xml_put(node, "@name", words[0]);
    if (type)
        xml_put(node, "@snapshot", type);
    if (stype)
        xml_put(node, "@type", stype);
    if (driver)
        xml_put(node, "driver/@type", driver);
    if (file)
        xml_put(node, stype && strcmp(stype, "block") == 0 ? "source/@dev" : "source/@file", file);
    return true;
bad:
    virsh_error(sh, "unable to parse diskspec: %s", spec);
    return false;
}

static bool document_fill(struct virsh *sh, const struct args *a, xmlNodePtr root)
{
    if (a->memspec && !memory_put(sh, root, a->memspec))
        return false;
    if (!a->diskspec[0])
        return true;
    xmlNodePtr disks = xmlNewChild(root, NULL, BAD_CAST "disks", NULL);
    for (const char **d = a->diskspec; *d; d++)
        if (!disk_put(sh, disks, *d))
            return false;
    return true;
}

static bool create(struct virsh *sh, const struct args *a, const char *xml)
{
    unsigned flags = FLAGS(
        {a->no_metadata, VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA}, {a->halt, VIR_DOMAIN_SNAPSHOT_CREATE_HALT},
        {a->disk_only, VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY}, {a->reuse_external, VIR_DOMAIN_SNAPSHOT_CREATE_REUSE_EXT},
        {a->quiesce, VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE}, {a->atomic, VIR_DOMAIN_SNAPSHOT_CREATE_ATOMIC},
        {a->live, VIR_DOMAIN_SNAPSHOT_CREATE_LIVE}, {a->validate, VIR_DOMAIN_SNAPSHOT_CREATE_VALIDATE});
    auto_snapshot snap = virDomainSnapshotCreateXML(a->dom, xml, flags);

    if (!snap)
        return false;
    virsh_extra(sh, "Domain snapshot %s created", virDomainSnapshotGetName(snap));
    return true;
}

static bool run(struct virsh *sh, const struct args *a)
{
    xmlDocPtr doc = xml_tree(
        "domainsnapshot", (const struct xml_row[]){{"name", a->name}, {"description", a->description}, {NULL, NULL}});
    bool ok = document_fill(sh, a, xmlDocGetRootElement(doc));

    if (ok) {
        g_autofree char *xml = xml_format_open(xmlDocGetRootElement(doc));
        if (a->print_xml)
            virsh_print(sh, "%s\n", xml);
        else
            ok = create(sh, a, xml);
    }
    xmlFreeDoc(doc);
    return ok;
}

COMMAND(snapshot_create_as, "snapshot-create-as", "Create a snapshot from a set of args",
        "Create a snapshot (disk and RAM) from arguments", .excl = EXCL({"print-xml", "no-metadata"}));
