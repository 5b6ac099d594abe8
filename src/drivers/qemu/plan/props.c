/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * props.c: the engine that reads the property tables, and the rows that all devices share: id, place in the
 * guest, boot index, option ROM, virtio transport options.
 */
#define ERR_FROM VIR_FROM_QEMU
#include <string.h>

#include "drivers/qemu/plan/build.h"

static const void *prop_member(const struct prop *p, const void *object)
{
    if (p->aside)
        object = ASIDE(*(char *const *) (const void *) ((const char *) object + p->aside - 1));
    return (const char *) object + p->off;
}

static json_t *prop_value(struct build *b, const struct prop *p, const void *object)
{
    const void *m = prop_member(p, object);
    unsigned tri;

    switch (p->kind) {
    case P_STR:
        return *(char *const *) m ? json_string(*(char *const *) m) : NULL;
    case P_UINT:
        return json_integer(*(const uint32_t *) m);
    case P_OPT32:
        return ((const struct opt_u32 *) m)->set ? json_integer(((const struct opt_u32 *) m)->v) : NULL;
    case P_TRI:
    case P_ONOFF:
        tri = *(const unsigned *) m;
        if (!tri)
            return NULL;
        return p->kind == P_TRI ? json_boolean(tri == TRI_YES) : json_string(tri == TRI_YES ? "on" : "off");
    case P_TRUE:
        return *(const bool *) m ? json_true() : NULL;
    case P_NAME: {
        const char *word = names_word(p->names, *(const unsigned *) m);

        return word ? json_string(word) : NULL;
    }
    case P_FROM:
        return p->from(b, object);
    default:
        return NULL;
    }
}

void props_fill(struct build *b, const struct prop *table, const void *object, json_t *out)
{
    for (const struct prop *p = table; p && p->kind; p++) {
        json_t *value;

        if (p->cap && b->env->caps && !caps_has(b->env->caps, p->cap))
            continue;
        if (p->kind == P_ROWS) {
            props_fill(b, p->rows, prop_member(p, object), out);
            continue;
        }
        if (p->kind == P_EMIT) {
            p->emit(b, prop_member(p, object), out);
            continue;
        }
        value = prop_value(b, p, object);
        if (value)
            json_object_set_new(out, p->name, value);
    }
}

const struct devmodel *devmodel_find(const struct devmodel *table, unsigned bus, unsigned model, unsigned address)
{
    for (const struct devmodel *m = table; m->driver; m++)
        if ((!m->bus || m->bus == bus) && (!m->model || m->model == model) && (!m->address || m->address == address))
            return m;
    return NULL;
}

struct planned *plan_device_add(struct build *b, const char *driver, const struct prop *props, const void *object)
{
    json_t *out = json_pack("{s:s}", "driver", driver);

    props_fill(b, props, object, out);
    return b->failed ? json_decref(out), NULL : plan_add(b, OP_DEVICE, out);
}

struct planned *plan_model_add(struct build *b, const char *what, const struct devmodel *table, unsigned bus,
                               unsigned model, unsigned address, const void *object)
{
    const struct devmodel *m = devmodel_find(table, bus, model, address);

    if (!m) {
        plan_refuse(b, "%s with address type '%s' is not supported by QEMU", what,
                    names_word(&address_type_names, address) ? names_word(&address_type_names, address) : "none");
        return NULL;
    }
    if (m->cap && b->env->caps && !caps_has(b->env->caps, m->cap)) {
        plan_refuse(b, "%s device '%s' is not supported by this QEMU binary", what, m->driver);
        return NULL;
    }
    return plan_device_add(b, m->driver, m->props, object);
}

const char *device_alias(const struct device_info *info)
{
    return info->alias.name ? info->alias.name : "";
}

/* A guest that sees only QEMU's defaults knows these by fixed names, whatever the document calls them.  */
static const char *builtin_id(const struct build *b, unsigned type, uint32_t index)
{
    if (index != 0)
        return NULL;
    if (type == CONTROLLER_PCI)
        return domain_is_q35(b->def) ? "pcie.0" : "pci.0";
    if (type == CONTROLLER_IDE)
        return "ide";
    if (type == CONTROLLER_SATA && domain_is_q35(b->def))
        return "ide";
    return NULL;
}

char *controller_id(struct build *b, unsigned type, uint32_t index)
{
    const char *fixed = builtin_id(b, type, index);
    const struct controller *c = domain_controller(b->def, type, index);

    if (fixed)
        return g_strdup(fixed);
    if (c && c->info.alias.name)
        return g_strdup(c->info.alias.name);
    b->failed = true;
    err(VIR_ERR_INTERNAL_ERROR, "Could not find %s controller with index %u", names_word(&controller_type_names, type),
        index);
    return NULL;
}

char *pci_bus_name(struct build *b, uint32_t bus)
{
    return controller_id(b, CONTROLLER_PCI, bus);
}

static void pci_place(struct build *b, const struct pci_address *a, json_t *out)
{
    g_autofree char *bus = pci_bus_name(b, a->bus);
    char addr[32];

    if (!bus)
        return;
    if (a->function)
        g_snprintf(addr, sizeof(addr), "0x%x.0x%x", a->slot, a->function);
    else
        g_snprintf(addr, sizeof(addr), "0x%x", a->slot);
    json_object_set_new(out, "bus", json_string(bus));
    if (a->multifunction)
        json_object_set_new(out, "multifunction", json_boolean(a->multifunction == TRI_YES));
    json_object_set_new(out, "addr", json_string(addr));
}

static void usb_place(struct build *b, const struct usb_address *a, json_t *out)
{
    g_autofree char *id = controller_id(b, CONTROLLER_USB, a->bus);
    g_autofree char *bus = id ? g_strdup_printf("%s.0", id) : NULL;

    if (!bus)
        return;
    json_object_set_new(out, "bus", json_string(bus));
    if (a->port)
        json_object_set_new(out, "port", json_string(a->port));
}

static void isa_place(const struct isa_address *a, json_t *out)
{
    if (a->iobase.set)
        json_object_set_new(out, "iobase", json_integer(a->iobase.v));
    if (a->irq.set)
        json_object_set_new(out, "irq", json_integer(a->irq.v));
}

void place_emit(struct build *b, const void *info_, json_t *out)
{
    const struct device_info *info = info_;

    switch (info->address.type) {
    case ADDRESS_PCI:
        pci_place(b, &info->address.pci, out);
        break;
    case ADDRESS_USB:
        usb_place(b, &info->address.usb, out);
        break;
    case ADDRESS_ISA:
        isa_place(&info->address.isa, out);
        break;
    case ADDRESS_SPAPR_VIO:
        if (info->address.spaprvio.reg.set)
            json_object_set_new(out, "reg", json_integer((json_int_t) info->address.spaprvio.reg.v));
        break;
    case ADDRESS_CCW: {
        char devno[32];

        g_snprintf(devno, sizeof(devno), "%x.%x.%04x", info->address.ccw.cssid.v, info->address.ccw.ssid.v,
                   info->address.ccw.devno.v);
        json_object_set_new(out, "devno", json_string(devno));
        break;
    }
    default:
        break;
    }
}

/* What only PCI devices with an option ROM take.  */
static void rom_emit(struct build *b, const void *info_, json_t *out)
{
    const struct device_more *info = ASIDE(((const struct device_info *) info_)->more);

    if (info->acpi_index.set)
        json_object_set_new(out, "acpi-index", json_integer(info->acpi_index.v));
    if (info->rom_bar)
        json_object_set_new(out, "rombar", json_integer(info->rom_bar == TRI_YES));
    if (info->rom_enabled == TRI_NO)
        json_object_set_new(out, "romfile", json_string(""));
    else if (info->rom_file)
        json_object_set_new(out, "romfile", json_string(info->rom_file));
}

static void id_emit(struct build *b, const void *info, json_t *out)
{
    json_object_set_new(out, "id", json_string(device_alias(info)));
}

const struct prop virtio_props[] = {
    PROP(struct virtio_options, TRI, "iommu_platform", iommu),
    PROP(struct virtio_options, TRI, "ats", ats),
    PROP(struct virtio_options, TRI, "packed", packed),
    PROP(struct virtio_options, TRI, "page-per-vq", page_per_vq),
    {0},
};
const struct prop id_props[] = {{.kind = P_EMIT, .emit = id_emit}, {0}};
const struct prop place_props[] = {
    {.kind = P_EMIT, .emit = place_emit},
    {.kind = P_EMIT, .emit = rom_emit},
    {0},
};
