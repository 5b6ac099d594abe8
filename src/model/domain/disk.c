/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* disk.c: the rows of <disk>.  */
#include "model/domain/disk.h"

#include <string.h>

#include "base/err.h"
#include "model/domain/table.h"

NAMES(disk_device_names, "disk device",
      "disk", [DISK_DEVICE_CDROM] = "cdrom", [DISK_DEVICE_FLOPPY] = "floppy", [DISK_DEVICE_LUN] = "lun");
NAMES(disk_bus_names, "disk bus", [DISK_BUS_IDE] = "ide", [DISK_BUS_FDC] = "fdc", [DISK_BUS_SCSI] = "scsi",
      [DISK_BUS_VIRTIO] = "virtio", [DISK_BUS_XEN] = "xen", [DISK_BUS_USB] = "usb", [DISK_BUS_UML] = "uml",
      [DISK_BUS_SATA] = "sata", [DISK_BUS_SD] = "sd");
NAMES(disk_cache_names, "disk cache mode", [DISK_CACHE_NONE] = "none", [DISK_CACHE_WRITETHROUGH] = "writethrough",
      [DISK_CACHE_WRITEBACK] = "writeback", [DISK_CACHE_DIRECTSYNC] = "directsync", [DISK_CACHE_UNSAFE] = "unsafe",
      [DISK_CACHE_WORD_DEFAULT] = "default");
NAMES(disk_error_policy_names, "disk error policy", [DISK_ERROR_STOP] = "stop", [DISK_ERROR_REPORT] = "report",
      [DISK_ERROR_IGNORE] = "ignore", [DISK_ERROR_ENOSPACE] = "enospace");
NAMES(disk_io_names,
      "disk io mode", [DISK_IO_NATIVE] = "native", [DISK_IO_THREADS] = "threads", [DISK_IO_URING] = "io_uring");
NAMES(disk_discard_names, "disk discard mode", [DISK_DISCARD_UNMAP] = "unmap", [DISK_DISCARD_IGNORE] = "ignore");
NAMES(
    disk_detect_zeroes_names,
    "disk detect_zeroes mode", [DETECT_ZEROES_OFF] = "off", [DETECT_ZEROES_ON] = "on", [DETECT_ZEROES_UNMAP] = "unmap");
NAMES(disk_tray_names, "disk tray state", [DISK_TRAY_OPEN] = "open");
NAMES(disk_sgio_names, "disk sgio mode", [DISK_SGIO_FILTERED] = "filtered", [DISK_SGIO_UNFILTERED] = "unfiltered");
NAMES(disk_snapshot_names, "disk snapshot mode", [DISK_SNAPSHOT_NO] = "no", [DISK_SNAPSHOT_INTERNAL] = "internal",
      [DISK_SNAPSHOT_EXTERNAL] = "external", [DISK_SNAPSHOT_MANUAL] = "manual");
NAMES(disk_trans_names,
      "disk geometry translation", [DISK_TRANS_NONE] = "none", [DISK_TRANS_AUTO] = "auto", [DISK_TRANS_LBA] = "lba");

#define F(NAME) FLD(struct disk_iotune, CODEC, #NAME, NAME, CODEC(nz64_codec))
static const struct fld iotune_flds[] = {
    F(total_bytes_sec),
    F(read_bytes_sec),
    F(write_bytes_sec),
    F(total_iops_sec),
    F(read_iops_sec),
    F(write_iops_sec),
    F(total_bytes_sec_max),
    F(read_bytes_sec_max),
    F(write_bytes_sec_max),
    F(total_iops_sec_max),
    F(read_iops_sec_max),
    F(write_iops_sec_max),
    F(size_iops_sec),
    FLD(struct disk_iotune, STR, "group_name", group_name),
    F(total_bytes_sec_max_length),
    F(read_bytes_sec_max_length),
    F(write_bytes_sec_max_length),
    F(total_iops_sec_max_length),
    F(read_iops_sec_max_length),
    F(write_iops_sec_max_length),
    {0},
};
#undef F
const struct rec disk_iotune_rec = {"iotune", sizeof(struct disk_iotune), iotune_flds};

#define F(K, PATH, M, ...) FLD(struct disk_geometry, K, PATH, M, .flags = GUEST_ABI, __VA_ARGS__)
static const struct fld geometry_flds[] = {
    F(UINT, "@cyls", cyls),
    F(UINT, "@heads", heads),
    F(UINT, "@secs", secs),
    F(ENUM, "@trans", trans, NAMED(disk_trans_names)),
    {0},
};
#undef F
static const struct rec geometry_rec = {"geometry", sizeof(struct disk_geometry), geometry_flds};

static const struct fld transient_flds[] = {
    FLD(struct disk_transient, TRI, "@shareBacking", share_backing, YESNO),
    {0},
};
static const struct rec transient_rec = {"transient", sizeof(struct disk_transient), transient_flds};

#define F(K, PATH, M, ...) FLD(struct disk, K, PATH, M, __VA_ARGS__)
#define M(K, PATH, M, ...) FLD_ASIDE(struct disk, K, PATH, more, M, __VA_ARGS__)
static const struct fld disk_flds[] = {
    F(ENUM, "@type", type, NAMED(source_type_names), .flags = MUTABLE, .doc = "where the image lives"),
    F(ENUM, "@device", device, NAMED(disk_device_names), .flags = GUEST_ABI, .doc = "what the guest sees"),
    F(ENUM, "@model", model, NAMED(virtio_model_names), .flags = GUEST_ABI),
    M(TRI, "@rawio", rawio, YESNO),
    M(ENUM, "@sgio", sgio, NAMED(disk_sgio_names)),
    F(ENUM, "@snapshot", snapshot, NAMED(disk_snapshot_names)),
    F(STR, "driver/@name", driver_name),
    F(ENUM, "driver/@type", format, NAMED(image_format_names), .flags = SAYS_UNSUPPORTED | MUTABLE),
    F(ENUM, "driver/@cache", cache, NAMED(disk_cache_names), .doc = "host page cache policy"),
    M(ENUM, "driver/@error_policy", error_policy, NAMED(disk_error_policy_names)),
    M(ENUM, "driver/@rerror_policy", rerror_policy, NAMED(disk_error_policy_names)),
    F(ENUM, "driver/@io", io, NAMED(disk_io_names)),
    M(TRI, "driver/@ioeventfd", ioeventfd, ONOFF),
    M(TRI, "driver/@event_idx", event_idx, ONOFF, .flags = GUEST_ABI),
    M(TRI, "driver/@copy_on_read", copy_on_read, ONOFF),
    F(ENUM, "driver/@discard", discard, NAMED(disk_discard_names)),
    F(OPT32, "driver/@iothread", iothread, .min = 1),
    M(ENUM, "driver/@detect_zeroes", detect_zeroes, NAMED(disk_detect_zeroes_names)),
    M(OPT32, "driver/@queues", queues, .flags = GUEST_ABI, .min = 1),
    M(OPT32, "driver/@queue_size", queue_size, .flags = GUEST_ABI),
    M(SUB, "driver", virtio, RECORD(virtio_options_rec)),
    M(SIZE, "driver/metadata_cache/max_size", metadata_cache, UNIT(1)),
    M(PTR, "auth", old_auth, RECORD(storage_auth_rec)),
    F(UNION, "source", src, ARMS(disk_source_arms, struct disk, type), .flags = MUTABLE),
    F(PTR, "backingStore", backing, RECORD(disk_backing_rec), .flags = MUTABLE),
    M(STR, "backenddomain/@name", backenddomain),
    M(PTR, "geometry", geometry, RECORD(geometry_rec)),
    M(OPT32, "blockio/@logical_block_size", logical_block_size, .flags = GUEST_ABI),
    M(OPT32, "blockio/@physical_block_size", physical_block_size, .flags = GUEST_ABI),
    F(PTR, "mirror", mirror, RECORD(disk_mirror_rec), .flags = LIVE),
    F(STR, "target/@dev", dst, .flags = GUEST_ABI),
    F(ENUM, "target/@bus", bus, NAMED(disk_bus_names), .flags = GUEST_ABI),
    F(ENUM, "target/@tray", tray, NAMED(disk_tray_names), .flags = MUTABLE),
    M(TRI, "target/@removable", removable, ONOFF, .flags = GUEST_ABI),
    M(OPT32, "target/@rotation_rate", rotation_rate, .flags = GUEST_ABI, .min = 1, .max = 65534),
    M(SUB, "iotune", iotune, RECORD(disk_iotune_rec), .flags = MUTABLE),
    F(FLAG, "readonly", readonly, .flags = GUEST_ABI),
    F(FLAG, "shareable", shareable),
    M(PTR, "transient", transient, RECORD(transient_rec)),
    F(STR, "serial", serial, .flags = GUEST_ABI),
    M(STR, "wwn", wwn, .flags = GUEST_ABI),
    M(STR, "vendor", vendor, .flags = GUEST_ABI),
    M(STR, "product", product, .flags = GUEST_ABI),
    M(PTR, "encryption", old_encryption, RECORD(storage_encryption_rec)),
    F(SUB, ".", info, RECORD(device_info_rec)),
    {0},
};
#undef F
#undef M

/* ---- names ---- */

static const struct {
    const char *prefix;
    enum disk_bus bus;
} disk_prefixes[] = {
    {"fd", DISK_BUS_FDC},    {"hd", DISK_BUS_IDE},  {"sd", DISK_BUS_SCSI},
    {"vd", DISK_BUS_VIRTIO}, {"xvd", DISK_BUS_XEN}, {"ubd", DISK_BUS_UML},
};

static const char *disk_prefix(const char *dst, size_t *i)
{
    for (*i = 0; *i < LENGTH(disk_prefixes); ++*i) {
        size_t n = strlen(disk_prefixes[*i].prefix);
        if (strncmp(dst, disk_prefixes[*i].prefix, n) == 0)
            return dst + n;
    }
    return NULL;
}

enum disk_bus disk_bus_guess(const char *dst)
{
    size_t i;

    return disk_prefix(dst, &i) ? disk_prefixes[i].bus : DISK_BUS_NONE;
}

int disk_name_index(const char *dst)
{
    size_t i;
    const char *p = disk_prefix(dst, &i);
    int n = 0;

    if (!p || *p < 'a' || *p > 'z')
        return -1;
    for (; *p >= 'a' && *p <= 'z'; p++) {
        if (n > 1 << 20)
            return -1;
        n = n * 26 + (*p - 'a') + 1;
    }
    while (*p >= '0' && *p <= '9')
        p++;
    return *p ? -1 : n - 1;
}

static int disk_defaults(void *obj, struct rec_in *in)
{
    struct disk *d = obj;

    if (d->type == SOURCE_NONE)
        d->type = SOURCE_FILE;
    if (!d->dst)
        return rec_bad(in, VIR_ERR_NO_TARGET, "%s: a <disk> needs <target dev=...>",
                       d->src.path ? d->src.path : "disk");
    if (d->cache == DISK_CACHE_WORD_DEFAULT)
        d->cache = DISK_CACHE_DEFAULT;
    if (d->format == FORMAT_AIO)
        d->format = FORMAT_RAW;
    return 0;
}

const struct rec disk_rec = {"disk", sizeof(struct disk), disk_flds, .defaults = disk_defaults};
