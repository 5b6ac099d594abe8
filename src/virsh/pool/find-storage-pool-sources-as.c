/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh find-storage-pool-sources-as: find potential storage pool sources. */
#include "virsh/common/common.h"

struct args {
    const char *type, *host, *port, *initiator;
};

static const struct opt opts[] = {
    OPT_STR(type, "type", REQ, "type of storage pool sources to find"),
    OPT_STR(host, "host", 0, "optional host to query"),
    OPT_STR(port, "port", 0, "optional port to query"),
    OPT_STR(initiator, "initiator", 0, "optional initiator IQN to use for query"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *spec = a->host || a->port || a->initiator
                                ? xml_build("source", (const struct xml_row[]){{"host/@name", a->host},
                                                                               {"host/@port", a->port},
                                                                               {"initiator/iqn/@name", a->initiator},
                                                                               {NULL, NULL}})
                                : NULL;

    if (!a->host && (a->port || a->initiator)) {
        virsh_error(sh, "%s", a->port ? "missing host" : "Initiator given without a host");
        return false;
    }
    char *found = virConnectFindStoragePoolSources(sh->conn, a->type, spec, 0);
    if (!found) {
        virsh_error(sh, "Failed to find any %s pool sources", a->type);
        return false;
    }
    virsh_print(sh, "%s", found);
    free(found);
    return true;
}

COMMAND(find_storage_pool_sources_as, "find-storage-pool-sources-as", "find potential storage pool sources",
        "Returns XML <sources> document.");
