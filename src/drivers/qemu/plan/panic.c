/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* panic.c: panic notifiers. The hyperv one is a feature of the CPU: cpu.c.  */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/plan/build.h"

static json_t *io_port(struct build *b, const void *p_)
{
    const struct panic *p = p_;

    return p->info.address.type == ADDRESS_ISA && p->info.address.isa.iobase.set
               ? json_integer(p->info.address.isa.iobase.v)
               : NULL;
}

static const struct prop isa_props[] = {FROM("ioport", io_port), {0}};
static const struct prop pci_props[] = {
    ROWS(struct panic, info, id_props),
    ROWS(struct panic, info, place_props),
    {0},
};

int plan_panic(struct build *b, const struct panic *p)
{
    switch (p->model) {
    case PANIC_DEFAULT:
    case PANIC_ISA:
        return plan_device_add(b, "pvpanic", isa_props, p) ? 0 : -1;
    case PANIC_PVPANIC:
        return plan_device_add(b, "pvpanic-pci", pci_props, p) ? 0 : -1;
    case PANIC_HYPERV:
        return 0;
    default:
        return plan_refuse(b, "the QEMU binary does not support panic model '%s' on this machine",
                           names_word(&panic_model_names, p->model));
    }
}
