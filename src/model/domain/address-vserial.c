/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* address-vserial.c: ports of virtio-serial and slots of smartcard controllers.  */
#include "model/domain/fill.h"

#include "model/domain/idset.h"

struct ports { /* of one controller */
    uint32_t index;
    unsigned n; /* port 0 is for a console of old, the last below n */
    struct idset used;
};

static int by_index(const void *a, const void *b)
{
    const struct ports *x = a, *y = b;

    return x->index < y->index ? -1 : x->index > y->index;
}

static void ports_add(GArray *all, const struct controller *c)
{
    struct ports p = {.index = c->index.v, .n = c->ports.set ? MIN(c->ports.v, IDSET_MAX) : 31};

    g_array_append_val(all, p);
}

static void mark(GArray *all, const struct device_address *a)
{
    for (guint i = 0; a->type == ADDRESS_VIRTIO_SERIAL && i < all->len; i++) {
        struct ports *p = &g_array_index(all, struct ports, i);
        if (p->index == a->vserial.controller && a->vserial.port < IDSET_MAX)
            idset_add(&p->used, a->vserial.port);
    }
}

static GArray *ports_of(const struct domain_def *def)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(struct ports));

    for (size_t i = 0; i < def->controllers.n; i++)
        if (def->controllers.v[i]->type == CONTROLLER_VIRTIO_SERIAL)
            ports_add(all, def->controllers.v[i]);
    g_array_sort(all, by_index);
    for (size_t i = 0; i < def->channels.n; i++)
        mark(all, &def->channels.v[i]->info.address);
    for (size_t i = 0; i < def->consoles.n; i++)
        mark(all, &def->consoles.v[i]->info.address);
    return all;
}

/* The first free port of this controller.  */
static bool give(struct ports *p, struct device_address *a)
{
    for (unsigned port = 1; port < p->n; port++)
        if (!idset_has(&p->used, port)) {
            idset_add(&p->used, port);
            a->type = ADDRESS_VIRTIO_SERIAL;
            a->vserial = (struct vserial_address){p->index, 0, port};
            return true;
        }
    return false;
}

/* `from`: controllers before it are full.  */
static void give_any(struct domain_def *def, GArray *all, guint *from, struct device_address *a)
{
    uint32_t next = all->len ? g_array_index(all, struct ports, all->len - 1).index + 1 : 0;

    for (; *from < all->len; ++*from)
        if (give(&g_array_index(all, struct ports, *from), a))
            return;
    ports_add(all, controller_add(def, CONTROLLER_VIRTIO_SERIAL, next, CMODEL_NONE));
    give(&g_array_index(all, struct ports, *from), a);
}

int address_vserial(struct domain_def *def, const struct domain_facts *facts)
{
    g_autoptr(GArray) all = ports_of(def);
    guint from = 0;

    for (size_t i = 0; i < def->channels.n; i++) {
        struct chardev *c = def->channels.v[i];
        struct device_address *a = &c->info.address;
        if (c->target != CHANNEL_TARGET_VIRTIO)
            continue;
        if (a->type == ADDRESS_NONE)
            give_any(def, all, &from, a);
        for (guint k = 0; a->type == ADDRESS_VIRTIO_SERIAL && a->vserial.port == 0 && k < all->len; k++)
            if (g_array_index(all, struct ports, k).index == a->vserial.controller)
                give(&g_array_index(all, struct ports, k), a); /* named, but without a port */
    }
    return 0;
}

int address_ccid(struct domain_def *def, const struct domain_facts *facts)
{
    for (size_t i = 0; i < def->smartcards.n; i++) {
        struct device_address *a = &def->smartcards.v[i]->info.address;
        if (a->type != ADDRESS_NONE)
            continue;
        a->type = ADDRESS_CCID;
        a->ccid = (struct ccid_address){(uint32_t) i, 0};
    }
    return 0;
}
