/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * boot.c: what is booted: -boot, kernel and initrd, ACPI tables, and the boot index of a device, which is its
 * own or comes from the classes named in <os>.
 */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/plan/build.h"

int plan_boot(struct build *b)
{
    const struct os *os = &b->def->os;
    GString *out = g_string_new(NULL);

    if (os->bootmenu)
        g_string_append_printf(out, "menu=%s,", os->bootmenu == TRI_YES ? "on" : "off");
    if (os->bootmenu == TRI_YES && os->bootmenu_timeout.set)
        g_string_append_printf(out, "splash-time=%u,", os->bootmenu_timeout.v);
    if (os->reboot_timeout.set)
        g_string_append_printf(out, "reboot-timeout=%" G_GINT64_FORMAT ",", os->reboot_timeout.v);
    g_string_append(out, "strict=on");
    plan_arg(b, "boot", g_string_free(out, false));
    if (os->kernel)
        plan_argf(b, "kernel", "%s", os->kernel);
    if (os->initrd)
        plan_argf(b, "initrd", "%s", os->initrd);
    if (os->cmdline)
        plan_argf(b, "append", "%s", os->cmdline);
    if (os->dtb)
        plan_argf(b, "dtb", "%s", os->dtb);
    for (size_t i = 0; i < os->acpi_tables.n; i++) {
        g_autofree char *path = opt_escape(os->acpi_tables.v[i]->path ? os->acpi_tables.v[i]->path : "");

        plan_argf(b, "acpitable", "sig=SLIC,file=%s", path);
    }
    return 0;
}

static const void *first_disk(const struct build *b, unsigned class)
{
    for (size_t i = 0; i < b->def->disks.n; i++) {
        const struct disk *d = b->def->disks.v[i];
        unsigned own = d->device == DISK_DEVICE_CDROM    ? BOOT_CDROM
                       : d->device == DISK_DEVICE_FLOPPY ? BOOT_FD
                                                         : BOOT_HD;

        if (own == class)
            return d;
    }
    return NULL;
}

static const void *first_of(const struct build *b, unsigned class)
{
    if (class == BOOT_NETWORK)
        return b->def->nics.n ? b->def->nics.v[0] : NULL;
    return first_disk(b, class);
}

static const struct device_info *info_of(const struct build *b, const void *device)
{
    for (size_t i = 0; i < b->def->disks.n; i++)
        if (b->def->disks.v[i] == device)
            return &b->def->disks.v[i]->info;
    for (size_t i = 0; i < b->def->nics.n; i++)
        if (b->def->nics.v[i] == device)
            return &b->def->nics.v[i]->info;
    return NULL;
}

uint32_t boot_index(const struct build *b, const void *device)
{
    const struct device_info *info = info_of(b, device);
    uint32_t found = 0;

    for (size_t i = 0; i < b->def->os.boot.n; i++)
        if (first_of(b, b->def->os.boot.v[i]->dev) == device)
            found = (uint32_t) i + 1;
    if (found)
        return found;
    return info && ASIDE(info->more)->boot_order.set ? ASIDE(info->more)->boot_order.v : 0;
}
