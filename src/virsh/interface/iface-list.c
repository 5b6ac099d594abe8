/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh iface-list: list physical host interfaces. */
#include "virsh/common/common.h"
#include "virsh/common/listing.h"

struct args {
    bool inactive, all;
};

static const struct opt opts[] = {
    OPT_BOOL(inactive, "inactive", "list inactive interfaces"),
    OPT_BOOL(all, "all", "list inactive & active interfaces"),
    OPT_END,
};

static const char *name_of(void *iface)
{
    return virInterfaceGetName(iface);
}

static int unref(void *iface)
{
    return virInterfaceFree(iface);
}

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags = a->all        ? 0
                     : a->inactive ? VIR_CONNECT_LIST_INTERFACES_INACTIVE
                                   : VIR_CONNECT_LIST_INTERFACES_ACTIVE;
    virInterfacePtr *ifaces = NULL;
    int n = virConnectListAllInterfaces(sh->conn, &ifaces, flags);

    if (n < 0) {
        virsh_error(sh, "Failed to list interfaces");
        return false;
    }
    objects_sort((void **) ifaces, n, name_of);
    auto_table t = table_new("Name", "State", "MAC Address", NULL);
    for (int i = 0; i < n; i++)
        table_row(t, virInterfaceGetName(ifaces[i]), active_word(virInterfaceIsActive(ifaces[i])),
                  virInterfaceGetMACString(ifaces[i]), NULL);
    table_print(t, sh);
    objects_free((void **) ifaces, n, unref);
    return true;
}

COMMAND(iface_list, "iface-list", "list physical host interfaces", "Returns list of physical host interfaces.");
