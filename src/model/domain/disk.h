/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* disk.h: <disk>: floppies, disks, CD-ROMs, LUNs.  */
#pragma once

#include "model/domain/source.h"

enum disk_device { DISK_DEVICE_DISK, DISK_DEVICE_CDROM, DISK_DEVICE_FLOPPY, DISK_DEVICE_LUN };
extern const struct names disk_device_names;
enum disk_bus {
    DISK_BUS_NONE,
    DISK_BUS_IDE,
    DISK_BUS_FDC,
    DISK_BUS_SCSI,
    DISK_BUS_VIRTIO,
    DISK_BUS_XEN,
    DISK_BUS_USB,
    DISK_BUS_UML,
    DISK_BUS_SATA,
    DISK_BUS_SD,
    DISK_BUS_LAST
};
extern const struct names disk_bus_names;
enum disk_cache {
    DISK_CACHE_DEFAULT,
    DISK_CACHE_NONE,
    DISK_CACHE_WRITETHROUGH,
    DISK_CACHE_WRITEBACK,
    DISK_CACHE_DIRECTSYNC,
    DISK_CACHE_UNSAFE,
    DISK_CACHE_WORD_DEFAULT /* "default": read as DISK_CACHE_DEFAULT */
};
enum disk_error_policy {
    DISK_ERROR_DEFAULT,
    DISK_ERROR_STOP,
    DISK_ERROR_REPORT,
    DISK_ERROR_IGNORE,
    DISK_ERROR_ENOSPACE
};
enum disk_io { DISK_IO_DEFAULT, DISK_IO_NATIVE, DISK_IO_THREADS, DISK_IO_URING };
enum disk_discard { DISK_DISCARD_DEFAULT, DISK_DISCARD_UNMAP, DISK_DISCARD_IGNORE };
enum disk_detect_zeroes { DETECT_ZEROES_DEFAULT, DETECT_ZEROES_OFF, DETECT_ZEROES_ON, DETECT_ZEROES_UNMAP };
enum disk_tray { DISK_TRAY_CLOSED, DISK_TRAY_OPEN };
enum disk_sgio { DISK_SGIO_DEFAULT, DISK_SGIO_FILTERED, DISK_SGIO_UNFILTERED };
enum disk_snapshot {
    DISK_SNAPSHOT_DEFAULT,
    DISK_SNAPSHOT_NO,
    DISK_SNAPSHOT_INTERNAL,
    DISK_SNAPSHOT_EXTERNAL,
    DISK_SNAPSHOT_MANUAL
};
enum disk_trans { DISK_TRANS_DEFAULT, DISK_TRANS_NONE, DISK_TRANS_AUTO, DISK_TRANS_LBA };
extern const struct names disk_cache_names, disk_error_policy_names, disk_io_names, disk_discard_names,
    disk_detect_zeroes_names, disk_tray_names, disk_sgio_names, disk_snapshot_names, disk_trans_names;

struct disk_iotune { /* 0: not limited */
    uint64_t total_bytes_sec, read_bytes_sec, write_bytes_sec;
    uint64_t total_iops_sec, read_iops_sec, write_iops_sec;
    uint64_t total_bytes_sec_max, read_bytes_sec_max, write_bytes_sec_max;
    uint64_t total_iops_sec_max, read_iops_sec_max, write_iops_sec_max;
    uint64_t size_iops_sec;
    char *group_name;
    uint64_t total_bytes_sec_max_length, read_bytes_sec_max_length, write_bytes_sec_max_length;
    uint64_t total_iops_sec_max_length, read_iops_sec_max_length, write_iops_sec_max_length;
};
extern const struct rec disk_iotune_rec;

struct disk_geometry {
    uint32_t cyls, heads, secs;
    unsigned trans; /* enum disk_trans */
};

struct disk_transient {
    unsigned share_backing; /* TRI */
};

struct disk_more {
    unsigned rawio; /* TRI */
    unsigned sgio;
    unsigned error_policy, rerror_policy;
    unsigned ioeventfd, event_idx, copy_on_read; /* TRI on/off */
    unsigned detect_zeroes;
    struct opt_u32 queues, queue_size;
    struct virtio_options virtio;
    uint64_t metadata_cache; /* bytes */

    struct storage_auth *old_auth; /* <auth> below <disk>; fill moves nothing: printed where it was read */
    char *backenddomain;
    struct disk_geometry *geometry;
    struct opt_u32 logical_block_size, physical_block_size;

    unsigned removable; /* TRI on/off */
    struct opt_u32 rotation_rate;
    struct disk_iotune iotune;
    struct disk_transient *transient;
    char *wwn, *vendor, *product;
    struct storage_encryption *old_encryption; /* <encryption> below <disk> */
};

struct disk {
    unsigned type;   /* enum source_type of `src` */
    unsigned device; /* enum disk_device */
    unsigned model;  /* enum virtio_model */
    unsigned snapshot;

    char *driver_name; /* "qemu" */
    unsigned format;   /* enum image_format of `src`: driver/@type */
    unsigned cache, io, discard;
    struct opt_u32 iothread;

    struct disk_source src;
    struct disk_backing *backing; /* NULL: not known; type SOURCE_NONE: end of chain */
    struct disk_mirror *mirror;   /* live */

    char *dst;     /* target/@dev */
    unsigned bus;  /* enum disk_bus */
    unsigned tray; /* enum disk_tray */
    bool readonly, shareable;
    char *serial;
    struct disk_more *more; /* kept aside */
    struct device_info info;
};
extern const struct rec disk_rec;

/* "vda" -> prefix length 2, index 0; "sdab" -> 27. -1: not a disk name. Partitions ("hda1") are accepted.  */
int disk_name_index(const char *dst);
enum disk_bus disk_bus_guess(const char *dst);
