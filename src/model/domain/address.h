/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * address.h: where a device sits in the guest, and what every device carries: alias, boot order, option
 * ROM, ACPI index, address. One address struct; its `type` says which member holds.
 */
#pragma once

#include "rec/rec.h"

enum address_type {
    ADDRESS_NONE,
    ADDRESS_PCI,
    ADDRESS_DRIVE,
    ADDRESS_VIRTIO_SERIAL,
    ADDRESS_CCID,
    ADDRESS_USB,
    ADDRESS_SPAPR_VIO,
    ADDRESS_CCW,
    ADDRESS_VIRTIO_MMIO,
    ADDRESS_ISA,
    ADDRESS_DIMM,
    ADDRESS_UNASSIGNED,
    ADDRESS_LAST
};
extern const struct names address_type_names;

struct pci_address {
    uint32_t domain, bus, slot, function;
    unsigned multifunction; /* TRI on/off */
    struct opt_u32 zpci_uid, zpci_fid;
};
struct drive_address {
    uint32_t controller, bus, target, unit;
};
struct vserial_address {
    uint32_t controller, bus, port;
};
struct ccid_address {
    uint32_t controller, slot;
};
struct usb_address {
    uint32_t bus;
    char *port; /* "1" or "1.2.3"; NULL: not chosen yet */
};
struct spaprvio_address {
    struct opt_u64 reg;
};
struct ccw_address {
    struct opt_u32 cssid, ssid, devno;
};
struct isa_address {
    struct opt_u32 iobase, irq;
};
struct dimm_address {
    struct opt_u32 slot;
    struct opt_u64 base;
};

struct device_address {
    unsigned type; /* enum address_type */
    union {
        struct pci_address pci;
        struct drive_address drive;
        struct vserial_address vserial;
        struct ccid_address ccid;
        struct usb_address usb;
        struct spaprvio_address spaprvio;
        struct ccw_address ccw;
        struct isa_address isa;
        struct dimm_address dimm;
    };
};
extern const struct rec pci_address_rec, device_address_rec;

struct device_alias {
    char *name; /* a user's own begins with "ua-"; others exist only while the guest runs */
};

struct device_more {
    struct opt_u32 boot_order;
    char *loadparm;
    struct opt_u32 usb_startport; /* <master startport=…>: companion controllers */
    unsigned rom_enabled;         /* TRI yes/no */
    unsigned rom_bar;             /* TRI on/off */
    char *rom_file;
    struct opt_u32 acpi_index;
};
struct device_info {
    struct device_alias alias;
    struct device_more *more; /* kept aside */
    struct device_address address;
};
extern const struct rec device_info_rec;

/* <driver iommu= ats= packed= page_per_vq=> of virtio devices; all TRI on/off.  */
struct virtio_options {
    unsigned iommu, ats, packed, page_per_vq;
};
extern const struct rec virtio_options_rec;

enum virtio_model {
    VIRTIO_MODEL_DEFAULT,
    VIRTIO_MODEL_VIRTIO,
    VIRTIO_MODEL_TRANSITIONAL,
    VIRTIO_MODEL_NON_TRANSITIONAL
};
extern const struct names virtio_model_names;

/* Numbers as libvirt prints PCI coordinates: 0x0000, 0x00, 0x0; members are uint32_t, always printed.  */
extern const struct codec hex4_codec, hex2_codec, hex1_codec;

/* True when the guest address is not decided: no type, or type='pci' with nothing filled in.  */
bool device_address_is_empty(const struct device_address *a);
