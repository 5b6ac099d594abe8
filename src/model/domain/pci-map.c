/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pci-map.c: the places on PCI buses.  */
#include "model/domain/pci-map.h"

#include <string.h>

#define ERR_FROM VIR_FROM_DOMAIN
#include "base/err.h"
#include "model/domain/table.h"

/* ---- buses ---- */

static const struct {
    uint8_t first, last; /* slots */
    uint16_t takes;      /* bits of enum pci_want */
} bus_kinds[] = {
#define W(want) (1u << PCI_WANT_##want)
    [CMODEL_PCI_ROOT] = {1, 31, W(PCI) | W(BRIDGE) | W(PCI_EXPANDER)},
    [CMODEL_PCIE_ROOT] = {1, 31, W(ROOT_PORT) | W(DMI) | W(PCIE_EXPANDER) | W(INTEGRATED)},
    [CMODEL_PCI_BRIDGE] = {1, 31, W(PCI) | W(BRIDGE)},
    [CMODEL_DMI_TO_PCI_BRIDGE] = {0, 31, W(BRIDGE)},
    [CMODEL_PCIE_TO_PCI_BRIDGE] = {1, 31, W(PCI) | W(BRIDGE)},
    [CMODEL_PCIE_ROOT_PORT] = {0, 0, W(PCIE) | W(UPSTREAM)},
    [CMODEL_PCIE_SWITCH_UPSTREAM_PORT] = {0, 31, W(DOWNSTREAM)},
    [CMODEL_PCIE_SWITCH_DOWNSTREAM_PORT] = {0, 0, W(PCIE) | W(UPSTREAM)},
    [CMODEL_PCI_EXPANDER_BUS] = {0, 31, W(BRIDGE)},
    [CMODEL_PCIE_EXPANDER_BUS] = {0, 31, W(ROOT_PORT) | W(UPSTREAM) | W(DMI)},
#undef W
};

static int bus_set(struct pci_map *m, uint32_t index, unsigned model)
{
    if (index >= PCI_BUSES) {
        err(VIR_ERR_CONFIG_UNSUPPORTED, "PCI controller index %u too high, maximum is 255", index);
        return -1;
    }
    m->bus[index].model = model;
    m->n = MAX(m->n, index + 1);
    return 0;
}

/* A new bus at the end.  */
static int bus_add(struct pci_map *m, unsigned model)
{
    return bus_set(m, m->n, model);
}

/* ---- what the document gives ---- */

/* A bus that is named but not there: the one that the device itself is on, or one on the way to it.  */
static unsigned bus_for(const struct pci_map *m, bool own, const char *kind, const void *dev)
{
    if (!m->q35)
        return CMODEL_PCI_BRIDGE;
    return own && pci_want_of(kind, dev) == PCI_WANT_PCI ? CMODEL_PCIE_TO_PCI_BRIDGE : CMODEL_PCIE_ROOT_PORT;
}

static int reserve(struct domain_def *def, const char *kind, void *dev, struct device_info *info, void *arg)
{
    struct pci_map *m = arg;
    const struct pci_address *a = &info->address.pci;

    if (info->address.type != ADDRESS_PCI || device_address_is_empty(&info->address) || strcmp(kind, "console") == 0)
        return 0; /* a console repeats the address of its serial line */
    if (a->bus == 0 && a->slot == 0 && a->domain == 0)
        return 0; /* the host bridge is there: as good as no address */
    if (a->domain != 0) {
        err(VIR_ERR_XML_ERROR, "Invalid PCI address %04x:%02x:%02x.%x. Only PCI domain 0 is available", a->domain,
            a->bus, a->slot, a->function);
        return -1;
    }
    while (m->n <= a->bus)
        if (bus_add(m, bus_for(m, m->n == a->bus, kind, dev)) < 0)
            return -1;
    if (!m->bus[a->bus].model)
        m->bus[a->bus].model = bus_for(m, true, kind, dev);
    if (a->slot > bus_kinds[m->bus[a->bus].model].last) {
        err(VIR_ERR_XML_ERROR, "Invalid PCI address %04x:%02x:%02x.%x. slot must be <= %u", a->domain, a->bus, a->slot,
            a->function, bus_kinds[m->bus[a->bus].model].last);
        return -1;
    }
    if (a->slot < bus_kinds[m->bus[a->bus].model].first) {
        err(VIR_ERR_XML_ERROR, "Invalid PCI address %04x:%02x:%02x.%x. slot must be >= %u", a->domain, a->bus, a->slot,
            a->function, bus_kinds[m->bus[a->bus].model].first);
        return -1;
    }
    if (m->bus[a->bus].used[a->slot] >> a->function & 1) {
        err(VIR_ERR_XML_ERROR, "Attempted double use of PCI Address %04x:%02x:%02x.%x", a->domain, a->bus, a->slot,
            a->function);
        return -1;
    }
    m->bus[a->bus].used[a->slot] |= (uint8_t) (1u << a->function);
    return 0;
}

static bool take(struct pci_map *m, unsigned want);
static int port_add(struct pci_map *m);

/* Bridges that an address called for will need a port themselves.  */
static int bridges_plug(struct pci_map *m)
{
    for (unsigned i = 0, n = m->n; m->dry && i < n; i++)
        if (m->bus[i].model == CMODEL_PCIE_TO_PCI_BRIDGE && !domain_controller(m->def, CONTROLLER_PCI, i) &&
            !take(m, PCI_WANT_PCIE) && (port_add(m) < 0 || !take(m, PCI_WANT_PCIE)))
            return -1;
    return 0;
}

/* What the chip set itself occupies.  */
static void chipset(struct pci_map *m)
{
    if (m->q35)
        m->bus[0].used[0x1f] |= 1 << 0 | 1 << 3;
    else
        m->bus[0].used[1] |= 1 << 0 | 1 << 3;
}

int pci_map_init(struct pci_map *m, struct domain_def *def, bool dry)
{
    memset(m, 0, sizeof(*m));
    m->def = def;
    m->dry = dry;
    m->q35 = domain_is_q35(def);
    if (dry)
        m->places = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    for (size_t i = 0; i < def->controllers.n; i++) {
        const struct controller *c = def->controllers.v[i];
        if (c->type == CONTROLLER_PCI && c->model < LENGTH(bus_kinds) && bus_set(m, c->index.v, c->model) < 0)
            return -1;
    }
    for (unsigned i = 0; i < m->n; i++) /* numbers that the user left out */
        if (!m->bus[i].model)
            m->bus[i].model = m->q35 ? CMODEL_PCIE_ROOT_PORT : CMODEL_PCI_BRIDGE;
    chipset(m);
    return domain_each_device(def, reserve, m) < 0 || bridges_plug(m) < 0 ? -1 : 0;
}

void pci_map_done(struct pci_map *m)
{
    g_clear_pointer(&m->places, g_hash_table_destroy);
}

/* ---- devices ---- */

bool pci_map_open(const struct pci_map *m, const struct device_info *info)
{
    const struct device_address *a = &info->address;

    if (a->type == ADDRESS_PCI && a->pci.domain == 0 && a->pci.bus == 0 && a->pci.slot == 0)
        return !m->places || !g_hash_table_contains(m->places, info);
    return a->type == ADDRESS_NONE && (!m->places || !g_hash_table_contains(m->places, info));
}

bool pci_map_place_of(const struct pci_map *m, const struct device_info *info, struct pci_address *ret)
{
    const struct pci_address *p = m->places ? g_hash_table_lookup(m->places, info) : NULL;

    if (!p && !device_address_is_empty(&info->address) && info->address.type == ADDRESS_PCI)
        p = &info->address.pci;
    if (p)
        *ret = *p;
    return p != NULL;
}

void pci_map_give(struct pci_map *m, struct device_info *info, const struct pci_address *at)
{
    m->bus[at->bus].used[at->slot] |= (uint8_t) (1u << at->function);
    if (m->dry) {
        g_hash_table_insert(m->places, info, g_memdup2(at, sizeof(*at)));
        return;
    }
    info->address.type = ADDRESS_PCI;
    info->address.pci = *at;
}

bool pci_map_is_free(const struct pci_map *m, const struct pci_address *at)
{
    return m->bus[at->bus].model && !(m->bus[at->bus].used[at->slot] >> at->function & 1);
}

uint8_t pci_map_functions(const struct pci_map *m, uint32_t bus, uint32_t slot)
{
    return m->bus[bus].used[slot];
}

/* ---- finding a place ---- */

static bool free_on(struct pci_map *m, unsigned bus, struct pci_address *ret)
{
    struct pci_bus *b = &m->bus[bus];
    uint32_t first = bus_kinds[b->model].first;

    if (bus == 0 && !m->q35)
        first = 2; /* 1 is the south bridge's */
    for (uint32_t slot = first; slot <= bus_kinds[b->model].last; slot++)
        if (!b->used[slot]) {
            *ret = (struct pci_address){.bus = bus, .slot = slot};
            return true;
        }
    return false;
}

/* Root ports share slots, eight to each.  */
static bool free_function_on(struct pci_map *m, unsigned bus, struct pci_address *ret)
{
    struct pci_bus *b = &m->bus[bus];

    for (uint32_t slot = 0; slot < PCI_SLOTS; slot++)
        for (uint32_t f = 0; b->packed >> slot & 1 && f < 8; f++)
            if (!(b->used[slot] >> f & 1)) {
                *ret = (struct pci_address){.bus = bus, .slot = slot, .function = f};
                return true;
            }
    if (!free_on(m, bus, ret))
        return false;
    b->packed |= 1u << ret->slot;
    return true;
}

static bool find(struct pci_map *m, unsigned want, struct pci_address *ret)
{
    for (unsigned i = 0; i < m->n; i++) {
        if (!(bus_kinds[m->bus[i].model].takes >> want & 1))
            continue;
        if (want == PCI_WANT_ROOT_PORT ? free_function_on(m, i, ret) : free_on(m, i, ret))
            return true;
    }
    return false;
}

static bool take(struct pci_map *m, unsigned want)
{
    struct pci_address at;

    if (!find(m, want, &at))
        return false;
    m->bus[at.bus].used[at.slot] |= (uint8_t) (1u << at.function);
    return true;
}

/* Adds a root port; its own place on the root complex is taken too.  */
static int port_add(struct pci_map *m)
{
    if (!take(m, PCI_WANT_ROOT_PORT)) {
        err(VIR_ERR_INTERNAL_ERROR,
            "a PCI slot is needed to connect a PCI controller model='pcie-root-port', but none is available, "
            "and it cannot be automatically added");
        return -1;
    }
    return bus_add(m, CMODEL_PCIE_ROOT_PORT);
}

static bool has_bus(const struct pci_map *m, unsigned model)
{
    for (unsigned i = 0; i < m->n; i++)
        if (m->bus[i].model == model)
            return true;
    return false;
}

/* A bus with a place for conventional devices.  */
static int bridge_add(struct pci_map *m)
{
    if (!m->q35)
        return bus_add(m, CMODEL_PCI_BRIDGE);
    if (take(m, PCI_WANT_BRIDGE))
        return bus_add(m, CMODEL_PCI_BRIDGE);
    if (has_bus(m, CMODEL_PCIE_TO_PCI_BRIDGE) && !has_bus(m, CMODEL_DMI_TO_PCI_BRIDGE))
        return bus_add(m, CMODEL_PCI_BRIDGE);
    if (port_add(m) < 0) /* always one of its own, even when another is free */
        return -1;
    m->bus[m->n - 1].used[0] = 1;
    return bus_add(m, CMODEL_PCIE_TO_PCI_BRIDGE);
}

static int grow(struct pci_map *m, unsigned want)
{
    switch (want) {
    case PCI_WANT_PCIE:
    case PCI_WANT_UPSTREAM:
        return port_add(m);
    case PCI_WANT_PCI:
    case PCI_WANT_BRIDGE:
        return bridge_add(m);
    case PCI_WANT_IMPOSSIBLE:
        err(VIR_ERR_INTERNAL_ERROR, "Cannot automatically add a new PCI bus for a device with connect flags 00");
        return -1;
    default:
        err(VIR_ERR_INTERNAL_ERROR, "a PCI slot is needed to connect a PCI controller, but none is available, "
                                    "and it cannot be automatically added");
        return -1;
    }
}

int pci_map_find(struct pci_map *m, unsigned want, struct pci_address *ret)
{
    if (want != PCI_WANT_IMPOSSIBLE && find(m, want, ret))
        return 0;
    if (!m->dry) {
        err(VIR_ERR_INTERNAL_ERROR, "No more available PCI slots");
        return -1;
    }
    if (grow(m, want) < 0)
        return -1;
    return find(m, want, ret) ? 0 : -1;
}

void pci_map_multifunction(const struct pci_map *m, struct device_info *info)
{
    struct pci_address *a = &info->address.pci;

    if (info->address.type == ADDRESS_PCI && a->function == 0 && !a->multifunction && a->bus < PCI_BUSES &&
        m->bus[a->bus].packed >> a->slot & 1 && m->bus[a->bus].used[a->slot] & 0xfe)
        a->multifunction = TRI_YES;
}
