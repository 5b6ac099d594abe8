/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* check-disks.c: rules of <disk>.  */
#include "model/domain/check.h"

#include <string.h>

#include "model/domain/table.h"

static int check_names(const struct disk *d)
{
    static const struct {
        const char *what;
        size_t max;
    } limits[] = {{"vendor", 8}, {"product", 16}};
    const char *texts[] = {ASIDE(d->more)->vendor, ASIDE(d->more)->product};

    if (d->serial &&
        strspn(d->serial, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_ .+") != strlen(d->serial))
        return no(VIR_ERR_INTERNAL_ERROR, "driver serial '%s' contains unsafe characters", d->serial);
    if (ASIDE(d->more)->wwn &&
        (strlen(ASIDE(d->more)->wwn) != 16 || strspn(ASIDE(d->more)->wwn, "0123456789abcdefABCDEF") != 16))
        return no(VIR_ERR_INTERNAL_ERROR, "Malformed wwn: %s", ASIDE(d->more)->wwn);
    for (size_t i = 0; i < LENGTH(limits); i++)
        if (texts[i] && strlen(texts[i]) > limits[i].max)
            return no(VIR_ERR_XML_ERROR, "disk %s '%s' is longer than %zu characters", limits[i].what, texts[i],
                      limits[i].max);
    return 0;
}

static int check_device(const struct disk *d)
{
    if (ASIDE(d->more)->sgio == DISK_SGIO_UNFILTERED)
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "unfiltered sgio is no longer supported");
    if (d->device == DISK_DEVICE_FLOPPY && d->bus != DISK_BUS_FDC)
        return no(VIR_ERR_INTERNAL_ERROR, "Invalid bus type '%s' for floppy disk",
                  d->bus ? names_word(&disk_bus_names, d->bus) : "");
    if (d->bus == DISK_BUS_FDC && d->device != DISK_DEVICE_FLOPPY)
        return no(VIR_ERR_INTERNAL_ERROR, "Invalid bus type '%s' for disk", names_word(&disk_bus_names, d->bus));
    if (d->device == DISK_DEVICE_FLOPPY && !g_str_has_prefix(d->dst, "fd"))
        return no(VIR_ERR_INTERNAL_ERROR, "Invalid floppy device name: %s", d->dst);
    if (d->device == DISK_DEVICE_CDROM && d->bus == DISK_BUS_VIRTIO)
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "disk type of '%s' does not support ejectable media", d->dst);
    if (ASIDE(d->src.more)->reservations && d->device != DISK_DEVICE_LUN)
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "<reservations/> allowed only for lun devices");
    if ((d->device == DISK_DEVICE_DISK || d->device == DISK_DEVICE_LUN) && disk_source_is_empty(d->type, &d->src))
        return no(VIR_ERR_NO_SOURCE, "%s", d->dst);
    return 0;
}

static int check_host_ports(const struct disk_source *s)
{
    for (size_t i = 0; i < s->hosts.n; i++)
        if (s->hosts.v[i]->port.set && s->hosts.v[i]->port.v > 65535)
            return no(VIR_ERR_INVALID_ARG, "port '%u' out of range", s->hosts.v[i]->port.v);
    return 0;
}

static int check_driver(const struct domain_def *def, const struct disk *d)
{
    if (d->driver_name && strcmp(d->driver_name, "qemu") != 0)
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "unsupported driver name '%s' for disk '%s'", d->driver_name, d->dst);
    if (d->iothread.set && !domain_has_iothread(def, d->iothread.v))
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "Disk iothread '%u' not defined in iothreadid", d->iothread.v);
    if (d->iothread.set && d->bus != DISK_BUS_VIRTIO)
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "IOThreads not available for bus %s target %s",
                  names_word(&disk_bus_names, d->bus), d->dst);
    if (d->io == DISK_IO_NATIVE && d->cache != DISK_CACHE_NONE && d->cache != DISK_CACHE_DIRECTSYNC &&
        d->cache != DISK_CACHE_DEFAULT)
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "io='native' needs either no disk cache or directsync cache mode");
    return 0;
}

static int check_iotune(const struct disk *d)
{
    const struct disk_iotune *t = &ASIDE(d->more)->iotune;

    if ((t->total_bytes_sec && (t->read_bytes_sec || t->write_bytes_sec)) ||
        (t->total_iops_sec && (t->read_iops_sec || t->write_iops_sec)) ||
        (t->total_bytes_sec_max && (t->read_bytes_sec_max || t->write_bytes_sec_max)) ||
        (t->total_iops_sec_max && (t->read_iops_sec_max || t->write_iops_sec_max)))
        return no(VIR_ERR_XML_ERROR, "total and read/write of iotune of disk '%s' cannot be set at the same time",
                  d->dst);
    return 0;
}

static const char *path_of(const struct disk *d)
{
    return d->src.path ? d->src.path : "(none)";
}

/* Names and drive addresses of the disks so far, each to its disk.  */
static int check_unique(GHashTable *seen, const struct disk *d)
{
    const struct device_address *at = &d->info.address;
    const struct disk *other = g_hash_table_lookup(seen, d->dst);
    char *place;

    if (other)
        return no(
            VIR_ERR_XML_ERROR,
            "target '%s' duplicated for disk sources '%s' and '%s': each disk needs a <target dev=...> of its own",
            d->dst, path_of(other), path_of(d));
    g_hash_table_insert(seen, g_strdup(d->dst), (void *) d);
    if (at->type != ADDRESS_DRIVE)
        return 0;
    place = g_strdup_printf("%u:%u:%u:%u:%u", d->bus, at->drive.controller, at->drive.bus, at->drive.target,
                            at->drive.unit);
    if (g_hash_table_insert(seen, place, (void *) d))
        return 0;
    return no(VIR_ERR_CONFIG_UNSUPPORTED,
              "Found duplicate drive address for disk with target name '%s' controller='%u' bus='%u' target='%u' "
              "unit='%u'",
              d->dst, at->drive.controller, at->drive.bus, at->drive.target, at->drive.unit);
}

int check_disks(const struct domain_def *def, const struct domain_facts *facts)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (size_t i = 0; i < def->disks.n; i++) {
        const struct disk *d = def->disks.v[i];
        if (check_unique(seen, d) < 0)
            return -1;
        if (check_names(d) < 0 || check_device(d) < 0 || check_host_ports(&d->src) < 0 || check_iotune(d) < 0)
            return -1;
        if (facts && check_driver(def, d) < 0)
            return -1;
    }
    return 0;
}
