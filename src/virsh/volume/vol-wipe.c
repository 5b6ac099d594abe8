/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh vol-wipe: wipe a vol. */
#include "virsh/common/common.h"
#include "virsh/volume/find.h"

struct args {
    const char *vol, *algorithm;
    virStoragePoolPtr pool;
};

static const struct opt opts[] = {
    OPT_STR(vol, "vol", REQ, "vol name, key or path"),
    OPT_POOL(pool, resolve_pool, "pool", 0, "pool name or uuid"),
    OPT_STR(algorithm, "algorithm", 0, "perform selected wiping algorithm",
            .complete = "zero,nnsa,dod,bsi,gutmann,schneier,pfitzner7,pfitzner33,random,trim"),
    OPT_END,
};

static const char *const algorithms[] = {"zero",     "nnsa",      "dod",        "bsi",    "gutmann",
                                         "schneier", "pfitzner7", "pfitzner33", "random", "trim"};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_volume vol = volume_find(sh, a->vol, a->pool, "pool");
    int algorithm = a->algorithm ? INDEX_OF(algorithms, a->algorithm) : VIR_STORAGE_VOL_WIPE_ALG_ZERO;

    if (!vol)
        return false;
    if (algorithm < 0) {
        virsh_error(sh, "Unsupported algorithm '%s'", a->algorithm);
        return false;
    }
    int rc = a->algorithm ? virStorageVolWipePattern(vol, (unsigned) algorithm, 0) : virStorageVolWipe(vol, 0);
    return outcome(sh, rc, "Vol %s wiped\n", "Failed to wipe vol %s", virStorageVolGetName(vol));
}

COMMAND(vol_wipe, "vol-wipe", "wipe a vol", "Ensure data previously on a volume is not accessible to future reads");
