/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* devices.c: finding one's way among a domain's devices.  */
#include "model/domain/domain.h"

#include <string.h>

#include "model/domain/table.h"

/* Every kind of device that has an address and alias, in the order of the document.  */
static const struct {
    const char *kind;
    size_t member; /* of struct domain_def: a REC_LIST or a pointer */
    size_t info;   /* of the device's struct */
    bool single;
} device_kinds[] = {
#define MANY(kind, member, T)                                                      \
    {                                                                              \
        kind, offsetof(struct domain_def, member), offsetof(struct T, info), false \
    }
#define ONE(kind, member, T)                                                      \
    {                                                                             \
        kind, offsetof(struct domain_def, member), offsetof(struct T, info), true \
    }
    MANY("disk", disks, disk),
    MANY("controller", controllers, controller),
    MANY("filesystem", filesystems, filesystem),
    MANY("interface", nics, nic),
    MANY("smartcard", smartcards, smartcard),
    MANY("serial", serials, chardev),
    MANY("parallel", parallels, chardev),
    MANY("console", consoles, chardev),
    MANY("channel", channels, chardev),
    MANY("input", inputs, input),
    MANY("tpm", tpms, tpm),
    MANY("sound", sounds, sound),
    MANY("video", videos, video),
    MANY("hostdev", hostdevs, hostdev),
    MANY("redirdev", redirdevs, redirdev),
    MANY("hub", hubs, hub),
    ONE("watchdog", watchdog, watchdog),
    ONE("memballoon", memballoon, memballoon),
    MANY("rng", rngs, rng),
    ONE("nvram", nvram, nvram_dev),
    MANY("panic", panics, panic),
    MANY("shmem", shmems, shmem),
    MANY("memory", memdevs, memdev),
    ONE("iommu", iommu, iommu),
    ONE("vsock", vsock, vsock),
#undef MANY
#undef ONE
};

int domain_each_device(struct domain_def *def, device_fn fn, void *arg)
{
    int r = 0;

    for (size_t k = 0; k < LENGTH(device_kinds) && r == 0; k++) {
        char *at = (char *) def + device_kinds[k].member;
        struct rec_list one = {(void **) at, *(void **) at ? 1 : 0};
        struct rec_list *l = device_kinds[k].single ? &one : (struct rec_list *) at;
        for (size_t i = 0; i < l->n && r == 0; i++)
            r = fn(def, device_kinds[k].kind, l->v[i], (struct device_info *) ((char *) l->v[i] + device_kinds[k].info),
                   arg);
    }
    return r;
}

struct disk *domain_disk(const struct domain_def *def, const char *target_or_path)
{
    for (size_t i = 0; i < def->disks.n; i++)
        if (strcmp(def->disks.v[i]->dst, target_or_path) == 0)
            return def->disks.v[i];
    for (size_t i = 0; i < def->disks.n; i++)
        if (g_strcmp0(def->disks.v[i]->src.path, target_or_path) == 0)
            return def->disks.v[i];
    return NULL;
}

struct nic *domain_nic_by_mac(const struct domain_def *def, const uint8_t mac[6])
{
    for (size_t i = 0; i < def->nics.n; i++)
        if (def->nics.v[i]->mac.set && memcmp(def->nics.v[i]->mac.v, mac, 6) == 0)
            return def->nics.v[i];
    return NULL;
}

static bool mac_read(const char *text, uint8_t mac[6])
{
    for (int i = 0; i < 6; i++, text += 3) {
        int hi = g_ascii_xdigit_value(text[0]), lo = hi < 0 ? -1 : g_ascii_xdigit_value(text[1]);
        if (hi < 0 || lo < 0 || text[2] != (i == 5 ? '\0' : ':'))
            return false;
        mac[i] = (uint8_t) (hi << 4 | lo);
    }
    return true;
}

struct nic *domain_nic(const struct domain_def *def, const char *ifname_or_mac)
{
    uint8_t mac[6];

    if (mac_read(ifname_or_mac, mac))
        return domain_nic_by_mac(def, mac);
    for (size_t i = 0; i < def->nics.n; i++)
        if (g_strcmp0(def->nics.v[i]->ifname, ifname_or_mac) == 0)
            return def->nics.v[i];
    return NULL;
}

struct controller *domain_controller(const struct domain_def *def, unsigned type, uint32_t index)
{
    for (size_t i = 0; i < def->controllers.n; i++)
        if (def->controllers.v[i]->type == type && def->controllers.v[i]->index.v == index)
            return def->controllers.v[i];
    return NULL;
}

struct chardev *domain_chardev(const struct domain_def *def, const char *alias_or_name)
{
    const struct rec_list *lists[] = {(const struct rec_list *) &def->consoles, (const struct rec_list *) &def->serials,
                                      (const struct rec_list *) &def->parallels,
                                      (const struct rec_list *) &def->channels};

    for (size_t k = 0; k < LENGTH(lists); k++)
        for (size_t i = 0; i < lists[k]->n; i++) {
            struct chardev *c = lists[k]->v[i];
            if (g_strcmp0(c->info.alias.name, alias_or_name) == 0 || g_strcmp0(c->name, alias_or_name) == 0)
                return c;
        }
    return NULL;
}

bool domain_has_iothread(const struct domain_def *def, uint32_t id)
{
    if (def->iothreads.n == 0)
        return id >= 1 && id <= def->iothread_count.v;
    for (size_t i = 0; i < def->iothreads.n; i++)
        if (def->iothreads.v[i]->id == id)
            return true;
    return false;
}

unsigned domain_vcpus(const struct domain_def *def)
{
    return def->vcpus_current.set ? def->vcpus_current.v : def->vcpus_max;
}

/* ---- what kind of machine ---- */

bool domain_is_x86(const struct domain_def *def)
{
    return g_strcmp0(def->os.arch, "x86_64") == 0 || g_strcmp0(def->os.arch, "i686") == 0;
}

static bool machine_is(const struct domain_def *def, const char *alias, const char *prefix)
{
    const char *m = def->os.machine;

    return domain_is_x86(def) && m && (strcmp(m, alias) == 0 || g_str_has_prefix(m, prefix));
}

bool domain_is_q35(const struct domain_def *def)
{
    return machine_is(def, "q35", "pc-q35");
}

bool domain_is_i440fx(const struct domain_def *def)
{
    return !domain_is_q35(def) &&
           (machine_is(def, "pc", "pc-0.") || machine_is(def, "pc", "pc-1.") || machine_is(def, "pc", "pc-i440"));
}

bool console_is_serial(const struct domain_def *def, const struct chardev *console)
{
    return def->consoles.n > 0 && def->consoles.v[0] == console && def->serials.n > 0 &&
           console->target == CONSOLE_TARGET_SERIAL;
}
