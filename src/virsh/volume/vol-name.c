/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh vol-name: returns the volume name for a given volume key or path. */
#include "virsh/common/common.h"
#include "virsh/volume/find.h"

struct args {
    const char *vol;
};

static const struct opt opts[] = {
    OPT_STR(vol, "vol", REQ, "volume key or path"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_volume vol = volume_find(sh, a->vol, NULL, NULL);

    if (vol)
        virsh_print(sh, "%s\n", virStorageVolGetName(vol));
    return vol != NULL;
}

COMMAND(vol_name, "vol-name", "returns the volume name for a given volume key or path", "");
