/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh find-storage-pool-sources: discover potential storage pool sources. */
#include "virsh/common/common.h"

struct args {
    const char *type, *srcSpec;
};

static const struct opt opts[] = {
    OPT_STR(type, "type", REQ, "type of storage pool sources to discover"),
    OPT_STR(srcSpec, "srcSpec", 0, "optional file of source xml to query for pools"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *spec = a->srcSpec ? virsh_read_file(sh, a->srcSpec) : NULL;

    if (a->srcSpec && !spec)
        return false;
    char *found = virConnectFindStoragePoolSources(sh->conn, a->type, spec, 0);
    if (!found) {
        virsh_error(sh, "Failed to find any %s pool sources", a->type);
        return false;
    }
    virsh_print(sh, "%s", found);
    free(found);
    return true;
}

COMMAND(find_storage_pool_sources, "find-storage-pool-sources", "discover potential storage pool sources",
        "Returns XML <sources> document.");
