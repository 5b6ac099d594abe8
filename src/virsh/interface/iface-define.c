/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh iface-define: define an inactive persistent physical host interface or modify an existing persistent one from
 * an XML file. */
#include "virsh/common/common.h"

struct args {
    const char *file;
    bool validate;
};

static const struct opt opts[] = {
    OPT_FILE(file, "file", REQ, "file containing an XML interface description"),
    OPT_VALIDATE,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *xml = virsh_read_file(sh, a->file);
    virInterfacePtr object =
        xml ? virInterfaceDefineXML(sh->conn, xml, a->validate ? VIR_INTERFACE_DEFINE_VALIDATE : 0) : NULL;

    if (!xml)
        return false;
    if (!object) {
        virsh_error(sh, "Failed to define interface from %s", a->file);
        return false;
    }
    virsh_extra(sh, "Interface %s defined from %s\n", virInterfaceGetName(object), a->file);
    virInterfaceFree(object);
    return true;
}

COMMAND(iface_define, "iface-define",
        "define an inactive persistent physical host interface or modify an existing persistent one from an XML file",
        "Define or modify a persistent physical host interface.");
