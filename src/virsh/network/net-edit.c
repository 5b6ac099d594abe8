/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh net-edit: edit XML configuration for a network. */
#include "virsh/common/common.h"

struct args {
    virNetworkPtr net;
};

static const struct opt opts[] = {
    OPT_NETWORK(net, resolve_network, REQ, "network name or uuid"),
    OPT_END,
};

/* The stored state where the driver keeps one apart, else what there is. */
static char *get_xml(virNetworkPtr net)
{
    char *xml = virNetworkGetXMLDesc(net, VIR_NETWORK_XML_INACTIVE);
    virErrorPtr err = xml ? NULL : virGetLastError();

    return err && err->code == VIR_ERR_INVALID_ARG ? virNetworkGetXMLDesc(net, 0) : xml;
}

static char *load(struct virsh *sh, void *object)
{
    (void) sh;
    return get_xml(object);
}

static bool save(struct virsh *sh, void *object, const char *xml, bool relaxed)
{
    virNetworkPtr now = virNetworkDefineXML(sh->conn, xml);

    (void) object, (void) relaxed;
    if (now)
        virNetworkFree(now);
    return now != NULL;
}

static bool run(struct virsh *sh, const struct args *a)
{
    return edit_run(sh, &(struct edit){.unchanged_fmt = "Network %s XML configuration not changed.\n",
                                       .edited_fmt = "Network %s XML configuration edited.\n",
                                       .name = virNetworkGetName(a->net),
                                       .load = load,
                                       .save = save,
                                       .arg = a->net});
}

COMMAND(net_edit, "net-edit", "edit XML configuration for a network", "Edit the XML configuration for a network.");
