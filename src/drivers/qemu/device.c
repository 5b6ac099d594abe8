/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* device.c: see device.h. One row per kind of device. */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/device.h"

#include <string.h>

#include "base/err.h"

#define KIND(element, type, rec, list, live)                                                \
    {                                                                                       \
        element, &rec, offsetof(struct domain_def, list), offsetof(struct type, info), live \
    }
static const struct device_kind kinds[] = {
    KIND("disk", disk, disk_rec, disks, true),
    KIND("interface", nic, nic_rec, nics, true),
    KIND("rng", rng, rng_rec, rngs, true),
    KIND("channel", chardev, channel_rec, channels, true),
    KIND("input", input, input_rec, inputs, true),
    KIND("hostdev", hostdev, hostdev_rec, hostdevs, true),
    KIND("redirdev", redirdev, redirdev_rec, redirdevs, true),
    KIND("controller", controller, controller_rec, controllers, true),
    KIND("serial", chardev, serial_rec, serials, false),
    KIND("parallel", chardev, parallel_rec, parallels, false),
    KIND("console", chardev, console_rec, consoles, false),
    KIND("sound", sound, sound_rec, sounds, false),
    KIND("hub", hub, hub_rec, hubs, false),
    KIND("filesystem", filesystem, filesystem_rec, filesystems, false),
    KIND("panic", panic, panic_rec, panics, false),
    KIND("tpm", tpm, tpm_rec, tpms, false),
};

static struct rec_list *list_of(const struct domain_def *def, const struct device_kind *kind)
{
    return (struct rec_list *) ((char *) def + kind->list);
}

struct device_info *device_info_of(const struct device_kind *kind, void *dev)
{
    return (struct device_info *) ((char *) dev + kind->info);
}

void *device_parse(const char *xml, const struct domain_facts *facts, const struct device_kind **ret_kind)
{
    xmlDoc *doc = rec_read_doc(xml, strlen(xml), NULL);
    if (!doc)
        return NULL;
    xmlNode *root = xmlDocGetRootElement(doc);
    void *dev = NULL;
    size_t i = 0;
    while (i < G_N_ELEMENTS(kinds) && strcmp((const char *) root->name, kinds[i].element) != 0)
        i++;
    if (i == G_N_ELEMENTS(kinds)) {
        err_set(VIR_FROM_DOMAIN, VIR_ERR_CONFIG_UNSUPPORTED, 0, __FILE__, __func__, __LINE__,
                "unknown device type '%s'", (const char *) root->name);
    } else {
        dev = rec_new(kinds[i].rec);
        if (rec_parse_node(kinds[i].rec, dev, root, REC_INACTIVE | REC_SECURE, (void *) facts, NULL) < 0) {
            rec_free(kinds[i].rec, dev);
            dev = NULL;
        }
        *ret_kind = &kinds[i];
    }
    xmlFreeDoc(doc);
    return dev;
}

static bool same_disk(const void *a, const void *b)
{
    return g_strcmp0(((const struct disk *) a)->dst, ((const struct disk *) b)->dst) == 0;
}

static bool same_nic(const void *a, const void *like)
{
    const struct nic *n = a, *l = like;
    if (l->mac.set)
        return n->mac.set && memcmp(n->mac.v, l->mac.v, sizeof(n->mac.v)) == 0;
    return n->type == l->type;
}

static bool same_controller(const void *a, const void *like)
{
    const struct controller *c = a, *l = like;
    return c->type == l->type && c->index.v == l->index.v;
}

/* By what identifies it, else by being equal as far as the guest can see.  */
static bool is_meant(const struct device_kind *kind, void *dev, const void *like)
{
    const struct device_info *want = device_info_of(kind, (void *) like), *have = device_info_of(kind, dev);
    if (want->alias.name)
        return g_strcmp0(want->alias.name, have->alias.name) == 0;
    if (kind->rec == &disk_rec)
        return same_disk(dev, like);
    if (kind->rec == &nic_rec)
        return same_nic(dev, like);
    if (kind->rec == &controller_rec)
        return same_controller(dev, like);
    g_autofree char *difference = rec_diff(kind->rec, dev, like, 0, LIVE | STATUS, NULL, NULL);
    return !difference || strstr(difference, "address");
}

void *device_find(const struct domain_def *def, const struct device_kind *kind, const void *like)
{
    const struct rec_list *l = list_of(def, kind);
    for (size_t i = 0; i < l->n; i++)
        if (is_meant(kind, l->v[i], like))
            return l->v[i];
    return NULL;
}

void *device_by_alias(const struct domain_def *def, const char *alias, const struct device_kind **ret_kind)
{
    for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
        const struct rec_list *l = list_of(def, &kinds[k]);
        for (size_t i = 0; i < l->n; i++)
            if (g_strcmp0(device_info_of(&kinds[k], l->v[i])->alias.name, alias) == 0) {
                *ret_kind = &kinds[k];
                return l->v[i];
            }
    }
    return NULL;
}

void device_add(struct domain_def *def, const struct device_kind *kind, void *dev)
{
    struct rec_list *l = list_of(def, kind);
    l->v = g_renew(void *, l->v, l->n + 1);
    l->v[l->n++] = dev;
}

bool device_remove(struct domain_def *def, const struct device_kind *kind, void *dev)
{
    struct rec_list *l = list_of(def, kind);
    for (size_t i = 0; i < l->n; i++) {
        if (l->v[i] != dev)
            continue;
        memmove(&l->v[i], &l->v[i + 1], (l->n - i - 1) * sizeof(l->v[0]));
        l->n--;
        rec_free(kind->rec, dev);
        return true;
    }
    return false;
}

int device_clash(const struct domain_def *def, const struct device_kind *kind, const void *dev)
{
    if (kind->rec == &disk_rec) {
        if (!((const struct disk *) dev)->dst || !device_find(def, kind, dev))
            return 0;
        err(VIR_ERR_OPERATION_FAILED, "target %s already exists", ((const struct disk *) dev)->dst);
        return -1;
    }
    if (kind->rec == &controller_rec && ((const struct controller *) dev)->index.set && device_find(def, kind, dev)) {
        err(VIR_ERR_OPERATION_INVALID, "Target already exists");
        return -1;
    }
    return 0;
}

char *device_name(const struct device_kind *kind, const void *dev)
{
    const struct device_info *info = device_info_of(kind, (void *) dev);
    if (kind->rec == &disk_rec)
        return g_strdup_printf("disk %s", ((const struct disk *) dev)->dst);
    return g_strdup_printf("%s %s", kind->element, info->alias.name ? info->alias.name : "");
}
