/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nwfilter-binding-create: create a network filter binding from an XML file. */
#include "virsh/common/common.h"

struct args {
    const char *file;
    bool validate;
};

static const struct opt opts[] = {
    OPT_FILE(file, "file", REQ, "file containing an XML network filter binding description"),
    OPT_VALIDATE,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *xml = virsh_read_file(sh, a->file);
    virNWFilterBindingPtr object =
        xml ? virNWFilterBindingCreateXML(sh->conn, xml, a->validate ? VIR_NWFILTER_BINDING_CREATE_VALIDATE : 0) : NULL;

    if (!xml)
        return false;
    if (!object) {
        virsh_error(sh, "Failed to create network filter from %s", a->file);
        return false;
    }
    virsh_extra(sh, "Network filter binding on %s created from %s\n", virNWFilterBindingGetPortDev(object), a->file);
    virNWFilterBindingFree(object);
    return true;
}

COMMAND(nwfilter_binding_create, "nwfilter-binding-create", "create a network filter binding from an XML file",
        "Create a new network filter binding.");
