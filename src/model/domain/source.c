/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* source.c: rows of image sources: one record per type over one struct.  */
#include "model/domain/source.h"

#include "base/err.h"
#include "model/domain/table.h"

NAMES(source_type_names,
      "disk type", [SOURCE_FILE] = "file", [SOURCE_BLOCK] = "block", [SOURCE_DIR] = "dir", [SOURCE_NETWORK] = "network",
      [SOURCE_VOLUME] = "volume", [SOURCE_NVME] = "nvme", [SOURCE_VHOST_USER] = "vhostuser");
NAMES(source_protocol_names, "protocol", [PROTOCOL_NBD] = "nbd", [PROTOCOL_RBD] = "rbd",
      [PROTOCOL_SHEEPDOG] = "sheepdog", [PROTOCOL_GLUSTER] = "gluster", [PROTOCOL_ISCSI] = "iscsi",
      [PROTOCOL_HTTP] = "http", [PROTOCOL_HTTPS] = "https", [PROTOCOL_FTP] = "ftp", [PROTOCOL_FTPS] = "ftps",
      [PROTOCOL_TFTP] = "tftp", [PROTOCOL_SSH] = "ssh", [PROTOCOL_VXHS] = "vxhs", [PROTOCOL_NFS] = "nfs");
NAMES(source_transport_names,
      "transport", [TRANSPORT_TCP] = "tcp", [TRANSPORT_UNIX] = "unix", [TRANSPORT_RDMA] = "rdma");
NAMES(image_format_names, "driver format", [FORMAT_RAW] = "raw", [FORMAT_DIR] = "dir", [FORMAT_BOCHS] = "bochs",
      [FORMAT_CLOOP] = "cloop", [FORMAT_DMG] = "dmg", [FORMAT_ISO] = "iso", [FORMAT_VPC] = "vpc", [FORMAT_VDI] = "vdi",
      [FORMAT_FAT] = "fat", [FORMAT_VHD] = "vhd", [FORMAT_PLOOP] = "ploop", [FORMAT_LUKS] = "luks",
      [FORMAT_COW] = "cow", [FORMAT_QCOW] = "qcow", [FORMAT_QCOW2] = "qcow2", [FORMAT_QED] = "qed",
      [FORMAT_VMDK] = "vmdk", [FORMAT_AIO] = "aio");
NAMES(startup_policy_names, "startup policy", [STARTUP_MANDATORY] = "mandatory", [STARTUP_REQUISITE] = "requisite",
      [STARTUP_OPTIONAL] = "optional");
NAMES(volume_mode_names, "volume mode", [VOLUME_MODE_HOST] = "host", [VOLUME_MODE_DIRECT] = "direct");
NAMES(secret_use_names,
      "secret type", [SECRET_USE_VOLUME] = "volume", [SECRET_USE_CEPH] = "ceph", [SECRET_USE_ISCSI] = "iscsi",
      [SECRET_USE_TLS] = "tls", [SECRET_USE_VTPM] = "vtpm", [SECRET_USE_PASSPHRASE] = "passphrase");
NAMES(encryption_format_names, "encryption format",
      "default", [ENCRYPTION_QCOW] = "qcow", [ENCRYPTION_LUKS] = "luks", [ENCRYPTION_LUKS2] = "luks2");
NAMES(encryption_engine_names,
      "encryption engine", [ENCRYPTION_ENGINE_QEMU] = "qemu", [ENCRYPTION_ENGINE_LIBRBD] = "librbd");
NAMES(mirror_job_names, "mirror job", [MIRROR_JOB_COPY] = "copy", [MIRROR_JOB_ACTIVE_COMMIT] = "active-commit");
NAMES(mirror_ready_names,
      "mirror state", [MIRROR_READY_YES] = "yes", [MIRROR_READY_ABORT] = "abort", [MIRROR_READY_PIVOT] = "pivot");
NAMES(slice_type_names, "slice type", "storage");

/* ---- parts ---- */

#define F(K, PATH, M, ...) FLD(struct source_host, K, PATH, M, __VA_ARGS__)
static const struct fld host_flds[] = {
    F(ENUM, "@transport", transport, NAMED(source_transport_names)),
    F(STR, "@name", name),
    F(OPT32, "@port", port),
    F(STR, "@socket", socket),
    {0},
};
#undef F
static int host_defaults(void *obj, struct rec_in *in)
{
    struct source_host *h = obj;

    if (h->transport == TRANSPORT_TCP)
        h->transport = TRANSPORT_NONE; /* libvirt does not print it */
    return 0;
}
static int host_check(const void *obj, struct rec_in *in)
{
    const struct source_host *h = obj;

    if (h->transport == TRANSPORT_UNIX && !h->socket)
        return rec_bad(in, VIR_ERR_XML_ERROR, "missing socket for unix transport");
    if (h->transport != TRANSPORT_UNIX && h->socket)
        return rec_bad(in, VIR_ERR_XML_ERROR, "transport '%s' does not support socket attribute",
                       h->transport == TRANSPORT_RDMA ? "rdma" : "tcp");
    if (h->transport != TRANSPORT_UNIX && !h->name)
        return rec_bad(in, VIR_ERR_XML_ERROR, "missing name for host");
    return 0;
}
const struct rec source_host_rec = {"host", sizeof(struct source_host), host_flds, .defaults = host_defaults,
                                    .check = host_check};

#define F(K, PATH, M, ...) FLD(struct secret_ref, K, PATH, M, __VA_ARGS__)
static const struct fld secret_flds[] = {
    F(ENUM, "@type", type, NAMED(secret_use_names)),
    F(UUID, "@uuid", uuid),
    F(STR, "@usage", usage),
    {0},
};
#undef F
const struct rec secret_ref_rec = {"secret", sizeof(struct secret_ref), secret_flds};

static const struct fld auth_flds[] = {
    FLD(struct storage_auth, STR, "@username", username, .flags = REQUIRED),
    FLD(struct storage_auth, SUB, "secret", secret, RECORD(secret_ref_rec)),
    {0},
};
const struct rec storage_auth_rec = {"auth", sizeof(struct storage_auth), auth_flds};

#define F(K, PATH, M, ...) FLD(struct storage_encryption, K, PATH, M, __VA_ARGS__)
static const struct fld encryption_flds[] = {
    F(ENUM, "@format", format, NAMED(encryption_format_names)),
    F(ENUM, "@engine", engine, NAMED(encryption_engine_names)),
    F(LIST, "secret", secrets, RECORD(secret_ref_rec)),
    F(STR, "cipher/@name", cipher_name),
    F(OPT32, "cipher/@size", cipher_size),
    F(STR, "cipher/@mode", cipher_mode),
    F(STR, "cipher/@hash", cipher_hash),
    F(STR, "ivgen/@name", ivgen_name),
    F(STR, "ivgen/@hash", ivgen_hash),
    {0},
};
#undef F
const struct rec storage_encryption_rec = {"encryption", sizeof(struct storage_encryption), encryption_flds};

#define F(K, PATH, M, ...) FLD(struct reservations, K, PATH, M, __VA_ARGS__)
static const struct fld reservations_flds[] = {
    F(TRI, "@managed", managed, YESNO),
    F(STR, "source/@type", type),
    F(STR, "source/@path", path),
    F(STR, "source/@mode", mode),
    {0},
};
#undef F
const struct rec reservations_rec = {"reservations", sizeof(struct reservations), reservations_flds};

static const struct fld cookie_flds[] = {
    FLD(struct http_cookie, STR, "@name", name, .flags = REQUIRED),
    FLD(struct http_cookie, STR, ".", value),
    {0},
};
const struct rec http_cookie_rec = {"cookie", sizeof(struct http_cookie), cookie_flds};

static const struct fld slice_flds[] = {
    FLD(struct source_slice, ENUM, "@type", type, NAMED(slice_type_names)),
    FLD(struct source_slice, ULONG, "@offset", offset),
    FLD(struct source_slice, ULONG, "@size", size),
    {0},
};
const struct rec source_slice_rec = {"slice", sizeof(struct source_slice), slice_flds};

/* ---- sources by type ---- */

#define F(K, PATH, M, ...) FLD(struct disk_source, K, PATH, M, __VA_ARGS__)
#define M(K, PATH, M, ...) FLD_ASIDE(struct disk_source, K, PATH, more, M, __VA_ARGS__)
#define POLICY_INDEX \
    F(ENUM, "@startupPolicy", startup_policy, NAMED(startup_policy_names)), F(OPT32, "@index", index, .flags = LIVE)
#define SLICES M(LIST, "slices/slice", slices, RECORD(source_slice_rec))
#define SECLABELS F(LIST, "seclabel", seclabels, RECORD(device_seclabel_rec))
#define AUTH F(PTR, "auth", auth, RECORD(storage_auth_rec))
#define ENCRYPTION M(PTR, "encryption", encryption, RECORD(storage_encryption_rec))
#define RESERVATIONS M(PTR, "reservations", reservations, RECORD(reservations_rec))

#define PLAIN(ident, attr, ...)                                                                                \
    ROWS(ident, struct disk_source, "source", F(STR, attr, path), __VA_ARGS__ POLICY_INDEX, SLICES, SECLABELS, \
         ENCRYPTION, RESERVATIONS)
PLAIN(source_file, "@file", M(STR, "@fdgroup", fdgroup), );
PLAIN(source_block, "@dev", );
PLAIN(source_dir, "@dir", );

static const struct fld source_network_flds[] = {
    F(ENUM, "@protocol", protocol, NAMED(source_protocol_names), .flags = REQUIRED),
    F(STR, "@name", name),
    M(STR, "@query", query),
    M(TRI, "@tls", tls, YESNO),
    M(STR, "@tlsHostname", tls_hostname),
    POLICY_INDEX,
    F(LIST, "host", hosts, RECORD(source_host_rec)),
    M(STR, "snapshot/@name", snapshot),
    M(STR, "config/@file", config_file),
    M(STR, "initiator/iqn/@name", initiator_iqn),
    M(TRI, "ssl/@verify", ssl_verify, YESNO),
    M(LIST, "cookies/cookie", cookies, RECORD(http_cookie_rec), .flags = SECURE),
    M(CODEC, "readahead/@size", readahead, CODEC(nz64_codec)),
    M(CODEC, "timeout/@seconds", timeout, CODEC(nz64_codec)),
    M(STR, "identity/@user", nfs_user),
    M(STR, "identity/@group", nfs_group),
    SLICES,
    SECLABELS,
    AUTH,
    ENCRYPTION,
    RESERVATIONS,
    {0},
};
static const struct rec source_network_rec = {"source", sizeof(struct disk_source), source_network_flds};

static const struct fld source_volume_flds[] = {
    M(STR, "@pool", pool, .flags = REQUIRED),
    M(STR, "@volume", volume, .flags = REQUIRED),
    M(ENUM, "@mode", volume_mode, NAMED(volume_mode_names)),
    POLICY_INDEX,
    SLICES,
    SECLABELS,
    AUTH,
    ENCRYPTION,
    RESERVATIONS,
    {0},
};
static const struct rec source_volume_rec = {"source", sizeof(struct disk_source), source_volume_flds};

static const struct fld source_nvme_flds[] = {
    M(STR, "@type", nvme_type, .flags = REQUIRED),
    M(TRI, "@managed", nvme_managed, YESNO),
    M(OPT64, "@namespace", nvme_namespace, .min = 1),
    POLICY_INDEX,
    M(SUB, "address", nvme_address, RECORD(pci_address_rec)),
    SLICES,
    ENCRYPTION,
    {0},
};
static const struct rec source_nvme_rec = {"source", sizeof(struct disk_source), source_nvme_flds};

static const struct fld source_vhostuser_flds[] = {
    M(STR, "@type", vhost_type, .flags = REQUIRED),
    F(STR, "@path", path),
    POLICY_INDEX,
    M(TRI, "reconnect/@enabled", reconnect, YESNO),
    M(OPT32, "reconnect/@timeout", reconnect_timeout),
    {0},
};
static const struct rec source_vhostuser_rec = {"source", sizeof(struct disk_source), source_vhostuser_flds};
#undef F
#undef M

const struct arm disk_source_arms[] = {
    {SOURCE_NONE, &source_file_rec}, /* <disk> without a type is a file */
    {SOURCE_FILE, &source_file_rec},
    {SOURCE_BLOCK, &source_block_rec},
    {SOURCE_DIR, &source_dir_rec},
    {SOURCE_NETWORK, &source_network_rec},
    {SOURCE_VOLUME, &source_volume_rec},
    {SOURCE_NVME, &source_nvme_rec},
    {SOURCE_VHOST_USER, &source_vhostuser_rec},
    {0},
};

/* ---- chains ---- */

#define F(K, PATH, M, ...) FLD(struct disk_backing, K, PATH, M, __VA_ARGS__)
static const struct fld backing_flds[] = {
    F(ENUM, "@type", type, NAMED(source_type_names)),
    F(OPT32, "@index", index, .flags = LIVE),
    F(ENUM, "format/@type", format, NAMED(image_format_names)),
    F(SIZE, "format/metadata_cache/max_size", metadata_cache, UNIT(1)),
    F(UNION, "source", src, ARMS(disk_source_arms, struct disk_backing, type)),
    F(PTR, "backingStore", backing, RECORD(disk_backing_rec)),
    {0},
};
#undef F
const struct rec disk_backing_rec = {"backingStore", sizeof(struct disk_backing), backing_flds};

#define F(K, PATH, M, ...) FLD(struct disk_mirror, K, PATH, M, __VA_ARGS__)
static const struct fld mirror_flds[] = {
    F(ENUM, "@type", type, NAMED(source_type_names)),
    F(STR, "@file", file),
    F(STR, "@format", old_format),
    F(ENUM, "@job", job, NAMED(mirror_job_names)),
    F(ENUM, "@ready", ready, NAMED(mirror_ready_names)),
    F(ENUM, "format/@type", format, NAMED(image_format_names)),
    F(UNION, "source", src, ARMS(disk_source_arms, struct disk_mirror, type)),
    F(PTR, "backingStore", backing, RECORD(disk_backing_rec)),
    {0},
};
#undef F
const struct rec disk_mirror_rec = {"mirror", sizeof(struct disk_mirror), mirror_flds};

bool disk_source_is_empty(unsigned type, const struct disk_source *src)
{
    switch (type) {
    case SOURCE_NETWORK:
        return src->protocol == PROTOCOL_NONE;
    case SOURCE_VOLUME:
        return !ASIDE(src->more)->volume;
    case SOURCE_NVME:
        return !ASIDE(src->more)->nvme_type;
    default:
        return !src->path;
    }
}
