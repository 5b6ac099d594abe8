/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* address-usb.c: ports of USB devices; hubs when there are not enough.  */
#include "model/domain/fill.h"

#include <stdlib.h>
#include <string.h>

#include "model/domain/table.h"

enum { HUBS_MAX = 256, DEPTH_MAX = 4 };

struct usb_hub { /* a controller's own ports (path "") or a hub's */
    uint32_t bus;
    char path[20];
    unsigned ports;
    uint64_t used;
};
struct usb_map {
    struct usb_hub v[HUBS_MAX];
    size_t n;
};

static unsigned controller_ports(const struct controller *c)
{
    if (c->ports.set)
        return MIN(c->ports.v, 15);
    switch (c->model) {
    case CMODEL_USB_PIIX3_UHCI:
    case CMODEL_USB_PIIX4_UHCI:
    case CMODEL_USB_VT82C686B_UHCI:
        return 2;
    case CMODEL_USB_PCI_OHCI:
        return 3;
    case CMODEL_USB_NEC_XHCI:
    case CMODEL_USB_QEMU_XHCI:
        return 4;
    case CMODEL_USB_QUSB1:
    case CMODEL_USB_QUSB2:
        return 8;
    case CMODEL_USB_EHCI:
    case CMODEL_USB_ICH9_EHCI1:
        return 6;
    default:
        return 0; /* companions: their ports are the master's */
    }
}

static void map_init(struct usb_map *m, const struct domain_def *def)
{
    m->n = 0;
    for (size_t i = 0; i < def->controllers.n && m->n < HUBS_MAX; i++) {
        const struct controller *c = def->controllers.v[i];
        if (c->type == CONTROLLER_USB && controller_ports(c))
            m->v[m->n++] = (struct usb_hub){.bus = c->index.v, .ports = controller_ports(c)};
    }
}

static struct usb_hub *hub_find(struct usb_map *m, uint32_t bus, const char *path, size_t len)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->v[i].bus == bus && strncmp(m->v[i].path, path, len) == 0 && !m->v[i].path[len])
            return &m->v[i];
    return NULL;
}

/* Splits "1.2.3" into the hub at "1.2" and port 3.  */
static struct usb_hub *hub_of(struct usb_map *m, const struct usb_address *a, unsigned *port)
{
    const char *dot = strrchr(a->port, '.');

    *port = (unsigned) atoi(dot ? dot + 1 : a->port);
    return hub_find(m, a->bus, a->port, dot ? (size_t) (dot - a->port) : 0);
}

static void hub_add(struct usb_map *m, const struct usb_address *a)
{
    struct usb_hub *h;
    size_t at = m->n; /* in the order of the paths: a hub, what hangs on it, the next hub */

    if (m->n == HUBS_MAX || strlen(a->port) >= sizeof(h->path))
        return;
    while (at > 0 &&
           (m->v[at - 1].bus > a->bus || (m->v[at - 1].bus == a->bus && strverscmp(m->v[at - 1].path, a->port) > 0)))
        at--;
    memmove(m->v + at + 1, m->v + at, (m->n++ - at) * sizeof(*m->v));
    h = &m->v[at];
    *h = (struct usb_hub){.bus = a->bus, .ports = 8};
    strcpy(h->path, a->port);
}

static int reserve(struct usb_map *m, const struct usb_address *a)
{
    unsigned port;
    struct usb_hub *h;

    if (!hub_find(m, a->bus, "", 0)) {
        err(VIR_ERR_XML_ERROR, "Missing USB bus %u", a->bus);
        return -1;
    }
    if (!(h = hub_of(m, a, &port))) {
        err(VIR_ERR_XML_ERROR, "Missing USB hub at bus %u port %s", a->bus, a->port);
        return -1;
    }
    if (port < 1 || port > h->ports) {
        err(VIR_ERR_XML_ERROR, "USB bus %u has no port %s: its ports are 1 to %u", a->bus, a->port, h->ports);
        return -1;
    }
    if (h->used >> port & 1) {
        err(VIR_ERR_XML_ERROR, "Duplicate USB address bus %u port %s", a->bus, a->port);
        return -1;
    }
    h->used |= UINT64_C(1) << port;
    return 0;
}

/* The first free port, of one bus or of any.  */
static bool find_free(struct usb_map *m, bool any, struct usb_address *a)
{
    const uint64_t last = any ? 255 : a->bus; /* wider than a bus's number, which may be the greatest */
    for (uint64_t bus = any ? 0 : a->bus; bus <= last; bus++)
        for (size_t i = 0; i < m->n; i++) {
            struct usb_hub *h = &m->v[i];
            if (h->bus != bus)
                continue;
            for (unsigned port = 1; port <= h->ports; port++)
                if (!(h->used >> port & 1)) {
                    h->used |= UINT64_C(1) << port;
                    a->bus = (uint32_t) bus;
                    a->port = *h->path ? g_strdup_printf("%s.%u", h->path, port) : g_strdup_printf("%u", port);
                    return true;
                }
        }
    return false;
}

/* ---- the devices ---- */

struct usb_walk {
    struct usb_map *map;
    bool given; /* first those that have a port, then those that need one */
    unsigned devices;
    int (*each)(struct usb_walk *w, struct device_info *info, bool hub);
};

static int each(struct usb_walk *w, bool usb, struct device_info *info, bool hub)
{
    return usb ? w->each(w, info, hub) : 0;
}

static int walk(struct domain_def *def, struct usb_walk *w)
{
    int r = 0;

#define EACH(list, is_usb, hub_)                       \
    for (size_t i = 0; r == 0 && i < def->list.n; i++) \
    r = each(w, is_usb, &def->list.v[i]->info, hub_)
    EACH(hubs, def->hubs.v[i]->type == HUB_USB, true);
    EACH(hostdevs, def->hostdevs.v[i]->type == HOSTDEV_USB && def->hostdevs.v[i]->mode == HOSTDEV_SUBSYSTEM, false);
    EACH(disks, def->disks.v[i]->bus == DISK_BUS_USB, false);
    EACH(controllers, def->controllers.v[i]->type == CONTROLLER_CCID, false);
    EACH(inputs, def->inputs.v[i]->bus == INPUT_BUS_USB, false);
    EACH(serials, def->serials.v[i]->target == SERIAL_TARGET_USB, false);
    EACH(sounds, def->sounds.v[i]->model == SOUND_USB, false);
    EACH(redirdevs, true, false);
#undef EACH
    return r;
}

static int count(struct usb_walk *w, struct device_info *info, bool hub)
{
    w->devices++;
    return 0;
}

static int place(struct usb_walk *w, struct device_info *info, bool hub)
{
    struct device_address *a = &info->address;
    bool has_port = a->type == ADDRESS_USB && a->usb.port;

    if (has_port != w->given || (a->type != ADDRESS_NONE && a->type != ADDRESS_USB))
        return 0;
    if (has_port) {
        if (reserve(w->map, &a->usb) < 0)
            return -1;
    } else if (!find_free(w->map, a->type == ADDRESS_NONE, &a->usb)) {
        if (a->type == ADDRESS_USB && !hub_find(w->map, a->usb.bus, "", 0))
            err(VIR_ERR_XML_ERROR, "Missing USB bus %u", a->usb.bus);
        else
            err(VIR_ERR_INTERNAL_ERROR, "No free USB ports");
        return -1;
    }
    a->type = ADDRESS_USB;
    if (hub)
        hub_add(w->map, &a->usb);
    return 0;
}

/* A hub takes a port and has eight.  */
static void hubs_add(struct domain_def *def, struct usb_map *m, unsigned devices)
{
    unsigned ports = 0;

    for (size_t i = 0; i < m->n; i++)
        ports += m->v[i].ports;
    ports += 8 * (unsigned) def->hubs.n;
    if (devices <= ports || ports == 0)
        return;
    for (unsigned n = (devices - ports) / 7 + 1; n > 0 && def->hubs.n < HUBS_MAX; n--) {
        struct hub *h = g_new0(struct hub, 1);
        h->type = HUB_USB;
        rec_list_append(&def->hubs, h);
    }
}

int address_usb(struct domain_def *def, const struct domain_facts *facts)
{
    struct usb_map *m;
    struct usb_walk w = {.each = count};
    int r;

    walk(def, &w);
    if (w.devices == 0)
        return 0;
    m = g_new(struct usb_map, 1);
    map_init(m, def);
    hubs_add(def, m, w.devices);
    w = (struct usb_walk){.map = m, .given = true, .each = place};
    r = m->n ? walk(def, &w) : 0;
    w.given = false;
    if (r == 0 && m->n)
        r = walk(def, &w);
    g_free(m);
    return r;
}
