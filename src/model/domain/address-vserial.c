/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* address-vserial.c: ports of virtio-serial and slots of smartcard controllers.  */
#include "model/domain/fill.h"

static uint32_t ports_of(const struct controller *c)
{
    return c->ports.set ? c->ports.v : 31; /* port 0 is for a console of old */
}

static bool port_used(const struct domain_def *def, uint32_t controller, uint32_t port)
{
    for (size_t i = 0; i < def->channels.n; i++) {
        const struct device_address *a = &def->channels.v[i]->info.address;
        if (a->type == ADDRESS_VIRTIO_SERIAL && a->vserial.controller == controller && a->vserial.port == port)
            return true;
    }
    for (size_t i = 0; i < def->consoles.n; i++) {
        const struct device_address *a = &def->consoles.v[i]->info.address;
        if (a->type == ADDRESS_VIRTIO_SERIAL && a->vserial.controller == controller && a->vserial.port == port)
            return true;
    }
    return false;
}

static bool port_free_on(const struct domain_def *def, const struct controller *c, struct vserial_address *a)
{
    for (uint32_t port = 1; port < ports_of(c); port++)
        if (!port_used(def, c->index.v, port)) {
            *a = (struct vserial_address){c->index.v, 0, port};
            return true;
        }
    return false;
}

/* A port without number on a controller that the document names.  */
static bool on_given(const struct domain_def *def, struct device_address *a)
{
    const struct controller *c = domain_controller(def, CONTROLLER_VIRTIO_SERIAL, a->vserial.controller);

    return c && port_free_on(def, c, &a->vserial);
}

static struct controller *next_controller(const struct domain_def *def, int64_t after)
{
    struct controller *next = NULL;

    for (size_t i = 0; i < def->controllers.n; i++) {
        struct controller *c = def->controllers.v[i];
        if (c->type == CONTROLLER_VIRTIO_SERIAL && c->index.v > after && (!next || c->index.v < next->index.v))
            next = c;
    }
    return next;
}

static void on_any(struct domain_def *def, struct device_address *a)
{
    int64_t last = -1;
    const struct controller *c;

    a->type = ADDRESS_VIRTIO_SERIAL;
    for (; (c = next_controller(def, last)); last = c->index.v)
        if (port_free_on(def, c, &a->vserial))
            return;
    port_free_on(def, controller_add(def, CONTROLLER_VIRTIO_SERIAL, (uint32_t) (last + 1), CMODEL_NONE), &a->vserial);
}

int address_vserial(struct domain_def *def, const struct domain_facts *facts)
{
    for (size_t i = 0; i < def->channels.n; i++) {
        struct chardev *c = def->channels.v[i];
        struct device_address *a = &c->info.address;
        if (c->target != CHANNEL_TARGET_VIRTIO)
            continue;
        if (a->type == ADDRESS_VIRTIO_SERIAL && a->vserial.port == 0)
            on_given(def, a);
        else if (a->type == ADDRESS_NONE)
            on_any(def, a);
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
