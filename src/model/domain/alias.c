/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * alias.c: the names by which QEMU and libvirt's clients know the devices of a running guest. A user's own
 * (ua-...) stay. Most are a word and the place in the list; a device plugged in later takes a free number.
 */
#include "model/domain/fill.h"

#include <string.h>

#include "model/domain/table.h"

/* ---- names made of a word and a number ---- */

static const struct numbered {
    const char *word;
    size_t member, info;
    bool single;
} numbered[] = {
#define N(WORD, T, M)                                                  \
    {                                                                  \
        WORD, offsetof(struct domain_def, M), offsetof(T, info), false \
    }
#define ONE(WORD, T, M)                                               \
    {                                                                 \
        WORD, offsetof(struct domain_def, M), offsetof(T, info), true \
    }
    N("fs", struct filesystem, filesystems),
    N("net", struct nic, nics),
    N("smartcard", struct smartcard, smartcards),
    N("serial", struct chardev, serials),
    N("parallel", struct chardev, parallels),
    N("channel", struct chardev, channels),
    N("input", struct input, inputs),
    N("tpm", struct tpm, tpms),
    N("sound", struct sound, sounds),
    N("video", struct video, videos),
    N("hostdev", struct hostdev, hostdevs),
    N("redir", struct redirdev, redirdevs),
    N("hub", struct hub, hubs),
    N("rng", struct rng, rngs),
    N("shmem", struct shmem, shmems),
    ONE("watchdog", struct watchdog, watchdog),
    ONE("balloon", struct memballoon, memballoon),
    ONE("vsock", struct vsock, vsock),
    ONE("iommu", struct iommu, iommu),
#undef N
#undef ONE
};

static struct device_info *info_at(const struct numbered *row, void *dev)
{
    return (struct device_info *) ((char *) dev + row->info);
}

static bool name_taken(const struct rec_list *list, const struct numbered *row, const char *name)
{
    for (size_t i = 0; i < list->n; i++)
        if (g_strcmp0(info_at(row, list->v[i])->alias.name, name) == 0)
            return true;
    return false;
}

static void number_list(const struct numbered *row, const struct rec_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        struct device_info *info = info_at(row, list->v[i]);
        size_t n = i;
        if (info->alias.name)
            continue;
        info->alias.name = g_strdup_printf("%s%zu", row->word, n);
        while (name_taken(&(struct rec_list){list->v, i}, row, info->alias.name)) {
            g_free(info->alias.name);
            info->alias.name = g_strdup_printf("%s%zu", row->word, ++n);
        }
    }
}

static void number_all(struct domain_def *def)
{
    for (size_t k = 0; k < LENGTH(numbered); k++) {
        void *member = (char *) def + numbered[k].member;
        if (!numbered[k].single)
            number_list(&numbered[k], member);
        else if (*(void **) member)
            number_list(&numbered[k], &(struct rec_list){member, 1});
    }
}

/* ---- controllers: some are known by what the machine calls them ---- */

static char *controller_alias(const struct domain_def *def, const struct controller *c)
{
    bool q35 = domain_is_q35(def);
    const char *word = names_word(&controller_type_names, c->type);
    uint32_t i = c->index.v;

    switch (c->type) {
    case CONTROLLER_PCI:
        return g_strdup_printf(i == 0 && q35 ? "pcie.%u" : "pci.%u", i);
    case CONTROLLER_IDE:
        return i == 0 && domain_is_i440fx(def) ? g_strdup("ide") : g_strdup_printf("ide%u", i);
    case CONTROLLER_SATA:
        return i == 0 && q35 ? g_strdup("ide") : g_strdup_printf("sata%u", i);
    case CONTROLLER_USB:
        return i == 0 ? g_strdup("usb") : g_strdup_printf("usb%u", i);
    default:
        return g_strdup_printf("%s%u", word, i);
    }
}

/* ---- disks: by their place on the bus ---- */

static bool on_lsi(const struct domain_def *def, const struct drive_address *a)
{
    const struct controller *c = domain_controller(def, CONTROLLER_SCSI, a->controller);
    return c && c->model == CMODEL_SCSI_LSILOGIC;
}

static char *disk_alias(const struct domain_def *def, const struct disk *d)
{
    const struct drive_address *a = &d->info.address.drive;
    const char *bus = names_word(&disk_bus_names, d->bus);

    if (d->info.address.type != ADDRESS_DRIVE)
        return g_strdup_printf("%s-disk%d", bus, MAX(disk_name_index(d->dst), 0));
    if (d->bus == DISK_BUS_SCSI && !on_lsi(def, a))
        return g_strdup_printf("scsi%u-%u-%u-%u", a->controller, a->bus, a->target, a->unit);
    return g_strdup_printf("%s%u-%u-%u", bus, a->controller, a->bus, a->unit);
}

/* ---- consoles: the first one is the first serial port seen another way ---- */

static void console_aliases(struct domain_def *def)
{
    for (size_t i = 0; i < def->consoles.n; i++) {
        struct chardev *c = def->consoles.v[i];
        if (c->info.alias.name)
            continue;
        if (i == 0 && def->serials.n > 0 && console_is_serial(def, c))
            c->info.alias.name = g_strdup(def->serials.v[0]->info.alias.name);
        else
            c->info.alias.name = g_strdup_printf("console%zu", i);
    }
}

static void memory_aliases(struct domain_def *def)
{
    for (size_t i = 0; i < def->memdevs.n; i++) {
        struct memdev *m = def->memdevs.v[i];
        if (!m->info.alias.name)
            m->info.alias.name =
                g_strdup_printf("%s%zu", m->model == MEMDEV_DIMM ? "dimm" : names_word(&memdev_model_names, m->model),
                                m->info.address.type == ADDRESS_DIMM ? m->info.address.dimm.slot.v : i);
    }
}

void domain_def_alias(struct domain_def *def)
{
    for (size_t i = 0; i < def->controllers.n; i++) {
        struct controller *c = def->controllers.v[i];
        if (!c->info.alias.name)
            c->info.alias.name = controller_alias(def, c);
    }
    for (size_t i = 0; i < def->disks.n; i++) {
        struct disk *d = def->disks.v[i];
        if (!d->info.alias.name)
            d->info.alias.name = disk_alias(def, d);
    }
    number_all(def);
    console_aliases(def);
    memory_aliases(def);
}
