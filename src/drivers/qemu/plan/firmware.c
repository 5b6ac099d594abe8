/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* firmware.c: a ROM by -bios, or flash chips: the code, read only, and the guest's variables.  */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/plan/blockdev.h"

static int flash(struct build *b, const char *node, unsigned type, const struct disk_source *src, bool readonly)
{
    struct image_plan i = {.node = node, .type = type, .src = src, .format = FORMAT_RAW, .readonly = readonly};

    return plan_nodes(b, &i, NULL);
}

int plan_pflash(struct build *b)
{
    const struct os_loader *l = b->def->os.loader;
    const struct os_nvram *v = b->def->os.nvram;
    struct disk_source code = {.path = l ? l->path : NULL}, vars = {.path = v ? v->path : NULL};

    if (b->def->os.firmware && !(l && l->path)) {
        err(VIR_ERR_OPERATION_FAILED, "Unable to find any firmware to satisfy '%s'",
            names_word(&os_firmware_names, b->def->os.firmware));
        return -1;
    }
    if (!l || l->type != LOADER_PFLASH)
        return 0;
    if (flash(b, "libvirt-pflash0", SOURCE_FILE, &code, l->readonly == TRI_YES) < 0)
        return -1;
    if (!v)
        return 0;
    if (v->type == SOURCE_NONE || !v->src.path)
        return flash(b, "libvirt-pflash1", v->type == SOURCE_NETWORK ? SOURCE_NETWORK : SOURCE_FILE,
                     v->type == SOURCE_NETWORK ? &v->src : &vars, false);
    return flash(b, "libvirt-pflash1", v->type, &v->src, false);
}

int plan_loader(struct build *b)
{
    const struct os_loader *l = b->def->os.loader;

    if (!l)
        return 0;
    if (l->type == LOADER_PFLASH) {
        if (l->secure == TRI_YES)
            plan_argf(b, "global", "driver=cfi.pflash01,property=secure,value=on");
    } else if (l->path) {
        plan_argf(b, "bios", "%s", l->path);
    }
    return 0;
}
