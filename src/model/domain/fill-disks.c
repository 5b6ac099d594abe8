/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fill-disks.c: what a <disk> leaves out.  */
#include "model/domain/fill.h"

static uint32_t default_port(unsigned protocol)
{
    switch (protocol) {
    case PROTOCOL_NBD:
        return 10809;
    case PROTOCOL_GLUSTER:
        return 24007;
    case PROTOCOL_ISCSI:
        return 3260;
    case PROTOCOL_SHEEPDOG:
        return 7000;
    case PROTOCOL_HTTP:
        return 80;
    case PROTOCOL_HTTPS:
        return 443;
    case PROTOCOL_FTP:
        return 21;
    case PROTOCOL_FTPS:
        return 990;
    case PROTOCOL_TFTP:
        return 69;
    case PROTOCOL_SSH:
        return 22;
    case PROTOCOL_VXHS:
        return 9999;
    default:
        return 0;
    }
}

static void hosts_fill(struct disk_source *s)
{
    uint32_t port = default_port(s->protocol);

    for (size_t i = 0; i < s->hosts.n; i++)
        if (s->hosts.v[i]->transport != TRANSPORT_UNIX && !s->hosts.v[i]->port.set && port)
            s->hosts.v[i]->port = (struct opt_u32){port, true};
}

static void chain_fill(struct disk_backing *b)
{
    for (; b; b = b->backing)
        if (b->type == SOURCE_NETWORK)
            hosts_fill(&b->src);
}

static void disk_fill(struct disk *d)
{
    if (!d->bus)
        d->bus = d->device == DISK_DEVICE_FLOPPY ? DISK_BUS_FDC : disk_bus_guess(d->dst);
    if (d->device == DISK_DEVICE_CDROM)
        d->readonly = true;
    if (d->device != DISK_DEVICE_DISK && d->type == SOURCE_BLOCK && !d->src.path)
        d->type = SOURCE_FILE; /* an empty drive */
    if (d->type == SOURCE_NETWORK)
        hosts_fill(&d->src);
    chain_fill(d->backing);
}

int fill_disks(struct domain_def *def, const struct domain_facts *facts)
{
    for (size_t i = 0; i < def->disks.n; i++) {
        struct disk *d = def->disks.v[i];
        disk_fill(d);
        if (!fill_for_qemu(def, facts) || d->type == SOURCE_VHOST_USER)
            continue;
        if (!d->driver_name)
            d->driver_name = g_strdup("qemu");
        if (!d->format && !def->id.set) /* of a running guest: an empty drive */
            d->format = d->type == SOURCE_DIR ? FORMAT_FAT : FORMAT_RAW;
    }
    return 0;
}
