/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hostdev.h: <hostdev> and <lease>.  */
#pragma once

#include "model/domain/net.h"
#include "model/domain/source.h"

enum hostdev_mode { HOSTDEV_SUBSYSTEM, HOSTDEV_CAPABILITIES };
enum hostdev_type {
    HOSTDEV_NONE,
    HOSTDEV_USB,
    HOSTDEV_PCI,
    HOSTDEV_SCSI,
    HOSTDEV_SCSI_HOST,
    HOSTDEV_MDEV,
    HOSTDEV_STORAGE,
    HOSTDEV_MISC,
    HOSTDEV_NET
};
enum hostdev_model {
    HOSTDEV_MODEL_NONE,
    HOSTDEV_VIRTIO,
    HOSTDEV_VIRTIO_TRANSITIONAL,
    HOSTDEV_VIRTIO_NON_TRANSITIONAL,
    HOSTDEV_VFIO_PCI,
    HOSTDEV_VFIO_CCW,
    HOSTDEV_VFIO_AP
};
enum hostdev_reset { HOSTDEV_RESET_DEFAULT, HOSTDEV_RESET_OFF, HOSTDEV_RESET_UNINITIALIZED, HOSTDEV_RESET_ON };
extern const struct names hostdev_mode_names, hostdev_type_names, hostdev_model_names, hostdev_reset_names;

struct hostdev_source {
    unsigned startup_policy, guest_reset, write_filtering;
    struct opt_u32 vendor, product, bus, device; /* usb */
    struct pci_address pci;
    char *adapter; /* scsi */
    struct opt_u32 scsi_bus, scsi_target;
    struct opt_u64 scsi_unit;
    char *protocol, *name; /* "adapter", "iscsi"; scsi_host: "vhost" */
    REC_LIST(struct source_host) hosts;
    struct storage_auth *auth;
    char *initiator_iqn;
    char *wwpn;
    uint8_t uuid[16]; /* mdev */
    char *path;       /* block, char, interface */
};
struct hostdev {
    unsigned mode, type, managed, model;
    unsigned sgio, rawio, display, ramfb;
    unsigned driver; /* enum nic_driver: kvm, vfio, xen */
    struct hostdev_source src;
    REC_LIST(struct ip_config) ips;
    REC_LIST(struct ip_route) routes;
    unsigned teaming;
    char *teaming_persistent;
    bool readonly, shareable;
    struct device_info info;
};
extern const struct rec hostdev_rec;

struct lease {
    char *lockspace, *key, *path;
    uint64_t offset;
};
extern const struct rec lease_rec;
