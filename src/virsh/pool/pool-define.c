/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh pool-define: define an inactive persistent storage pool or modify an existing persistent one from an XML file.
 */
#include "virsh/common/common.h"

struct args {
    const char *file;
    bool validate;
};

static const struct opt opts[] = {
    OPT_FILE(file, "file", REQ, "file containing an XML pool description"),
    OPT_VALIDATE,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *xml = virsh_read_file(sh, a->file);

    if (!xml)
        return false;
    virStoragePoolPtr pool = virStoragePoolDefineXML(sh->conn, xml, a->validate ? VIR_STORAGE_POOL_DEFINE_VALIDATE : 0);
    if (!pool) {
        virsh_error(sh, "Failed to define pool from %s", a->file);
        return false;
    }
    virsh_extra(sh, "Pool %s defined from %s\n", virStoragePoolGetName(pool), a->file);
    virStoragePoolFree(pool);
    return true;
}

COMMAND(pool_define, "pool-define",
        "define an inactive persistent storage pool or modify an existing persistent one from an XML file",
        "Define or modify a persistent storage pool.");
