/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh vol-dumpxml: vol information in XML. */
#include "virsh/common/common.h"
#include "virsh/volume/find.h"

struct args {
    const char *vol, *xpath;
    virStoragePoolPtr pool;
    bool wrap;
};

static const struct opt opts[] = {
    OPT_STR(vol, "vol", REQ, "vol name, key or path"),
    OPT_POOL(pool, resolve_pool, "pool", 0, "pool name or uuid"),
    OPT_XPATH,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_volume vol = volume_find(sh, a->vol, a->pool, "pool");

    return vol && xml_show(sh, virStorageVolGetXMLDesc(vol, 0), a->xpath, a->wrap);
}

COMMAND(vol_dumpxml, "vol-dumpxml", "vol information in XML", "Output the vol information as an XML dump to stdout.");
