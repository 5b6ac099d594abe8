/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* video.c: video cards. The primary one is the VGA flavour of its model where there are two.  */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/plan/build.h"

static json_t *mib(const struct opt_u32 *kib)
{
    return kib->set ? json_integer(kib->v / 1024) : NULL;
}

static json_t *bytes(const struct opt_u32 *kib)
{
    return kib->set ? json_integer((json_int_t) kib->v * 1024) : NULL;
}

static json_t *vgamem_mb(struct build *b, const void *v)
{
    return mib(&((const struct video *) v)->vgamem);
}

static json_t *vram_mb(struct build *b, const void *v)
{
    return mib(&((const struct video *) v)->vram);
}

static json_t *vram_bytes(struct build *b, const void *v)
{
    return bytes(&((const struct video *) v)->vram);
}

static json_t *ram_bytes(struct build *b, const void *v)
{
    return bytes(&((const struct video *) v)->ram);
}

static json_t *vram64_mb(struct build *b, const void *v)
{
    const struct video *d = v;

    return json_integer(d->vram64.set ? d->vram64.v / 1024 : 0);
}

static const struct prop resolution_props[] = {
    PROP(struct video, OPT32, "xres", res_x),
    PROP(struct video, OPT32, "yres", res_y),
    {0},
};
static const struct prop plain_props[] = {
    ROWS(struct video, info, id_props),
    ROWS(struct video, info, place_props),
    {0},
};
static const struct prop vga_props[] = {
    ROWS(struct video, info, id_props),
    FROM("vgamem_mb", vram_mb),
    {.kind = P_ROWS, .rows = resolution_props},
    ROWS(struct video, info, place_props),
    {0},
};
static const struct prop bochs_props[] = {
    ROWS(struct video, info, id_props),
    FROM("vgamem", vram_bytes),
    {.kind = P_ROWS, .rows = resolution_props},
    ROWS(struct video, info, place_props),
    {0},
};
static const struct prop qxl_props[] = {
    ROWS(struct video, info, id_props),
    PROP(struct video, OPT32, "max_outputs", heads),
    FROM("ram_size", ram_bytes),
    FROM("vram_size", vram_bytes),
    FROM("vram64_size_mb", vram64_mb),
    FROM("vgamem_mb", vgamem_mb),
    {.kind = P_ROWS, .rows = resolution_props},
    ROWS(struct video, info, place_props),
    {0},
};
static const struct prop virtio_gpu_props[] = {
    ROWS(struct video, virtio, virtio_props),        ROWS(struct video, info, id_props),
    PROP(struct video, OPT32, "max_outputs", heads), {.kind = P_ROWS, .rows = resolution_props},
    ROWS(struct video, info, place_props),           {0},
};
static const struct prop ramfb_props[] = {ROWS(struct video, info, id_props), {0}};

enum role { ANY, PRIMARY, SECONDARY, GL = 4 }; /* primary and secondary, each also with 3D */
static const struct devmodel models[] = {
    {VIDEO_VGA, PRIMARY, 0, "VGA", vga_props, 0},
    {VIDEO_VGA, ANY, 0, "secondary-vga", vga_props, 0},
    {VIDEO_CIRRUS, ANY, 0, "cirrus-vga", plain_props, 0},
    {VIDEO_VMVGA, ANY, 0, "vmware-svga", vga_props, 0},
    {VIDEO_QXL, PRIMARY, 0, "qxl-vga", qxl_props, 0},
    {VIDEO_QXL, SECONDARY, 0, "qxl", qxl_props, 0},
    {VIDEO_VIRTIO, PRIMARY | GL, 0, "virtio-vga-gl", virtio_gpu_props, 0},
    {VIDEO_VIRTIO, SECONDARY | GL, 0, "virtio-gpu-gl-pci", virtio_gpu_props, 0},
    {VIDEO_VIRTIO, PRIMARY, 0, "virtio-vga", virtio_gpu_props, 0},
    {VIDEO_VIRTIO, SECONDARY, 0, "virtio-gpu-pci", virtio_gpu_props, 0},
    {VIDEO_BOCHS, ANY, 0, "bochs-display", bochs_props, 0},
    {VIDEO_RAMFB, ANY, 0, "ramfb", ramfb_props, 0},
    {0},
};

int plan_video(struct build *b, const struct video *v)
{
    unsigned role = v->primary == TRI_YES ? PRIMARY : SECONDARY;
    const struct devmodel *m;

    if (v->type == VIDEO_NONE)
        return 0;
    if (v->backend == VIDEO_BACKEND_VHOSTUSER)
        return plan_refuse(b, "vhost-user video devices are not supported yet");
    if (v->type == VIDEO_VIRTIO && v->accel3d == TRI_YES)
        role |= GL;
    m = devmodel_find(models, v->type, role, 0);
    if (!m)
        return plan_refuse(b, "domain configuration does not support video model '%s'",
                           names_word(&video_type_names, v->type) ? names_word(&video_type_names, v->type) : "none");
    return plan_device_add(b, m->driver, m->props, v) ? 0 : -1;
}
