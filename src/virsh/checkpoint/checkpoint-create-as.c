/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh checkpoint-create-as: Create a checkpoint from a set of args. */
#include "virsh/common/common.h"
#include "virsh/snapshot/find.h"

struct args {
    virDomainPtr dom;
    const char *name, *description;
    bool print_xml, quiesce;
    const char **diskspec;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(name, "name", 0, "name of checkpoint"),
    OPT_STR(description, "description", 0, "description of checkpoint"),
    OPT_BOOL(print_xml, "print-xml", "print XML document rather than create"),
    OPT_BOOL(quiesce, "quiesce", "quiesce guest's file systems"),
    OPT_ARGV(diskspec, "diskspec", 0, "disk attributes: disk[,checkpoint=type][,bitmap=name]"),
    OPT_END,
};

/* disk[,checkpoint=type][,bitmap=name] */
static bool disk_put(struct virsh *sh, xmlNodePtr disks, const char *spec)
{
    g_auto(GStrv) words = spec_split(spec);
    const char *type = NULL, *bitmap = NULL, *v;

    for (char **w = words + 1; words[0] && *w; w++) {
        if ((v = spec_value(*w, "checkpoint")) && !type) {
            type = v;
        } else if ((v = spec_value(*w, "bitmap")) && !bitmap) {
            bitmap = v;
        } else {
            virsh_error(sh, "unable to parse diskspec: %s", spec);
            return false;
        }
    }
    xmlNodePtr node = xmlNewChild(disks, NULL, BAD_CAST "disk", NULL);
    xml_put(node, "@name", words[0]);
    if (type)
        xml_put(node, "@checkpoint", type);
    if (bitmap)
        xml_put(node, "@bitmap", bitmap);
    return true;
}

static bool document_fill(struct virsh *sh, const struct args *a, xmlNodePtr root)
{
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
    auto_checkpoint chk =
        virDomainCheckpointCreateXML(a->dom, xml, a->quiesce ? VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE : 0);

    if (!chk)
        return false;
    virsh_extra(sh, "Domain checkpoint %s created", virDomainCheckpointGetName(chk));
    return true;
}

static bool run(struct virsh *sh, const struct args *a)
{
    xmlDocPtr doc = xml_tree(
        "domaincheckpoint", (const struct xml_row[]){{"name", a->name}, {"description", a->description}, {NULL, NULL}});
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

COMMAND(checkpoint_create_as, "checkpoint-create-as", "Create a checkpoint from a set of args",
        "Create a checkpoint from arguments for use in future incremental backups");
