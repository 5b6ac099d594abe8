/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* filesystem.h: <filesystem>.  */
#pragma once

#include "model/domain/address.h"

enum fs_type { FS_MOUNT, FS_BLOCK, FS_FILE, FS_TEMPLATE, FS_RAM, FS_BIND, FS_VOLUME };
enum fs_access { FS_ACCESS_DEFAULT, FS_ACCESS_PASSTHROUGH, FS_ACCESS_MAPPED, FS_ACCESS_SQUASH };
enum fs_multidevs { FS_MULTIDEVS_DEFAULT, FS_MULTIDEVS_REMAP, FS_MULTIDEVS_FORBID, FS_MULTIDEVS_WARN };
enum fs_driver {
    FS_DRIVER_DEFAULT,
    FS_DRIVER_PATH,
    FS_DRIVER_HANDLE,
    FS_DRIVER_LOOP,
    FS_DRIVER_NBD,
    FS_DRIVER_PLOOP,
    FS_DRIVER_VIRTIOFS
};
enum fs_wrpolicy { FS_WRPOLICY_DEFAULT, FS_WRPOLICY_IMMEDIATE };
enum fs_cache { FS_CACHE_DEFAULT, FS_CACHE_NONE, FS_CACHE_ALWAYS };
enum fs_sandbox { FS_SANDBOX_DEFAULT, FS_SANDBOX_NAMESPACE, FS_SANDBOX_CHROOT };
extern const struct names fs_type_names, fs_access_names, fs_multidevs_names, fs_driver_names, fs_wrpolicy_names,
    fs_cache_names, fs_sandbox_names;

struct filesystem {
    unsigned type, accessmode, multidevs, model; /* model: enum virtio_model */
    char *fmode, *dmode;                         /* octal text */
    unsigned driver, format, wrpolicy;
    struct opt_u32 queue;
    struct virtio_options virtio;
    char *binary;
    unsigned xattr; /* TRI on/off */
    unsigned cache, sandbox;
    unsigned lock_posix, lock_flock; /* TRI on/off */
    struct opt_i64 thread_pool;
    char *source; /* file, dev, dir, name; ram: usage in KiB is below */
    char *socket; /* virtiofs: a daemon started by somebody else */
    char *pool, *volume;
    uint64_t usage; /* ram: KiB */
    char *target;
    bool readonly;
    uint64_t hard_limit, soft_limit; /* bytes */
    struct device_info info;
};
extern const struct rec filesystem_rec;
