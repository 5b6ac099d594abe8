/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh pool-dumpxml: pool information in XML. */
#include "virsh/common/common.h"

struct args {
    virStoragePoolPtr pool;
    bool inactive, wrap;
    const char *xpath;
};

static const struct opt opts[] = {
    OPT_POOL(pool, resolve_pool, "pool", REQ, "pool name or uuid"),
    OPT_BOOL(inactive, "inactive", "show inactive defined XML"),
    OPT_XPATH,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return xml_show(sh, virStoragePoolGetXMLDesc(a->pool, a->inactive ? VIR_STORAGE_XML_INACTIVE : 0), a->xpath,
                    a->wrap);
}

COMMAND(pool_dumpxml, "pool-dumpxml", "pool information in XML",
        "Output the pool information as an XML dump to stdout.");
