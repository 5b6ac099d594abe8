/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* controller.c: controllers of every type, in the order of Debian's command line.  */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/plan/build.h"

static json_t *port_number(struct build *b, const void *c_)
{
    const struct controller *c = c_;

    return c->port.set ? json_integer(c->port.v) : NULL;
}

static json_t *iothread_name(struct build *b, const void *c_)
{
    const struct controller *c = c_;

    return ASIDE(c->more)->iothread.set && ASIDE(c->more)->iothread.v
               ? json_sprintf("iothread%u", ASIDE(c->more)->iothread.v)
               : NULL;
}

static json_t *master_bus(struct build *b, const void *c_)
{
    const struct controller *c = c_;
    g_autofree char *id = controller_id(b, CONTROLLER_USB, c->index.v);

    return id ? json_sprintf("%s.0", id) : NULL;
}

static json_t *first_port(struct build *b, const void *c_)
{
    const struct controller *c = c_;

    return json_integer(ASIDE(c->info.more)->usb_startport.v);
}

static const struct prop plain_props[] = {
    ROWS(struct controller, info, id_props),
    ROWS(struct controller, info, place_props),
    {0},
};
static const struct prop root_port_props[] = {
    FROM("port", port_number),
    PROP(struct controller, OPT32, "chassis", chassis),
    ROWS(struct controller, info, id_props),
    PROP_ASIDE(struct controller, TRI, "hotplug", more, hotplug),
    ROWS(struct controller, info, place_props),
    {0},
};
static const struct prop pci_bridge_props[] = {
    PROP_ASIDE(struct controller, OPT32, "chassis_nr", more, chassis_nr),
    ROWS(struct controller, info, id_props),
    PROP_ASIDE(struct controller, TRI, "shpc", more, hotplug),
    ROWS(struct controller, info, place_props),
    {0},
};
static const struct prop expander_props[] = {
    PROP_ASIDE(struct controller, OPT32, "bus_nr", more, bus_nr),
    ROWS(struct controller, info, id_props),
    PROP_ASIDE(struct controller, OPT32, "numa_node", more, numa_node),
    ROWS(struct controller, info, place_props),
    {0},
};
static const struct prop virtio_serial_props[] = {
    ROWS_ASIDE(struct controller, more, virtio, virtio_props),
    ROWS(struct controller, info, id_props),
    PROP(struct controller, OPT32, "max_ports", ports),
    PROP_ASIDE(struct controller, OPT32, "vectors", more, vectors),
    ROWS(struct controller, info, place_props),
    {0},
};
static const struct prop virtio_scsi_props[] = {
    ROWS_ASIDE(struct controller, more, virtio, virtio_props),
    FROM("iothread", iothread_name),
    ROWS(struct controller, info, id_props),
    PROP_ASIDE(struct controller, OPT32, "num_queues", more, queues),
    PROP_ASIDE(struct controller, OPT32, "cmd_per_lun", more, cmd_per_lun),
    PROP_ASIDE(struct controller, OPT32, "max_sectors", more, max_sectors),
    PROP_ASIDE(struct controller, TRI, "ioeventfd", more, ioeventfd),
    ROWS(struct controller, info, place_props),
    {0},
};
static const struct prop xhci_props[] = {
    PROP(struct controller, OPT32, "p2", ports),
    PROP(struct controller, OPT32, "p3", ports),
    ROWS(struct controller, info, id_props),
    ROWS(struct controller, info, place_props),
    {0},
};
static const struct prop companion_props[] = {
    FROM("masterbus", master_bus),
    FROM("firstport", first_port),
    ROWS(struct controller, info, place_props),
    {0},
};

/* PCI controllers by the device behind them.  */
static const struct devmodel pci_models[] = {
    {.bus = PCI_DEVICE_PCI_BRIDGE, .driver = "pci-bridge", .props = pci_bridge_props},
    {.bus = PCI_DEVICE_I82801B11_BRIDGE, .driver = "i82801b11-bridge", .props = plain_props},
    {.bus = PCI_DEVICE_PCIE_PCI_BRIDGE, .driver = "pcie-pci-bridge", .props = plain_props},
    {.bus = PCI_DEVICE_IOH3420, .driver = "ioh3420", .props = root_port_props},
    {.bus = PCI_DEVICE_PCIE_ROOT_PORT, .driver = "pcie-root-port", .props = root_port_props},
    {.bus = PCI_DEVICE_X3130_UPSTREAM, .driver = "x3130-upstream", .props = plain_props},
    {.bus = PCI_DEVICE_XIO3130_DOWNSTREAM, .driver = "xio3130-downstream", .props = root_port_props},
    {.bus = PCI_DEVICE_PXB, .driver = "pxb", .props = expander_props},
    {.bus = PCI_DEVICE_PXB_PCIE, .driver = "pxb-pcie", .props = expander_props},
    {0},
};
/* All others by type and model.  */
static const struct devmodel models[] = {
    {CONTROLLER_USB, CMODEL_USB_PIIX3_UHCI, 0, "piix3-usb-uhci", plain_props, 0},
    {CONTROLLER_USB, CMODEL_USB_PIIX4_UHCI, 0, "piix4-usb-uhci", plain_props, 0},
    {CONTROLLER_USB, CMODEL_USB_EHCI, 0, "usb-ehci", plain_props, 0},
    {CONTROLLER_USB, CMODEL_USB_ICH9_EHCI1, 0, "ich9-usb-ehci1", plain_props, 0},
    {CONTROLLER_USB, CMODEL_USB_ICH9_UHCI1, 0, "ich9-usb-uhci1", companion_props, 0},
    {CONTROLLER_USB, CMODEL_USB_ICH9_UHCI2, 0, "ich9-usb-uhci2", companion_props, 0},
    {CONTROLLER_USB, CMODEL_USB_ICH9_UHCI3, 0, "ich9-usb-uhci3", companion_props, 0},
    {CONTROLLER_USB, CMODEL_USB_PCI_OHCI, 0, "pci-ohci", plain_props, 0},
    {CONTROLLER_USB, CMODEL_USB_NEC_XHCI, 0, "nec-usb-xhci", xhci_props, 0},
    {CONTROLLER_USB, CMODEL_USB_QEMU_XHCI, 0, "qemu-xhci", xhci_props, 0},
    {CONTROLLER_SCSI, CMODEL_SCSI_LSILOGIC, 0, "lsi", plain_props, 0},
    {CONTROLLER_SCSI, CMODEL_SCSI_LSISAS1068, 0, "mptsas1068", plain_props, 0},
    {CONTROLLER_SCSI, CMODEL_SCSI_LSISAS1078, 0, "megasas", plain_props, 0},
    {CONTROLLER_SCSI, CMODEL_SCSI_VMPVSCSI, 0, "pvscsi", plain_props, 0},
    {CONTROLLER_SCSI, CMODEL_SCSI_DC390, 0, "dc-390", plain_props, 0},
    {CONTROLLER_SCSI, CMODEL_SCSI_AM53C974, 0, "am53c974", plain_props, 0},
    {CONTROLLER_SCSI, CMODEL_SCSI_IBMVSCSI, 0, "spapr-vscsi", plain_props, 0},
    {CONTROLLER_SCSI, CMODEL_VIRTIO_TRANSITIONAL, 0, "virtio-scsi-pci-transitional", virtio_scsi_props, 0},
    {CONTROLLER_SCSI, CMODEL_VIRTIO_NON_TRANSITIONAL, 0, "virtio-scsi-pci-non-transitional", virtio_scsi_props, 0},
    {CONTROLLER_SCSI, CMODEL_SCSI_VIRTIO, ADDRESS_CCW, "virtio-scsi-ccw", virtio_scsi_props, 0},
    {CONTROLLER_SCSI, CMODEL_SCSI_VIRTIO, 0, "virtio-scsi-pci", virtio_scsi_props, 0},
    {CONTROLLER_VIRTIO_SERIAL, CMODEL_VIRTIO_TRANSITIONAL, 0, "virtio-serial-pci-transitional", virtio_serial_props, 0},
    {CONTROLLER_VIRTIO_SERIAL, CMODEL_VIRTIO_NON_TRANSITIONAL, 0, "virtio-serial-pci-non-transitional",
     virtio_serial_props, 0},
    {CONTROLLER_VIRTIO_SERIAL, 0, ADDRESS_CCW, "virtio-serial-ccw", virtio_serial_props, 0},
    {CONTROLLER_VIRTIO_SERIAL, 0, 0, "virtio-serial-pci", virtio_serial_props, 0},
    {CONTROLLER_SATA, 0, 0, "ahci", plain_props, 0},
    {CONTROLLER_CCID, 0, 0, "usb-ccid", plain_props, 0},
    {0},
};

/* The machine has these itself.  */
static bool is_builtin(const struct build *b, const struct controller *c)
{
    switch (c->type) {
    case CONTROLLER_PCI:
        return c->model == CMODEL_PCI_ROOT || c->model == CMODEL_PCIE_ROOT;
    case CONTROLLER_IDE:
        return c->index.v == 0 && domain_is_i440fx(b->def);
    case CONTROLLER_SATA:
        return c->index.v == 0 && domain_is_q35(b->def);
    case CONTROLLER_FDC:
        return true; /* q35 gets its one from plan_controllers */
    case CONTROLLER_USB:
        return c->model == CMODEL_USB_NONE;
    default:
        return false;
    }
}

int plan_controller(struct build *b, const struct controller *c)
{
    const struct devmodel *m;

    if (is_builtin(b, c))
        return 0;
    m = c->type == CONTROLLER_PCI ? devmodel_find(pci_models, c->pci_model_name, 0, 0)
                                  : devmodel_find(models, c->type, c->model, c->info.address.type);
    if (c->type == CONTROLLER_IDE)
        return plan_refuse(b, "Only a single IDE controller is supported for this machine type");
    if (c->type == CONTROLLER_USB && c->ports.set && m && m->props != xhci_props)
        return plan_refuse(b, "usb controller type '%s' doesn't support 'ports' with this QEMU binary",
                           names_word(&controller_model_names, c->model));
    if (!m && c->type == CONTROLLER_USB)
        return plan_refuse(b, "USB controller model '%s' not supported in this QEMU binary",
                           names_word(&controller_model_names, c->model));
    if (!m)
        return plan_refuse(b, "%s controller model '%s' is not supported by this QEMU binary",
                           names_word(&controller_type_names, c->type),
                           names_word(&controller_model_names, c->model) ? names_word(&controller_model_names, c->model)
                                                                         : "default");
    return plan_device_add(b, m->driver, m->props, c) ? 0 : -1;
}

/* The hole for big BARs is an option of the root, which is no -device.  */
static void root_hole(struct build *b, const struct controller *c)
{
    if (c->type != CONTROLLER_PCI || !ASIDE(c->more)->pcihole64)
        return;
    if (c->model == CMODEL_PCI_ROOT)
        plan_argf(b, "global", "i440FX-pcihost.pci-hole64-size=%" G_GUINT64_FORMAT "K", ASIDE(c->more)->pcihole64);
    else if (c->model == CMODEL_PCIE_ROOT)
        plan_argf(b, "global", "q35-pcihost.pci-hole64-size=%" G_GUINT64_FORMAT "K", ASIDE(c->more)->pcihole64);
}

static const struct disk *floppy(const struct build *b, unsigned unit)
{
    for (size_t i = 0; i < b->def->disks.n; i++)
        if (b->def->disks.v[i]->bus == DISK_BUS_FDC && b->def->disks.v[i]->info.address.drive.unit == unit)
            return b->def->disks.v[i];
    return NULL;
}

/* Boot order of floppies belongs to their controller; only q35 has to be given one.  */
static void floppy_controller(struct build *b)
{
    json_t *fdc = json_pack("{s:s}", "driver", "isa-fdc");
    bool any = false;

    for (unsigned unit = 0; unit < 2; unit++) {
        const struct disk *d = floppy(b, unit);
        uint32_t boot = d ? boot_index(b, d) : 0;

        any = any || d;
        if (!boot)
            continue;
        if (domain_is_q35(b->def))
            json_object_set_new(fdc, unit ? "bootindexB" : "bootindexA", json_integer(boot));
        else
            plan_argf(b, "global", "isa-fdc.bootindex%c=%u", 'A' + (int) unit, boot);
    }
    if (any && domain_is_q35(b->def))
        plan_add(b, OP_DEVICE, fdc);
    else
        json_decref(fdc);
}

/* usb-ccid needs its hub, so it comes after the hubs.  */
int plan_ccids(struct build *b)
{
    for (size_t i = 0; i < b->def->controllers.n; i++)
        if (b->def->controllers.v[i]->type == CONTROLLER_CCID && plan_controller(b, b->def->controllers.v[i]) < 0)
            return -1;
    return 0;
}

int plan_controllers(struct build *b)
{
    static const unsigned order[] = {CONTROLLER_PCI, CONTROLLER_USB,  CONTROLLER_SCSI,
                                     CONTROLLER_IDE, CONTROLLER_SATA, CONTROLLER_VIRTIO_SERIAL};

    for (size_t i = 0; i < b->def->controllers.n; i++)
        root_hole(b, b->def->controllers.v[i]);
    for (size_t k = 0; k < G_N_ELEMENTS(order); k++)
        for (size_t i = 0; i < b->def->controllers.n; i++)
            if (b->def->controllers.v[i]->type == order[k] && plan_controller(b, b->def->controllers.v[i]) < 0)
                return -1;
    floppy_controller(b);
    return 0;
}
