/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* vsock.h: <vsock>.  */
#pragma once

#include "model/domain/address.h"

struct vsock {
    unsigned model;    /* enum virtio_model */
    unsigned auto_cid; /* TRI yes/no */
    struct opt_u32 cid;
    struct virtio_options virtio;
    struct device_info info;
};
extern const struct rec vsock_rec;
