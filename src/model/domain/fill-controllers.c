/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fill-controllers.c: the controllers of the machine itself and those that devices need.  */
#include "model/domain/fill.h"

#include "model/domain/table.h"

struct controller *controller_add(struct domain_def *def, unsigned type, uint32_t index, unsigned model)
{
    struct controller *c = g_new0(struct controller, 1);

    c->type = type;
    c->index = (struct opt_u32){index, true};
    c->model = model;
    rec_list_append(&def->controllers, c);
    return c;
}

void controllers_up_to(struct domain_def *def, unsigned type, uint32_t last, unsigned model)
{
    for (uint32_t i = 0; i <= last; i++)
        if (!domain_controller(def, type, i))
            controller_add(def, type, i, model);
}

static void models_fill(struct domain_def *def)
{
    for (size_t i = 0; i < def->controllers.n; i++) {
        struct controller *c = def->controllers.v[i];
        if (c->type == CONTROLLER_SCSI && c->model == CMODEL_SCSI_AUTO)
            c->model = CMODEL_NONE;
        if (c->model)
            continue;
        if (c->type == CONTROLLER_USB)
            c->model = CMODEL_USB_PIIX3_UHCI;
        else if (c->type == CONTROLLER_SCSI)
            c->model = CMODEL_SCSI_LSILOGIC;
        else if (c->type == CONTROLLER_PCI && c->index.v == 0)
            c->model = domain_is_q35(def) ? CMODEL_PCIE_ROOT : CMODEL_PCI_ROOT;
    }
}

int fill_root_controllers(struct domain_def *def, const struct domain_facts *facts)
{
    bool q35 = domain_is_q35(def);

    if (!fill_for_qemu(def, facts) || !(q35 || domain_is_i440fx(def)))
        return 0;
    if (!domain_controller(def, CONTROLLER_USB, 0))
        controller_add(def, CONTROLLER_USB, 0, q35 ? CMODEL_USB_QEMU_XHCI : CMODEL_USB_PIIX3_UHCI);
    if (q35 && !domain_controller(def, CONTROLLER_SATA, 0))
        controller_add(def, CONTROLLER_SATA, 0, CMODEL_NONE);
    if (!domain_controller(def, CONTROLLER_PCI, 0))
        controller_add(def, CONTROLLER_PCI, 0, q35 ? CMODEL_PCIE_ROOT : CMODEL_PCI_ROOT);
    models_fill(def);
    return 0;
}

/* ---- what devices need ---- */

static const struct {
    unsigned bus, type, per; /* disks of a bus; how many a controller takes */
} disk_buses[] = {
    {DISK_BUS_SCSI, CONTROLLER_SCSI, 7},
    {DISK_BUS_FDC, CONTROLLER_FDC, 2},
    {DISK_BUS_IDE, CONTROLLER_IDE, 4},
    {DISK_BUS_SATA, CONTROLLER_SATA, 6},
};

static int64_t disk_controller(const struct disk *d, unsigned per)
{
    int index;

    if (d->info.address.type == ADDRESS_DRIVE)
        return d->info.address.drive.controller;
    index = disk_name_index(d->dst);
    return d->info.address.type == ADDRESS_NONE && index >= 0 ? index / (int) per : -1;
}

static int for_disks(struct domain_def *def)
{
    for (size_t k = 0; k < LENGTH(disk_buses); k++) {
        int64_t last = -1;
        for (size_t i = 0; i < def->disks.n; i++)
            if (def->disks.v[i]->bus == disk_buses[k].bus)
                last = MAX(last, disk_controller(def->disks.v[i], disk_buses[k].per));
        for (size_t i = 0; disk_buses[k].type == CONTROLLER_SCSI && i < def->hostdevs.n; i++)
            if (def->hostdevs.v[i]->type == HOSTDEV_SCSI && def->hostdevs.v[i]->mode == HOSTDEV_SUBSYSTEM)
                last = MAX(last, def->hostdevs.v[i]->info.address.type == ADDRESS_DRIVE
                                     ? def->hostdevs.v[i]->info.address.drive.controller
                                     : 0);
        if (disk_buses[k].type == CONTROLLER_IDE && last > 0 &&
            !domain_controller(def, CONTROLLER_IDE, (uint32_t) last)) {
            err(VIR_ERR_INTERNAL_ERROR, "Only 1 IDE controller is supported");
            return -1;
        }
        if (last >= 0 && last < 1024)
            controllers_up_to(def, disk_buses[k].type, (uint32_t) last, CMODEL_NONE);
    }
    return 0;
}

/* Only the controllers that are named, not those in between.  */
static void for_chardevs(struct domain_def *def)
{
    bool any = false;

    for (size_t i = 0; i < def->channels.n; i++) {
        const struct chardev *c = def->channels.v[i];
        bool given = c->info.address.type == ADDRESS_VIRTIO_SERIAL;
        if (c->target != CHANNEL_TARGET_VIRTIO)
            continue;
        if (given && !domain_controller(def, CONTROLLER_VIRTIO_SERIAL, c->info.address.vserial.controller))
            controller_add(def, CONTROLLER_VIRTIO_SERIAL, c->info.address.vserial.controller, CMODEL_NONE);
        any |= !given;
    }
    for (size_t i = 0; i < def->consoles.n; i++)
        any |= def->consoles.v[i]->target == CONSOLE_TARGET_VIRTIO;
    if (any && !domain_controller(def, CONTROLLER_VIRTIO_SERIAL, 0))
        controller_add(def, CONTROLLER_VIRTIO_SERIAL, 0, CMODEL_NONE);
}

int fill_bus_controllers(struct domain_def *def, const struct domain_facts *facts)
{
    if (!fill_for_qemu(def, facts))
        return 0;
    if (for_disks(def) < 0)
        return -1;
    for_chardevs(def);
    if (def->smartcards.n > 0)
        controllers_up_to(def, CONTROLLER_CCID, (uint32_t) def->smartcards.n - 1, CMODEL_NONE);
    models_fill(def);
    return 0;
}
