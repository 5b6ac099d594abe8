/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh net-define: define an inactive persistent virtual network or modify an existing persistent one from an XML
 * file. */
#include "virsh/common/common.h"

struct args {
    const char *file;
    bool validate;
};

static const struct opt opts[] = {
    OPT_FILE(file, "file", REQ, "file containing an XML network description"),
    OPT_VALIDATE,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *xml = virsh_read_file(sh, a->file);
    virNetworkPtr object = xml ? a->validate ? virNetworkDefineXMLFlags(sh->conn, xml, VIR_NETWORK_DEFINE_VALIDATE)
                                             : virNetworkDefineXML(sh->conn, xml)
                               : NULL;

    if (!xml)
        return false;
    if (!object) {
        virsh_error(sh, "Failed to define network from %s", a->file);
        return false;
    }
    virsh_extra(sh, "Network %s defined from %s\n", virNetworkGetName(object), a->file);
    virNetworkFree(object);
    return true;
}

COMMAND(net_define, "net-define",
        "define an inactive persistent virtual network or modify an existing persistent one from an XML file",
        "Define or modify a persistent virtual network.");
