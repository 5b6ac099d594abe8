/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* memballoon.c: the balloon.  */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/plan/build.h"

static const struct prop balloon_props[] = {
    ROWS(struct memballoon, virtio, virtio_props),
    ROWS(struct memballoon, info, id_props),
    PROP(struct memballoon, TRI, "deflate-on-oom", autodeflate),
    PROP(struct memballoon, TRI, "free-page-reporting", free_page_reporting, .cap = CAP_BALLOON_FPR),
    ROWS(struct memballoon, info, place_props),
    {0},
};
static const struct devmodel models[] = {
    {BALLOON_VIRTIO_TRANSITIONAL, 0, 0, "virtio-balloon-pci-transitional", balloon_props, 0},
    {BALLOON_VIRTIO_NON_TRANSITIONAL, 0, 0, "virtio-balloon-pci-non-transitional", balloon_props, 0},
    {BALLOON_VIRTIO, 0, ADDRESS_PCI, "virtio-balloon-pci", balloon_props, 0},
    {BALLOON_VIRTIO, 0, ADDRESS_CCW, "virtio-balloon-ccw", balloon_props, 0},
    {BALLOON_VIRTIO, 0, ADDRESS_VIRTIO_MMIO, "virtio-balloon-device", balloon_props, 0},
    {0},
};

int plan_memballoon(struct build *b, const struct memballoon *m)
{
    if (m->model == BALLOON_NONE)
        return 0;
    if (m->model == BALLOON_XEN)
        return plan_refuse(b, "Memory balloon device type 'xen' is not supported by this version of qemu");
    return plan_model_add(b, "memory balloon", models, m->model, 0, m->info.address.type, m) ? 0 : -1;
}
