/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * address-pci.c: PCI addresses for the pc and q35 machines. Two passes over the same steps: a dry one, that
 * adds a bridge or port whenever a device finds no place, and one that places the devices on what the list of
 * controllers then holds. Addresses that the document gives are taken first.
 */
#include "model/domain/fill.h"

#include <string.h>

#include "model/domain/pci-map.h"
#include "model/domain/table.h"

/* ---- what a device wants ---- */

static unsigned nic_want(const struct nic *n)
{
    static const char *const plain[] = {"rtl8139", "e1000", "vmxnet3", "virtio-transitional"};

    if (g_strcmp0(n->model, "usb-net") == 0)
        return PCI_WANT_IMPOSSIBLE;
    for (size_t i = 0; i < LENGTH(plain); i++)
        if (g_strcmp0(n->model, plain[i]) == 0)
            return PCI_WANT_PCI;
    return PCI_WANT_PCIE;
}

static unsigned virtio_want(unsigned model)
{
    return model == VIRTIO_MODEL_TRANSITIONAL ? PCI_WANT_PCI : PCI_WANT_PCIE;
}

static unsigned controller_want(const struct controller *c)
{
    static const unsigned pci_wants[] = {
        [CMODEL_PCI_BRIDGE] = PCI_WANT_BRIDGE,
        [CMODEL_DMI_TO_PCI_BRIDGE] = PCI_WANT_DMI,
        [CMODEL_PCIE_TO_PCI_BRIDGE] = PCI_WANT_PCIE,
        [CMODEL_PCIE_ROOT_PORT] = PCI_WANT_ROOT_PORT,
        [CMODEL_PCIE_SWITCH_UPSTREAM_PORT] = PCI_WANT_UPSTREAM,
        [CMODEL_PCIE_SWITCH_DOWNSTREAM_PORT] = PCI_WANT_DOWNSTREAM,
        [CMODEL_PCI_EXPANDER_BUS] = PCI_WANT_PCI_EXPANDER,
        [CMODEL_PCIE_EXPANDER_BUS] = PCI_WANT_PCIE_EXPANDER,
    };

    switch (c->type) {
    case CONTROLLER_PCI:
        return c->model < LENGTH(pci_wants) ? pci_wants[c->model] : PCI_WANT_NOTHING;
    case CONTROLLER_SATA:
    case CONTROLLER_IDE:
        return PCI_WANT_PCI;
    case CONTROLLER_SCSI:
        if (c->model == CMODEL_SCSI_IBMVSCSI)
            return PCI_WANT_NOTHING;
        return c->model == CMODEL_SCSI_VIRTIO || c->model == CMODEL_VIRTIO_NON_TRANSITIONAL ? PCI_WANT_PCIE
                                                                                            : PCI_WANT_PCI;
    case CONTROLLER_VIRTIO_SERIAL:
        return c->model == CMODEL_VIRTIO_TRANSITIONAL ? PCI_WANT_PCI : PCI_WANT_PCIE;
    case CONTROLLER_USB:
        if (c->model == CMODEL_USB_NONE)
            return PCI_WANT_NOTHING;
        return c->model == CMODEL_USB_NEC_XHCI || c->model == CMODEL_USB_QEMU_XHCI ? PCI_WANT_PCIE : PCI_WANT_PCI;
    default:
        return PCI_WANT_NOTHING;
    }
}

static unsigned sound_want(const struct sound *s)
{
    switch (s->model) {
    case SOUND_PCSPK:
    case SOUND_SB16:
    case SOUND_USB:
        return PCI_WANT_NOTHING;
    default:
        return PCI_WANT_PCI;
    }
}

static unsigned video_want(const struct video *v)
{
    switch (v->type) {
    case VIDEO_NONE:
    case VIDEO_RAMFB:
        return PCI_WANT_NOTHING;
    case VIDEO_VIRTIO:
        return PCI_WANT_PCIE;
    default:
        return PCI_WANT_PCI;
    }
}

static unsigned hostdev_want(const struct hostdev *h)
{
    if (h->mode != HOSTDEV_SUBSYSTEM)
        return PCI_WANT_NOTHING;
    if (h->type == HOSTDEV_SCSI_HOST)
        return h->model == HOSTDEV_VIRTIO_TRANSITIONAL ? PCI_WANT_PCI : PCI_WANT_PCIE;
    return h->type == HOSTDEV_PCI || (h->type == HOSTDEV_MDEV && h->model == HOSTDEV_VFIO_PCI) ? PCI_WANT_PCIE
                                                                                               : PCI_WANT_NOTHING;
}

static unsigned input_want(const struct input *in)
{
    return in->bus == INPUT_BUS_VIRTIO ? virtio_want(in->model) : PCI_WANT_NOTHING;
}

static unsigned balloon_want(const struct memballoon *b)
{
    if (b->model == BALLOON_NONE || b->model == BALLOON_XEN)
        return PCI_WANT_NOTHING;
    return b->model == BALLOON_VIRTIO_TRANSITIONAL ? PCI_WANT_PCI : PCI_WANT_PCIE;
}

unsigned pci_want_of(const char *kind, const void *dev)
{
    const struct disk *d = dev;
    const struct rng *r = dev;

    if (strcmp(kind, "disk") == 0)
        return virtio_want(d->model);
    if (strcmp(kind, "interface") == 0)
        return nic_want(dev);
    if (strcmp(kind, "controller") == 0)
        return controller_want(dev);
    if (strcmp(kind, "sound") == 0)
        return sound_want(dev);
    if (strcmp(kind, "rng") == 0)
        return virtio_want(r->model);
    if (strcmp(kind, "video") == 0)
        return video_want(dev);
    return strcmp(kind, "watchdog") == 0 || strcmp(kind, "shmem") == 0 ? PCI_WANT_PCI : PCI_WANT_PCIE;
}

/* ---- placing one ---- */

/* -1 with the error set, or 0: placed now, before, or in no need of it.  */
static int place(struct pci_map *m, struct device_info *info, unsigned want)
{
    struct pci_address at = {0};

    if (want == PCI_WANT_NOTHING || !pci_map_open(m, info))
        return 0;
    if (!m->q35 && (want == PCI_WANT_PCIE))
        want = PCI_WANT_PCI;
    if (pci_map_find(m, want, &at) < 0)
        return -1;
    pci_map_give(m, info, &at);
    return 0;
}

/* At one certain place, when nobody took it.  */
static void place_at(struct pci_map *m, struct device_info *info, uint32_t slot, uint32_t function, bool multi)
{
    struct pci_address at = {.slot = slot, .function = function, .multifunction = multi ? TRI_YES : TRI_ABSENT};

    if (pci_map_open(m, info) && pci_map_is_free(m, &at))
        pci_map_give(m, info, &at);
}

/* ---- step 1: devices with places of their own ---- */

static const struct {
    unsigned model;
    uint32_t function;
} ich9_functions[] = {
    {CMODEL_USB_ICH9_EHCI1, 7},
    {CMODEL_USB_ICH9_UHCI1, 0},
    {CMODEL_USB_ICH9_UHCI2, 1},
    {CMODEL_USB_ICH9_UHCI3, 2},
};

static uint32_t ich9_function(unsigned model)
{
    for (size_t i = 0; i < LENGTH(ich9_functions); i++)
        if (ich9_functions[i].model == model)
            return ich9_functions[i].function;
    return 0;
}

/* The south bridge's functions cannot be moved.  */
static int fixed_check(struct pci_map *m, const struct device_info *info, const char *what, uint32_t function)
{
    const struct pci_address *a = &info->address.pci, at = {.slot = 1, .function = function};

    if (pci_map_open(m, info) && !pci_map_is_free(m, &at)) {
        err(VIR_ERR_XML_ERROR, "Attempted double use of PCI Address 0000:00:01.%u", function);
        return -1;
    }

    if (info->address.type != ADDRESS_PCI || device_address_is_empty(&info->address) ||
        (!a->domain && !a->bus && a->slot == 1 && a->function == function))
        return 0;
    err(VIR_ERR_INTERNAL_ERROR, "%s must have PCI address 0:0:1.%u", what, function);
    return -1;
}

static int fixed_pc(struct pci_map *m, struct domain_def *def)
{
    struct controller *ide = domain_controller(def, CONTROLLER_IDE, 0),
                      *usb = domain_controller(def, CONTROLLER_USB, 0);

    if (ide && fixed_check(m, &ide->info, "Primary IDE controller", 1) < 0)
        return -1;
    if (usb && usb->model == CMODEL_USB_PIIX3_UHCI &&
        fixed_check(m, &usb->info, "PIIX3 USB controller at index 0", 2) < 0)
        return -1;
    if (ide)
        place_at(m, &ide->info, 1, 1, false);
    if (usb && usb->model == CMODEL_USB_PIIX3_UHCI)
        place_at(m, &usb->info, 1, 2, false);
    return 0;
}

/* The whole set of an index in one of the two slots that the chip set has for it.  */
static void fixed_ich9(struct pci_map *m, struct domain_def *def, uint32_t index)
{
    struct controller *set[LENGTH(ich9_functions)] = {NULL};
    static const uint32_t slots[] = {0x1d, 0x1a};
    size_t n = 0;

    for (size_t i = 0; i < def->controllers.n; i++) {
        struct controller *c = def->controllers.v[i];
        for (size_t k = 0; k < LENGTH(ich9_functions); k++)
            if (c->type == CONTROLLER_USB && c->index.v == index && c->model == ich9_functions[k].model &&
                pci_map_open(m, &c->info) && !set[k]) {
                set[k] = c;
                n++;
            }
    }
    for (size_t s = 0; n == LENGTH(set) && s < LENGTH(slots); s++) {
        if (pci_map_functions(m, 0, slots[s]))
            continue;
        for (size_t k = 0; k < LENGTH(set); k++)
            place_at(m, &set[k]->info, slots[s], ich9_functions[k].function, ich9_functions[k].function == 0);
        return;
    }
}

static void fixed_q35(struct pci_map *m, struct domain_def *def)
{
    struct controller *sata = domain_controller(def, CONTROLLER_SATA, 0);

    if (sata)
        place_at(m, &sata->info, 0x1f, 2, false);
    for (size_t i = 0; i < def->controllers.n; i++) {
        struct controller *c = def->controllers.v[i];
        if (c->type == CONTROLLER_USB && c->model == CMODEL_USB_ICH9_EHCI1)
            fixed_ich9(m, def, c->index.v);
        else if (c->type == CONTROLLER_PCI && c->model == CMODEL_DMI_TO_PCI_BRIDGE)
            place_at(m, &c->info, 0x1e, 0, false);
    }
    for (size_t i = 0; i < def->sounds.n; i++)
        if (def->sounds.v[i]->model == SOUND_ICH9) {
            place_at(m, &def->sounds.v[i]->info, 0x1b, 0, false);
            break;
        }
}

static int fixed(struct pci_map *m, struct domain_def *def)
{
    struct video *v = def->videos.n ? def->videos.v[0] : NULL;

    if (m->q35)
        fixed_q35(m, def);
    else if (fixed_pc(m, def) < 0)
        return -1;
    if (!v || video_want(v) == PCI_WANT_NOTHING)
        return 0;
    place_at(m, &v->info, m->q35 ? 1 : 2, 0, false);
    return place(m, &v->info, video_want(v));
}

/* ---- the other steps ---- */

static int pci_controllers(struct pci_map *m, struct domain_def *def)
{
    for (size_t i = 0; i < def->controllers.n; i++) {
        struct controller *c = def->controllers.v[i];
        if (c->type == CONTROLLER_PCI && place(m, &c->info, controller_want(c)) < 0)
            return -1;
    }
    return 0;
}

/* Companions sit in the slot of the first of their index that has a place.  */
static int ich9_place(struct pci_map *m, struct domain_def *def, struct controller *c)
{
    struct pci_address at = {0};

    if (!pci_map_open(m, &c->info))
        return 0;
    for (size_t i = 0; i < def->controllers.n; i++) {
        struct controller *o = def->controllers.v[i];
        if (o == c || o->type != CONTROLLER_USB || o->index.v != c->index.v || !controller_is_ich9_usb(o->model) ||
            !pci_map_place_of(m, &o->info, &at))
            continue;
        at.function = ich9_function(c->model);
        at.multifunction = at.function == 0 ? TRI_YES : TRI_ABSENT;
        if (!pci_map_is_free(m, &at))
            break;
        pci_map_give(m, &c->info, &at);
        return 0;
    }
    at = (struct pci_address){0};
    if (pci_map_find(m, PCI_WANT_PCI, &at) < 0)
        return -1;
    at.function = ich9_function(c->model);
    at.multifunction = at.function == 0 ? TRI_YES : TRI_ABSENT;
    pci_map_give(m, &c->info, &at);
    return 0;
}

static int other_controllers(struct pci_map *m, struct domain_def *def)
{
    for (size_t i = 0; i < def->controllers.n; i++) {
        struct controller *c = def->controllers.v[i];
        int r = 0;
        if (c->type == CONTROLLER_USB && controller_is_ich9_usb(c->model))
            r = ich9_place(m, def, c);
        else if (c->type != CONTROLLER_PCI)
            r = place(m, &c->info, controller_want(c));
        if (r < 0)
            return -1;
    }
    return 0;
}

static int steps(struct pci_map *m, struct domain_def *def)
{
#define EACH(list, want)                               \
    for (size_t i = 0; i < def->list.n; i++)           \
        if (place(m, &def->list.v[i]->info, want) < 0) \
    return -1
#define ONE(member, want)                                      \
    if (def->member && place(m, &def->member->info, want) < 0) \
    return -1
    if (fixed(m, def) < 0 || pci_controllers(m, def) < 0)
        return -1;
    EACH(filesystems, virtio_want(def->filesystems.v[i]->model));
    EACH(nics, def->nics.v[i]->type == NIC_HOSTDEV ? PCI_WANT_NOTHING : nic_want(def->nics.v[i]));
    EACH(sounds, sound_want(def->sounds.v[i]));
    if (other_controllers(m, def) < 0)
        return -1;
    EACH(disks, def->disks.v[i]->bus == DISK_BUS_VIRTIO ? virtio_want(def->disks.v[i]->model) : PCI_WANT_NOTHING);
    EACH(hostdevs, hostdev_want(def->hostdevs.v[i]));
    EACH(nics, PCI_WANT_PCIE); /* the host devices among them */
    ONE(memballoon, balloon_want(def->memballoon));
    EACH(rngs, virtio_want(def->rngs.v[i]->model));
    ONE(watchdog, def->watchdog->model == WATCHDOG_I6300ESB ? PCI_WANT_PCI : PCI_WANT_NOTHING);
    EACH(videos, video_want(def->videos.v[i]));
    EACH(shmems, PCI_WANT_PCI);
    EACH(inputs, input_want(def->inputs.v[i]));
    EACH(serials, def->serials.v[i]->target == SERIAL_TARGET_PCI ? PCI_WANT_PCI : PCI_WANT_NOTHING);
    ONE(vsock, virtio_want(def->vsock->model));
    EACH(memdevs, def->memdevs.v[i]->model == MEMDEV_VIRTIO_PMEM || def->memdevs.v[i]->model == MEMDEV_VIRTIO_MEM
                      ? PCI_WANT_PCIE
                      : PCI_WANT_NOTHING);
    ONE(iommu, def->iommu->model == IOMMU_VIRTIO ? PCI_WANT_INTEGRATED : PCI_WANT_NOTHING);
#undef EACH
#undef ONE
    return 0;
}

/* ---- controllers ---- */

static void target_fill(struct pci_map *m, struct controller *c)
{
    static const unsigned names[] = {
        [CMODEL_PCI_BRIDGE] = PCI_DEVICE_PCI_BRIDGE,
        [CMODEL_DMI_TO_PCI_BRIDGE] = PCI_DEVICE_I82801B11_BRIDGE,
        [CMODEL_PCIE_TO_PCI_BRIDGE] = PCI_DEVICE_PCIE_PCI_BRIDGE,
        [CMODEL_PCIE_ROOT_PORT] = PCI_DEVICE_PCIE_ROOT_PORT,
        [CMODEL_PCIE_SWITCH_UPSTREAM_PORT] = PCI_DEVICE_X3130_UPSTREAM,
        [CMODEL_PCIE_SWITCH_DOWNSTREAM_PORT] = PCI_DEVICE_XIO3130_DOWNSTREAM,
        [CMODEL_PCI_EXPANDER_BUS] = PCI_DEVICE_PXB,
        [CMODEL_PCIE_EXPANDER_BUS] = PCI_DEVICE_PXB_PCIE,
    };
    const struct pci_address *a = &c->info.address.pci;

    if (!c->pci_model_name && c->model < LENGTH(names))
        c->pci_model_name = names[c->model];
    if (c->model == CMODEL_PCI_BRIDGE && !ASIDE(c->more)->chassis_nr.set)
        ASIDE_MAKE(c->more)->chassis_nr = (struct opt_u32){c->index.v, true};
    if (c->model == CMODEL_PCIE_ROOT_PORT || c->model == CMODEL_PCIE_SWITCH_DOWNSTREAM_PORT) {
        bool root = c->model == CMODEL_PCIE_ROOT_PORT;
        if (!c->chassis.set)
            c->chassis = (struct opt_u32){c->index.v, true};
        if (!c->port.set)
            c->port = (struct opt_u32){root ? (a->slot << 3 | a->function) & 0xff : a->slot, true};
    }
    if ((c->model == CMODEL_PCI_EXPANDER_BUS || c->model == CMODEL_PCIE_EXPANDER_BUS) && !ASIDE(c->more)->bus_nr.set)
        ASIDE_MAKE(c->more)->bus_nr = (struct opt_u32){0xfe, true};
}

static int controllers_make(struct pci_map *m, struct domain_def *def)
{
    for (unsigned i = 0; i < m->n; i++)
        if (m->bus[i].model && !domain_controller(def, CONTROLLER_PCI, i))
            controller_add(def, CONTROLLER_PCI, i, m->bus[i].model);
    return 0;
}

/* The dry pass: which controllers are missing. One root port stays free for hotplug, unless the user planned himself.
 */
static int dry(struct pci_map *m, struct domain_def *def)
{
    bool planned = false;
    struct pci_address spare;

    for (size_t i = 0; i < def->controllers.n; i++)
        planned |= def->controllers.v[i]->type == CONTROLLER_PCI && def->controllers.v[i]->index.v > 0;
    if (pci_map_init(m, def, true) < 0 || steps(m, def) < 0)
        return -1;
    if (m->q35 && !planned && m->n > 1 && pci_map_find(m, PCI_WANT_PCIE, &spare) < 0)
        return -1;
    return controllers_make(m, def);
}

static void spapr_vio(struct domain_def *def)
{
    uint64_t reg = 0x2000;

    for (size_t i = 0; i < def->controllers.n; i++) {
        struct controller *c = def->controllers.v[i];
        if (c->type != CONTROLLER_SCSI || c->model != CMODEL_SCSI_IBMVSCSI || c->info.address.type != ADDRESS_NONE)
            continue;
        c->info.address.type = ADDRESS_SPAPR_VIO;
        c->info.address.spaprvio.reg = (struct opt_u64){reg, true};
        reg += 0x1000;
    }
}

/* A machine without PCI cannot have what needs it.  */
static int no_buses(struct domain_def *def)
{
    bool needs =
        (def->memballoon && balloon_want(def->memballoon)) || def->videos.n > 0 || def->rngs.n > 0 || def->nics.n > 0;

    for (size_t i = 0; i < def->disks.n; i++)
        needs |= def->disks.v[i]->bus == DISK_BUS_VIRTIO && def->disks.v[i]->info.address.type == ADDRESS_NONE;
    if (!needs)
        return 0;
    err(VIR_ERR_XML_ERROR,
        "No PCI buses available: os/type/@machine '%s' has none or is not known; 'pc' and 'q35' have, and "
        "'virsh capabilities' names all machines",
        def->os.machine ? def->os.machine : "");
    return -1;
}

static int root_check(const struct domain_def *def)
{
    unsigned want = domain_is_q35(def) ? CMODEL_PCIE_ROOT : CMODEL_PCI_ROOT;

    for (size_t i = 0; i < def->controllers.n; i++) {
        const struct controller *c = def->controllers.v[i];
        if (c->type != CONTROLLER_PCI)
            continue;
        if (!c->model) {
            err(VIR_ERR_INTERNAL_ERROR, "PCI controller model was not set correctly");
            return -1;
        }
        if (c->index.v == 0 && c->model != want) {
            err(VIR_ERR_XML_ERROR,
                "The PCI controller with index='0' must be model='%s' for this machine type, but model='%s' was found "
                "instead",
                names_word(&controller_model_names, want), names_word(&controller_model_names, c->model));
            return -1;
        }
    }
    return 0;
}

int address_pci(struct domain_def *def, const struct domain_facts *facts)
{
    struct pci_map *m;
    int r;

    spapr_vio(def);
    if (!domain_is_q35(def) && !domain_is_i440fx(def))
        return domain_is_x86(def) ? no_buses(def) : 0;
    if (root_check(def) < 0)
        return -1;
    m = g_new0(struct pci_map, 1);
    r = dry(m, def);
    if (r == 0) {
        pci_map_done(m);
        r = pci_map_init(m, def, false) < 0 || steps(m, def) < 0 ? -1 : 0;
    }
    for (size_t i = 0; r == 0 && i < def->controllers.n; i++)
        if (def->controllers.v[i]->type == CONTROLLER_PCI) {
            if (m->bus[0].model)
                pci_map_multifunction(m, &def->controllers.v[i]->info);
            target_fill(m, def->controllers.v[i]);
        }
    pci_map_done(m);
    g_free(m);
    return r;
}
