/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* memballoon.c: the rows of <memballoon>.  */
#include "model/domain/memballoon.h"

#include "model/domain/table.h"

NAMES(memballoon_model_names, "memory balloon model", [BALLOON_VIRTIO] = "virtio", [BALLOON_XEN] = "xen",
      [BALLOON_NONE] = "none", [BALLOON_VIRTIO_TRANSITIONAL] = "virtio-transitional",
      [BALLOON_VIRTIO_NON_TRANSITIONAL] = "virtio-non-transitional");

#define F(K, PATH, M, ...) FLD(struct memballoon, K, PATH, M, __VA_ARGS__)
static const struct fld memballoon_flds[] = {
    F(ENUM, "@model", model, NAMED(memballoon_model_names), .flags = REQUIRED | GUEST_ABI),
    F(TRI, "@autodeflate", autodeflate, ONOFF, .flags = GUEST_ABI),
    F(TRI, "@freePageReporting", free_page_reporting, ONOFF, .flags = GUEST_ABI),
    F(CODEC, "stats/@period", stats_period, CODEC(nz32_codec), .flags = MUTABLE),
    F(SUB, ".", info, RECORD(device_info_rec)),
    F(SUB, "driver", virtio, RECORD(virtio_options_rec)),
    {0},
};
#undef F
const struct rec memballoon_rec = {"memballoon", sizeof(struct memballoon), memballoon_flds};
