/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* video.h: <video>.  */
#pragma once

#include "model/domain/address.h"

enum video_type {
    VIDEO_DEFAULT,
    VIDEO_VGA,
    VIDEO_CIRRUS,
    VIDEO_VMVGA,
    VIDEO_XEN,
    VIDEO_VBOX,
    VIDEO_QXL,
    VIDEO_PARALLELS,
    VIDEO_VIRTIO,
    VIDEO_GOP,
    VIDEO_NONE,
    VIDEO_BOCHS,
    VIDEO_RAMFB,
    VIDEO_LAST
};
enum video_backend { VIDEO_BACKEND_DEFAULT, VIDEO_BACKEND_QEMU, VIDEO_BACKEND_VHOSTUSER };
enum video_vgaconf { VGACONF_DEFAULT, VGACONF_IO, VGACONF_ON, VGACONF_OFF };
extern const struct names video_type_names, video_backend_names, video_vgaconf_names;

struct video {
    unsigned backend, vgaconf; /* <driver> */
    struct virtio_options virtio;
    unsigned type;                            /* enum video_type: model/@type */
    struct opt_u32 ram, vram, vram64, vgamem; /* KiB */
    struct opt_u32 heads;
    unsigned primary;          /* TRI yes/no */
    unsigned accel3d, accel2d; /* TRI */
    char *rendernode;
    struct opt_u32 res_x, res_y;
    struct device_info info;
};
extern const struct rec video_rec;
