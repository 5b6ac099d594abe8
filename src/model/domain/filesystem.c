/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* filesystem.c: the rows of <filesystem>.  */
#include "model/domain/filesystem.h"

#include "model/domain/source.h"
#include "model/domain/table.h"

NAMES(fs_type_names, "filesystem type", "mount", [FS_BLOCK] = "block", [FS_FILE] = "file", [FS_TEMPLATE] = "template",
      [FS_RAM] = "ram", [FS_BIND] = "bind", [FS_VOLUME] = "volume");
NAMES(fs_access_names, "accessmode", [FS_ACCESS_PASSTHROUGH] = "passthrough", [FS_ACCESS_MAPPED] = "mapped",
      [FS_ACCESS_SQUASH] = "squash");
NAMES(fs_multidevs_names,
      "multidevs", [FS_MULTIDEVS_REMAP] = "remap", [FS_MULTIDEVS_FORBID] = "forbid", [FS_MULTIDEVS_WARN] = "warn");
NAMES(fs_driver_names,
      "fs driver type", [FS_DRIVER_PATH] = "path", [FS_DRIVER_HANDLE] = "handle", [FS_DRIVER_LOOP] = "loop",
      [FS_DRIVER_NBD] = "nbd", [FS_DRIVER_PLOOP] = "ploop", [FS_DRIVER_VIRTIOFS] = "virtiofs");
NAMES(fs_wrpolicy_names, "filesystem write policy", [FS_WRPOLICY_IMMEDIATE] = "immediate");
NAMES(fs_cache_names, "cache mode", [FS_CACHE_NONE] = "none", [FS_CACHE_ALWAYS] = "always");
NAMES(fs_sandbox_names, "sandbox mode", [FS_SANDBOX_NAMESPACE] = "namespace", [FS_SANDBOX_CHROOT] = "chroot");

#define F(K, PATH, M, ...) FLD(struct filesystem, K, PATH, M, __VA_ARGS__)
#define ARM(ident, ...) ROWS(ident, struct filesystem, "filesystem", __VA_ARGS__)
ARM(mount, F(STR, "source/@dir", source), F(STR, "source/@socket", socket));
ARM(block, F(STR, "source/@dev", source));
ARM(file, F(STR, "source/@file", source));
ARM(template, F(STR, "source/@name", source));
ARM(ram, F(SIZE, "source/@usage", usage, UNIT(1024)));
ARM(volume, F(STR, "source/@pool", pool), F(STR, "source/@volume", volume));
static const struct arm source_arms[] = {
    {FS_MOUNT, &mount_rec},       {FS_BIND, &mount_rec}, {FS_BLOCK, &block_rec},   {FS_FILE, &file_rec},
    {FS_TEMPLATE, &template_rec}, {FS_RAM, &ram_rec},    {FS_VOLUME, &volume_rec}, {0},
};
static const struct fld filesystem_flds[] = {
    F(ENUM, "@type", type, NAMED(fs_type_names)),
    F(ENUM, "@accessmode", accessmode, NAMED(fs_access_names)),
    F(ENUM, "@model", model, NAMED(virtio_model_names), .flags = GUEST_ABI),
    F(ENUM, "@multidevs", multidevs, NAMED(fs_multidevs_names)),
    F(ENUM, "driver/@type", driver, NAMED(fs_driver_names)),
    F(ENUM, "driver/@format", format, NAMED(image_format_names)),
    F(ENUM, "driver/@wrpolicy", wrpolicy, NAMED(fs_wrpolicy_names)),
    F(OPT32, "driver/@queue", queue),
    F(SUB, "driver", virtio, RECORD(virtio_options_rec)),
    WHOLE(struct filesystem, ".", ARMS(source_arms, struct filesystem, type)),
    F(STR, "@fmode", fmode),
    F(STR, "@dmode", dmode),
    F(STR, "binary/@path", binary),
    F(TRI, "binary/@xattr", xattr, ONOFF),
    F(ENUM, "binary/cache/@mode", cache, NAMED(fs_cache_names)),
    F(ENUM, "binary/sandbox/@mode", sandbox, NAMED(fs_sandbox_names)),
    F(TRI, "binary/lock/@posix", lock_posix, ONOFF),
    F(TRI, "binary/lock/@flock", lock_flock, ONOFF),
    F(OPTI64, "binary/thread_pool/@size", thread_pool),
    F(STR, "target/@dir", target, .flags = GUEST_ABI),
    F(FLAG, "readonly", readonly),
    F(SIZE, "space_hard_limit", hard_limit, UNIT(1)),
    F(SIZE, "space_soft_limit", soft_limit, UNIT(1)),
    F(SUB, ".", info, RECORD(device_info_rec)),
    {0},
};
#undef F
const struct rec filesystem_rec = {"filesystem", sizeof(struct filesystem), filesystem_flds};
