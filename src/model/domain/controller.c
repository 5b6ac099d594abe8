/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* controller.c: the rows of <controller>.  */
#include "model/domain/controller.h"

#include "model/domain/table.h"

NAMES(controller_type_names,
      "controller type", [CONTROLLER_IDE] = "ide", [CONTROLLER_FDC] = "fdc", [CONTROLLER_SCSI] = "scsi",
      [CONTROLLER_SATA] = "sata", [CONTROLLER_VIRTIO_SERIAL] = "virtio-serial", [CONTROLLER_CCID] = "ccid",
      [CONTROLLER_USB] = "usb", [CONTROLLER_PCI] = "pci", [CONTROLLER_XENBUS] = "xenbus", [CONTROLLER_ISA] = "isa");

NAMES(controller_model_names, "controller model", [CMODEL_PCI_ROOT] = "pci-root", [CMODEL_PCIE_ROOT] = "pcie-root",
      [CMODEL_PCI_BRIDGE] = "pci-bridge", [CMODEL_DMI_TO_PCI_BRIDGE] = "dmi-to-pci-bridge",
      [CMODEL_PCIE_TO_PCI_BRIDGE] = "pcie-to-pci-bridge", [CMODEL_PCIE_ROOT_PORT] = "pcie-root-port",
      [CMODEL_PCIE_SWITCH_UPSTREAM_PORT] = "pcie-switch-upstream-port",
      [CMODEL_PCIE_SWITCH_DOWNSTREAM_PORT] = "pcie-switch-downstream-port",
      [CMODEL_PCI_EXPANDER_BUS] = "pci-expander-bus", [CMODEL_PCIE_EXPANDER_BUS] = "pcie-expander-bus",
      [CMODEL_SCSI_AUTO] = "auto", [CMODEL_SCSI_BUSLOGIC] = "buslogic", [CMODEL_SCSI_LSILOGIC] = "lsilogic",
      [CMODEL_SCSI_LSISAS1068] = "lsisas1068", [CMODEL_SCSI_VMPVSCSI] = "vmpvscsi", [CMODEL_SCSI_IBMVSCSI] = "ibmvscsi",
      [CMODEL_SCSI_VIRTIO] = "virtio-scsi", [CMODEL_SCSI_LSISAS1078] = "lsisas1078",
      [CMODEL_SCSI_NCR53C90] = "ncr53c90", [CMODEL_SCSI_DC390] = "dc390", [CMODEL_SCSI_AM53C974] = "am53c974",
      [CMODEL_VIRTIO] = "virtio", [CMODEL_VIRTIO_TRANSITIONAL] = "virtio-transitional",
      [CMODEL_VIRTIO_NON_TRANSITIONAL] = "virtio-non-transitional", [CMODEL_USB_PIIX3_UHCI] = "piix3-uhci",
      [CMODEL_USB_PIIX4_UHCI] = "piix4-uhci", [CMODEL_USB_EHCI] = "ehci", [CMODEL_USB_ICH9_EHCI1] = "ich9-ehci1",
      [CMODEL_USB_ICH9_UHCI1] = "ich9-uhci1", [CMODEL_USB_ICH9_UHCI2] = "ich9-uhci2",
      [CMODEL_USB_ICH9_UHCI3] = "ich9-uhci3", [CMODEL_USB_VT82C686B_UHCI] = "vt82c686b-uhci",
      [CMODEL_USB_PCI_OHCI] = "pci-ohci", [CMODEL_USB_NEC_XHCI] = "nec-xhci", [CMODEL_USB_QUSB1] = "qusb1",
      [CMODEL_USB_QUSB2] = "qusb2", [CMODEL_USB_QEMU_XHCI] = "qemu-xhci", [CMODEL_USB_NONE] = "none",
      [CMODEL_IDE_PIIX3] = "piix3", [CMODEL_IDE_PIIX4] = "piix4", [CMODEL_IDE_ICH6] = "ich6");
NAMES(pci_model_name_names, "PCI controller model name", [PCI_DEVICE_PCI_BRIDGE] = "pci-bridge",
      [PCI_DEVICE_I82801B11_BRIDGE] = "i82801b11-bridge", [PCI_DEVICE_PCIE_PCI_BRIDGE] = "pcie-pci-bridge",
      [PCI_DEVICE_IOH3420] = "ioh3420", [PCI_DEVICE_X3130_UPSTREAM] = "x3130-upstream",
      [PCI_DEVICE_XIO3130_DOWNSTREAM] = "xio3130-downstream", [PCI_DEVICE_PXB] = "pxb",
      [PCI_DEVICE_PXB_PCIE] = "pxb-pcie", [PCI_DEVICE_PCIE_ROOT_PORT] = "pcie-root-port",
      [PCI_DEVICE_SPAPR_HOST_BRIDGE] = "spapr-pci-host-bridge", [PCI_DEVICE_PNV_PHB3_ROOT_PORT] = "pnv-phb3-root-port",
      [PCI_DEVICE_PNV_PHB3] = "pnv-phb3");

#define F(K, PATH, M, ...) FLD(struct controller, K, PATH, M, __VA_ARGS__)
#define M(K, PATH, M, ...) FLD_ASIDE(struct controller, K, PATH, more, M, __VA_ARGS__)
static const struct fld controller_flds[] = {
    F(ENUM, "@type", type, NAMED(controller_type_names), .flags = REQUIRED | GUEST_ABI),
    F(OPT32, "@index", index, .flags = GUEST_ABI),
    F(ENUM, "@model", model, NAMED(controller_model_names), .flags = GUEST_ABI),
    F(OPT32, "@ports", ports, .flags = GUEST_ABI),
    M(OPT32, "@vectors", vectors, .flags = GUEST_ABI),
    M(OPT32, "@maxGrantFrames", max_grant_frames),
    M(OPT32, "@maxEventChannels", max_event_channels),
    F(ENUM, "model/@name", pci_model_name, NAMED(pci_model_name_names), .flags = GUEST_ABI),
    M(OPT32, "target/@chassisNr", chassis_nr, .flags = GUEST_ABI, .max = 255),
    F(OPT32, "target/@chassis", chassis, .flags = GUEST_ABI, .max = 255),
    F(HEX, "target/@port", port, .of.width = 1, .flags = GUEST_ABI, .max = 255),
    M(OPT32, "target/@busNr", bus_nr, .flags = GUEST_ABI, .max = 255),
    F(OPT32, "target/@index", target_index, .flags = GUEST_ABI),
    M(TRI, "target/@hotplug", hotplug, ONOFF, .flags = GUEST_ABI),
    M(OPT32, "target/node", numa_node, .flags = GUEST_ABI),
    M(OPT32, "driver/@queues", queues, .flags = GUEST_ABI),
    M(OPT32, "driver/@cmd_per_lun", cmd_per_lun, .flags = GUEST_ABI),
    M(OPT32, "driver/@max_sectors", max_sectors, .flags = GUEST_ABI),
    M(TRI, "driver/@ioeventfd", ioeventfd, ONOFF),
    M(OPT32, "driver/@iothread", iothread),
    M(SUB, "driver", virtio, RECORD(virtio_options_rec)),
    F(SUB, ".", info, RECORD(device_info_rec)),
    M(SIZE, "pcihole64", pcihole64, UNIT(1024), .flags = GUEST_ABI),
    {0},
};
#undef F
#undef M
const struct rec controller_rec = {"controller", sizeof(struct controller), controller_flds};

bool controller_model_fits(unsigned type, unsigned model)
{
    static const struct {
        unsigned type, first, last;
    } ranges[] = {
        {CONTROLLER_PCI, CMODEL_PCI_ROOT, CMODEL_PCIE_EXPANDER_BUS},
        {CONTROLLER_SCSI, CMODEL_SCSI_AUTO, CMODEL_SCSI_AM53C974},
        {CONTROLLER_SCSI, CMODEL_VIRTIO_TRANSITIONAL, CMODEL_VIRTIO_NON_TRANSITIONAL},
        {CONTROLLER_VIRTIO_SERIAL, CMODEL_VIRTIO, CMODEL_VIRTIO_NON_TRANSITIONAL},
        {CONTROLLER_USB, CMODEL_USB_PIIX3_UHCI, CMODEL_USB_NONE},
        {CONTROLLER_IDE, CMODEL_IDE_PIIX3, CMODEL_IDE_ICH6},
    };

    for (size_t i = 0; i < LENGTH(ranges); i++)
        if (ranges[i].type == type && model >= ranges[i].first && model <= ranges[i].last)
            return true;
    return model == CMODEL_NONE;
}

bool controller_is_ich9_usb(unsigned model)
{
    return model >= CMODEL_USB_ICH9_EHCI1 && model <= CMODEL_USB_ICH9_UHCI3;
}
