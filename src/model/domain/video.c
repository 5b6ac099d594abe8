/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* video.c: the rows of <video>.  */
#include "model/domain/video.h"

#include "model/domain/table.h"

NAMES(video_type_names,
      "video model", [VIDEO_VGA] = "vga", [VIDEO_CIRRUS] = "cirrus", [VIDEO_VMVGA] = "vmvga", [VIDEO_XEN] = "xen",
      [VIDEO_VBOX] = "vbox", [VIDEO_QXL] = "qxl", [VIDEO_PARALLELS] = "parallels", [VIDEO_VIRTIO] = "virtio",
      [VIDEO_GOP] = "gop", [VIDEO_NONE] = "none", [VIDEO_BOCHS] = "bochs", [VIDEO_RAMFB] = "ramfb");
NAMES(video_backend_names, "video backend", [VIDEO_BACKEND_QEMU] = "qemu", [VIDEO_BACKEND_VHOSTUSER] = "vhostuser");
NAMES(video_vgaconf_names, "vgaconf value", [VGACONF_IO] = "io", [VGACONF_ON] = "on", [VGACONF_OFF] = "off");

#define F(K, PATH, M, ...) FLD(struct video, K, PATH, M, .flags = GUEST_ABI, __VA_ARGS__)
static const struct fld video_flds[] = {
    F(SUB, "driver", virtio, RECORD(virtio_options_rec)),
    F(ENUM, "driver/@name", backend, NAMED(video_backend_names)),
    F(ENUM, "driver/@vgaconf", vgaconf, NAMED(video_vgaconf_names)),
    FLD(struct video, ENUM, "model/@type", type, NAMED(video_type_names), .flags = SAYS_UNSUPPORTED | GUEST_ABI),
    F(OPT32, "model/@ram", ram),
    F(OPT32, "model/@vram", vram),
    F(OPT32, "model/@vram64", vram64),
    F(OPT32, "model/@vgamem", vgamem),
    FLD(struct video, OPT32, "model/@heads", heads, .flags = SAYS_INTERNAL | GUEST_ABI),
    F(TRI, "model/@primary", primary, YESNO),
    F(TRI, "model/acceleration/@accel3d", accel3d, YESNO),
    F(TRI, "model/acceleration/@accel2d", accel2d, YESNO),
    F(STR, "model/acceleration/@rendernode", rendernode),
    F(OPT32, "model/resolution/@x", res_x),
    F(OPT32, "model/resolution/@y", res_y),
    F(SUB, ".", info, RECORD(device_info_rec)),
    {0},
};
#undef F
const struct rec video_rec = {"video", sizeof(struct video), video_flds};
