/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * source.h: where an image lives. `type` is an attribute of the element around <source> (disk,
 * backingStore, mirror), so each of them has its own row for it; the members below are those of
 * <source> itself. One struct; a record per type says which members that type reads and prints.
 */
#pragma once

#include "model/domain/address.h"
#include "model/domain/seclabel.h"

enum source_type {
    SOURCE_NONE,
    SOURCE_FILE,
    SOURCE_BLOCK,
    SOURCE_DIR,
    SOURCE_NETWORK,
    SOURCE_VOLUME,
    SOURCE_NVME,
    SOURCE_VHOST_USER,
    SOURCE_LAST
};
extern const struct names source_type_names;

enum source_protocol {
    PROTOCOL_NONE,
    PROTOCOL_NBD,
    PROTOCOL_RBD,
    PROTOCOL_SHEEPDOG,
    PROTOCOL_GLUSTER,
    PROTOCOL_ISCSI,
    PROTOCOL_HTTP,
    PROTOCOL_HTTPS,
    PROTOCOL_FTP,
    PROTOCOL_FTPS,
    PROTOCOL_TFTP,
    PROTOCOL_SSH,
    PROTOCOL_VXHS,
    PROTOCOL_NFS,
    PROTOCOL_LAST
};
extern const struct names source_protocol_names;

enum source_transport { TRANSPORT_NONE, TRANSPORT_TCP, TRANSPORT_UNIX, TRANSPORT_RDMA };
extern const struct names source_transport_names;

enum image_format {
    FORMAT_NONE,
    FORMAT_RAW,
    FORMAT_DIR,
    FORMAT_BOCHS,
    FORMAT_CLOOP,
    FORMAT_DMG,
    FORMAT_ISO,
    FORMAT_VPC,
    FORMAT_VDI,
    FORMAT_FAT,
    FORMAT_VHD,
    FORMAT_PLOOP,
    FORMAT_LUKS,
    FORMAT_COW,
    FORMAT_QCOW,
    FORMAT_QCOW2,
    FORMAT_QED,
    FORMAT_VMDK,
    FORMAT_AIO,
    FORMAT_LAST
};
extern const struct names image_format_names;

enum startup_policy { STARTUP_DEFAULT, STARTUP_MANDATORY, STARTUP_REQUISITE, STARTUP_OPTIONAL };
extern const struct names startup_policy_names;
enum volume_mode { VOLUME_MODE_DEFAULT, VOLUME_MODE_HOST, VOLUME_MODE_DIRECT };
extern const struct names volume_mode_names;

struct source_host {
    unsigned transport; /* enum source_transport; none is tcp */
    char *name, *socket;
    struct opt_u32 port;
};
extern const struct rec source_host_rec;

enum secret_use {
    SECRET_USE_NONE,
    SECRET_USE_VOLUME,
    SECRET_USE_CEPH,
    SECRET_USE_ISCSI,
    SECRET_USE_TLS,
    SECRET_USE_VTPM,
    SECRET_USE_PASSPHRASE
};
extern const struct names secret_use_names;
struct secret_ref {
    unsigned type; /* enum secret_use */
    uint8_t uuid[16];
    char *usage;
};
struct storage_auth {
    char *username;
    struct secret_ref secret;
};
extern const struct rec secret_ref_rec, storage_auth_rec;

enum encryption_format { ENCRYPTION_DEFAULT, ENCRYPTION_QCOW, ENCRYPTION_LUKS, ENCRYPTION_LUKS2 };
enum encryption_engine { ENCRYPTION_ENGINE_DEFAULT, ENCRYPTION_ENGINE_QEMU, ENCRYPTION_ENGINE_LIBRBD };
extern const struct names encryption_format_names, encryption_engine_names;
struct storage_encryption {
    unsigned format; /* enum encryption_format */
    unsigned engine; /* enum encryption_engine */
    REC_LIST(struct secret_ref) secrets;
    char *cipher_name, *cipher_mode, *cipher_hash;
    struct opt_u32 cipher_size;
    char *ivgen_name, *ivgen_hash;
};
extern const struct rec storage_encryption_rec;

struct reservations {
    unsigned managed;         /* TRI */
    char *type, *path, *mode; /* <source type='unix' path= mode='client'> */
};
extern const struct rec reservations_rec;

struct http_cookie {
    char *name, *value;
};
struct source_slice {
    unsigned type; /* 0 storage */
    uint64_t offset, size;
};
extern const struct rec source_slice_rec, http_cookie_rec;

struct disk_source_more {
    char *fdgroup;
    char *query, *tls_hostname;   /* network */
    unsigned tls;                 /* TRI yes/no */
    char *snapshot, *config_file; /* rbd */
    char *initiator_iqn;
    unsigned ssl_verify; /* TRI */
    REC_LIST(struct http_cookie) cookies;
    uint64_t readahead, timeout; /* 0: unset */
    char *nfs_user, *nfs_group;
    char *pool, *volume;
    unsigned volume_mode;
    char *nvme_type;       /* "pci" */
    unsigned nvme_managed; /* TRI */
    struct opt_u64 nvme_namespace;
    struct pci_address nvme_address;
    char *vhost_type;   /* "unix" */
    unsigned reconnect; /* TRI */
    struct opt_u32 reconnect_timeout;
    struct storage_encryption *encryption;
    struct reservations *reservations;
    REC_LIST(struct source_slice) slices;
};
struct disk_source {
    char *path;              /* file, block, dir: @file @dev @dir; vhostuser: the socket */
    unsigned protocol;       /* network: enum source_protocol */
    unsigned startup_policy; /* enum startup_policy */
    char *name;              /* network: image or export */
    REC_LIST(struct source_host) hosts;
    struct storage_auth *auth;
    struct disk_source_more *more; /* kept aside */
    REC_LIST(struct device_seclabel) seclabels;
    struct opt_u32 index; /* live only */
};
/* The arms of a row   F(UNION, "source", src, .of.arms = disk_source_arms, .tag = offsetof(…, type))  */
extern const struct arm disk_source_arms[];

/* <backingStore>: one image of a chain. type SOURCE_NONE with nothing below it ends the chain
 * ("<backingStore/>").  */
struct disk_backing {
    unsigned type;           /* enum source_type */
    struct opt_u32 index;    /* live only */
    unsigned format;         /* enum image_format */
    uint64_t metadata_cache; /* bytes; 0: unset */
    struct disk_source src;
    struct disk_backing *backing;
};
extern const struct rec disk_backing_rec;

enum mirror_job { MIRROR_JOB_NONE, MIRROR_JOB_COPY, MIRROR_JOB_ACTIVE_COMMIT };
enum mirror_ready { MIRROR_READY_NONE, MIRROR_READY_YES, MIRROR_READY_ABORT, MIRROR_READY_PIVOT };
extern const struct names mirror_job_names, mirror_ready_names;
struct disk_mirror { /* live only */
    unsigned type, job, ready, format;
    char *file, *old_format; /* the old spelling, printed beside the new for file mirrors */
    struct disk_source src;
    struct disk_backing *backing;
};
extern const struct rec disk_mirror_rec;

bool disk_source_is_empty(unsigned type, const struct disk_source *src);
