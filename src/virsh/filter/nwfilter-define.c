/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nwfilter-define: define or update a network filter from an XML file. */
#include "virsh/common/common.h"

struct args {
    const char *file;
    bool validate;
};

static const struct opt opts[] = {
    OPT_FILE(file, "file", REQ, "file containing an XML network filter description"),
    OPT_VALIDATE,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *xml = virsh_read_file(sh, a->file);
    virNWFilterPtr object = xml ? a->validate ? virNWFilterDefineXMLFlags(sh->conn, xml, VIR_NWFILTER_DEFINE_VALIDATE)
                                              : virNWFilterDefineXML(sh->conn, xml)
                                : NULL;

    if (!xml)
        return false;
    if (!object) {
        virsh_error(sh, "Failed to define network filter from %s", a->file);
        return false;
    }
    virsh_extra(sh, "Network filter %s defined from %s\n", virNWFilterGetName(object), a->file);
    virNWFilterFree(object);
    return true;
}

COMMAND(nwfilter_define, "nwfilter-define", "define or update a network filter from an XML file",
        "Define a new network filter or update an existing one.");
