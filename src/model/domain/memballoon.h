/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* memballoon.h: <memballoon>.  */
#pragma once

#include "model/domain/address.h"

enum memballoon_model {
    BALLOON_NO_MODEL,
    BALLOON_VIRTIO,
    BALLOON_XEN,
    BALLOON_NONE, /* model='none': no balloon */
    BALLOON_VIRTIO_TRANSITIONAL,
    BALLOON_VIRTIO_NON_TRANSITIONAL
};
extern const struct names memballoon_model_names;
struct memballoon {
    unsigned model;
    unsigned autodeflate, free_page_reporting; /* TRI on/off */
    uint32_t stats_period;                     /* seconds; 0: off */
    struct virtio_options virtio;
    struct device_info info;
};
extern const struct rec memballoon_rec;
