/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* rng.h: <rng>: random number generators.  */
#pragma once

#include "model/domain/chardev.h"

enum rng_backend { RNG_NONE, RNG_RANDOM, RNG_EGD, RNG_BUILTIN };
extern const struct names rng_backend_names;
struct rng {
    unsigned model;                         /* enum virtio_model */
    struct opt_u32 rate_bytes, rate_period; /* bytes per period milliseconds */
    unsigned backend;                       /* enum rng_backend */
    char *device;                           /* random: the file */
    struct chardev_source egd;              /* egd */
    struct virtio_options virtio;
    struct device_info info;
};
extern const struct rec rng_rec;
