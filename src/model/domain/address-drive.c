/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* address-drive.c: which controller, bus and unit a disk's name stands for.  */
#include "model/domain/fill.h"

static bool drive_for(const struct disk *d, struct drive_address *a)
{
    int name = disk_name_index(d->dst);
    uint32_t index = (uint32_t) name;

    if (name < 0)
        return false;
    switch (d->bus) {
    case DISK_BUS_SCSI:
        *a = (struct drive_address){index / 7, 0, 0, index % 7};
        return true;
    case DISK_BUS_IDE:
        *a = (struct drive_address){index / 4, index / 2 % 2, 0, index % 2};
        return true;
    case DISK_BUS_SATA:
        *a = (struct drive_address){index / 6, 0, 0, index % 6};
        return true;
    case DISK_BUS_FDC:
        *a = (struct drive_address){index / 2, 0, 0, index % 2};
        return true;
    default:
        return false;
    }
}

static bool drive_used(const struct domain_def *def, unsigned bus, const struct drive_address *a)
{
    for (size_t i = 0; i < def->disks.n; i++) {
        const struct device_address *b = &def->disks.v[i]->info.address;
        if (def->disks.v[i]->bus == bus && b->type == ADDRESS_DRIVE && b->drive.controller == a->controller &&
            b->drive.bus == a->bus && b->drive.target == a->target && b->drive.unit == a->unit)
            return true;
    }
    for (size_t i = 0; bus == DISK_BUS_SCSI && i < def->hostdevs.n; i++) {
        const struct device_address *b = &def->hostdevs.v[i]->info.address;
        if (def->hostdevs.v[i]->type == HOSTDEV_SCSI && b->type == ADDRESS_DRIVE &&
            b->drive.controller == a->controller && b->drive.unit == a->unit)
            return true;
    }
    return false;
}

/* The first free unit of controller 0 from *unit on.  */
static void hostdev_drive(struct domain_def *def, struct hostdev *h, uint32_t *unit)
{
    struct drive_address a = {.unit = *unit};

    for (; drive_used(def, DISK_BUS_SCSI, &a); a.unit++)
        ;
    *unit = a.unit + 1;
    h->info.address.type = ADDRESS_DRIVE;
    h->info.address.drive = a;
}

int address_drives(struct domain_def *def, const struct domain_facts *facts)
{
    uint32_t unit = 0;

    for (size_t i = 0; i < def->disks.n; i++) {
        struct disk *d = def->disks.v[i];
        struct drive_address a;
        if (d->info.address.type != ADDRESS_NONE || !drive_for(d, &a))
            continue;
        d->info.address.type = ADDRESS_DRIVE;
        d->info.address.drive = a;
    }
    for (size_t i = 0; i < def->hostdevs.n; i++) {
        struct hostdev *h = def->hostdevs.v[i];
        if (h->type == HOSTDEV_SCSI && h->mode == HOSTDEV_SUBSYSTEM && h->info.address.type == ADDRESS_NONE)
            hostdev_drive(def, h, &unit);
    }
    return 0;
}
