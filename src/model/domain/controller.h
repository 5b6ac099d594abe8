/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* controller.h: <controller> of every type.  */
#pragma once

#include "model/domain/address.h"

enum controller_type {
    CONTROLLER_NONE,
    CONTROLLER_IDE,
    CONTROLLER_FDC,
    CONTROLLER_SCSI,
    CONTROLLER_SATA,
    CONTROLLER_VIRTIO_SERIAL,
    CONTROLLER_CCID,
    CONTROLLER_USB,
    CONTROLLER_PCI,
    CONTROLLER_XENBUS,
    CONTROLLER_ISA,
    CONTROLLER_LAST
};
extern const struct names controller_type_names;

/* One enumeration of models for all types, so that it is one row; `controller_model_fits` says which belong
 * together.  */
enum controller_model {
    CMODEL_NONE, /* not given */
    CMODEL_PCI_ROOT,
    CMODEL_PCIE_ROOT,
    CMODEL_PCI_BRIDGE,
    CMODEL_DMI_TO_PCI_BRIDGE,
    CMODEL_PCIE_TO_PCI_BRIDGE,
    CMODEL_PCIE_ROOT_PORT,
    CMODEL_PCIE_SWITCH_UPSTREAM_PORT,
    CMODEL_PCIE_SWITCH_DOWNSTREAM_PORT,
    CMODEL_PCI_EXPANDER_BUS,
    CMODEL_PCIE_EXPANDER_BUS,
    CMODEL_SCSI_AUTO,
    CMODEL_SCSI_BUSLOGIC,
    CMODEL_SCSI_LSILOGIC,
    CMODEL_SCSI_LSISAS1068,
    CMODEL_SCSI_VMPVSCSI,
    CMODEL_SCSI_IBMVSCSI,
    CMODEL_SCSI_VIRTIO,
    CMODEL_SCSI_LSISAS1078,
    CMODEL_SCSI_NCR53C90,
    CMODEL_SCSI_DC390,
    CMODEL_SCSI_AM53C974,
    CMODEL_VIRTIO,              /* virtio-serial */
    CMODEL_VIRTIO_TRANSITIONAL, /* scsi and virtio-serial */
    CMODEL_VIRTIO_NON_TRANSITIONAL,
    CMODEL_USB_PIIX3_UHCI,
    CMODEL_USB_PIIX4_UHCI,
    CMODEL_USB_EHCI,
    CMODEL_USB_ICH9_EHCI1,
    CMODEL_USB_ICH9_UHCI1,
    CMODEL_USB_ICH9_UHCI2,
    CMODEL_USB_ICH9_UHCI3,
    CMODEL_USB_VT82C686B_UHCI,
    CMODEL_USB_PCI_OHCI,
    CMODEL_USB_NEC_XHCI,
    CMODEL_USB_QUSB1,
    CMODEL_USB_QUSB2,
    CMODEL_USB_QEMU_XHCI,
    CMODEL_USB_NONE, /* model='none': the guest has no USB */
    CMODEL_IDE_PIIX3,
    CMODEL_IDE_PIIX4,
    CMODEL_IDE_ICH6,
    CMODEL_LAST
};
extern const struct names controller_model_names;

enum pci_model_name { /* <model name=>: the device behind a PCI controller */
                      PCI_DEVICE_NONE,
                      PCI_DEVICE_PCI_BRIDGE,
                      PCI_DEVICE_I82801B11_BRIDGE,
                      PCI_DEVICE_PCIE_PCI_BRIDGE,
                      PCI_DEVICE_IOH3420,
                      PCI_DEVICE_X3130_UPSTREAM,
                      PCI_DEVICE_XIO3130_DOWNSTREAM,
                      PCI_DEVICE_PXB,
                      PCI_DEVICE_PXB_PCIE,
                      PCI_DEVICE_PCIE_ROOT_PORT,
                      PCI_DEVICE_SPAPR_HOST_BRIDGE,
                      PCI_DEVICE_PNV_PHB3_ROOT_PORT,
                      PCI_DEVICE_PNV_PHB3,
                      PCI_DEVICE_LAST
};
extern const struct names pci_model_name_names;

struct controller_more {
    /* <driver> */
    struct opt_u32 queues, cmd_per_lun, max_sectors, iothread;
    unsigned ioeventfd; /* TRI on/off */
    struct virtio_options virtio;
    /* virtio-serial, xenbus */
    struct opt_u32 vectors, max_grant_frames, max_event_channels;
    /* pci */
    uint64_t pcihole64; /* KiB */
    struct opt_u32 chassis_nr, bus_nr;
    unsigned hotplug; /* TRI on/off */
    struct opt_u32 numa_node;
};
struct controller {
    unsigned type;        /* enum controller_type */
    struct opt_u32 index; /* always set after fill */
    unsigned model;       /* enum controller_model */
    struct opt_u32 ports; /* virtio-serial, usb */
    /* pci */
    unsigned pci_model_name; /* enum pci_model_name */
    struct opt_u32 chassis, port, target_index;
    struct controller_more *more; /* kept aside */
    struct device_info info;
};
extern const struct rec controller_rec;

bool controller_model_fits(unsigned type, unsigned model);
bool controller_is_ich9_usb(unsigned model);
