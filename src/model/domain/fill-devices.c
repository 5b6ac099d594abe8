/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fill-devices.c: devices that every guest has, and what the smaller devices leave out.  */
#include "model/domain/fill.h"

#include <string.h>

/* ---- input ---- */

static void input_fill(struct input *in)
{
    if (in->bus)
        return;
    switch (in->type) {
    case INPUT_TABLET:
        in->bus = INPUT_BUS_USB;
        break;
    case INPUT_MOUSE:
    case INPUT_KEYBOARD:
        in->bus = in->info.address.type == ADDRESS_USB   ? INPUT_BUS_USB
                  : in->info.address.type == ADDRESS_PCI ? INPUT_BUS_VIRTIO
                                                         : INPUT_BUS_PS2;
        break;
    case INPUT_PASSTHROUGH:
        in->bus = INPUT_BUS_VIRTIO;
        break;
    }
}

static void ps2_add(struct domain_def *def, unsigned type)
{
    struct input *in;

    for (size_t i = 0; i < def->inputs.n; i++)
        if (def->inputs.v[i]->type == type && def->inputs.v[i]->bus == INPUT_BUS_PS2)
            return;
    in = g_new0(struct input, 1);
    in->type = type;
    in->bus = INPUT_BUS_PS2;
    rec_list_append(&def->inputs, in);
}

static void inputs_fill(struct domain_def *def, bool qemu)
{
    for (size_t i = 0; i < def->inputs.n; i++)
        input_fill(def->inputs.v[i]);
    if (!qemu || !domain_is_x86(def))
        return;
    ps2_add(def, INPUT_MOUSE);
    ps2_add(def, INPUT_KEYBOARD);
}

/* ---- network cards ---- */

static void mac_make(struct opt_mac *mac)
{
    guint32 r = g_random_int();

    *mac = (struct opt_mac){{0x52, 0x54, 0x00, (uint8_t) r, (uint8_t) (r >> 8), (uint8_t) (r >> 16)}, true};
}

static void nic_fill(struct domain_def *def, struct nic *n, bool qemu)
{
    if (!n->mac.set)
        mac_make(&n->mac);
    if (n->model) {
        g_autofree char *lower = g_ascii_strdown(n->model, -1);
        static const char *const known[] = {"netfront",
                                            "rtl8139",
                                            "virtio",
                                            "e1000",
                                            "e1000e",
                                            "i82551",
                                            "i82557b",
                                            "i82559er",
                                            "ne2k_pci",
                                            "pcnet",
                                            "vmxnet3",
                                            "virtio-transitional",
                                            "virtio-non-transitional"};
        for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
            if (strcmp(known[i], lower) == 0) {
                g_free(n->model);
                n->model = g_steal_pointer(&lower);
                break;
            }
    } else if (qemu && n->type != NIC_HOSTDEV) {
        n->model = g_strdup(domain_is_x86(def) ? "rtl8139" : "virtio");
    }
    if (n->ifname && !def->id.set && ASIDE(n->more)->target_managed != TRI_NO && nic_ifname_is_ours(n->ifname))
        g_clear_pointer(&n->ifname, g_free);
}

/* ---- the rest ---- */

/* Memory modules in slots.  */
static void dimms_fill(struct domain_def *def)
{
    uint32_t next = 0;

    for (size_t i = 0; i < def->memdevs.n; i++) {
        struct device_address *a = &def->memdevs.v[i]->info.address;
        if (a->type == ADDRESS_DIMM && a->dimm.slot.set)
            next = MAX(next, a->dimm.slot.v + 1);
    }
    for (size_t i = 0; i < def->memdevs.n; i++) {
        struct memdev *m = def->memdevs.v[i];
        struct device_address *a = &m->info.address;
        if ((m->model != MEMDEV_DIMM && m->model != MEMDEV_NVDIMM) ||
            (a->type != ADDRESS_NONE && (a->type != ADDRESS_DIMM || a->dimm.slot.set)))
            continue;
        a->type = ADDRESS_DIMM;
        a->dimm.slot = (struct opt_u32){next++, true};
    }
}

static void small_fill(struct domain_def *def)
{
    for (size_t i = 0; i < def->panics.n; i++)
        if (!def->panics.v[i]->model && domain_is_x86(def))
            def->panics.v[i]->model = PANIC_ISA;
    for (size_t i = 0; i < def->tpms.n; i++) {
        struct tpm *t = def->tpms.v[i];
        if (!t->model)
            t->model = TPM_TIS;
        if (!t->version && t->backend == TPM_EMULATOR)
            t->version = TPM_2_0;
    }
    for (size_t i = 0; i < def->filesystems.n; i++) {
        struct filesystem *f = def->filesystems.v[i];
        if (!f->accessmode && (f->type == FS_MOUNT || f->type == FS_BIND))
            f->accessmode = FS_ACCESS_PASSTHROUGH;
    }
    for (size_t i = 0; i < def->shmems.n; i++)
        if (!def->shmems.v[i]->model)
            def->shmems.v[i]->model = SHMEM_IVSHMEM;
    if (def->vsock && !def->vsock->model)
        def->vsock->model = VIRTIO_MODEL_VIRTIO;
    if (def->vsock && !def->vsock->auto_cid && !def->vsock->cid.set)
        def->vsock->auto_cid = TRI_YES;
    dimms_fill(def);
    if (!def->memballoon) {
        def->memballoon = g_new0(struct memballoon, 1);
        def->memballoon->model = BALLOON_VIRTIO;
    }
}

int fill_devices(struct domain_def *def, const struct domain_facts *facts)
{
    bool qemu = fill_for_qemu(def, facts);

    inputs_fill(def, qemu);
    for (size_t i = 0; i < def->nics.n; i++)
        nic_fill(def, def->nics.v[i], qemu);
    if (qemu)
        small_fill(def);
    return 0;
}
