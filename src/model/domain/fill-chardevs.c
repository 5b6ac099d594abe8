/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * fill-chardevs.c: ports and models of serial lines, and the old custom that the first <console> and the
 * first <serial> are two names of one device.
 */
#include "model/domain/fill.h"

#include <string.h>

/* One more than the largest port of the first n.  */
static uint32_t ports_next(const struct rec_list *l, size_t n)
{
    uint32_t next = 0;

    for (size_t i = 0; i < n; i++) {
        const struct chardev *c = l->v[i];
        if (c->port.set && c->port.v >= next)
            next = c->port.v + 1;
    }
    return next;
}

static bool isa_port_used(const struct rec_list *l, uint32_t port)
{
    for (size_t i = 0; i < l->n; i++) {
        const struct chardev *c = l->v[i];
        if (c->port.set && c->port.v == port && c->target == SERIAL_TARGET_ISA)
            return true;
    }
    return false;
}

/* The rest, also those without a target, follow behind the largest port: of all, or of those before them.  */
static void ports_append(void *list, bool before)
{
    struct rec_list *l = list;

    for (size_t i = 0; i < l->n; i++) {
        struct chardev *c = l->v[i];
        if (!c->port.set)
            c->port = (struct opt_u32){ports_next(l, before ? i : l->n), true};
    }
}

/* Lines that say isa-serial take the smallest free ports, before all others.  */
static void isa_ports(struct domain_def *def)
{
    const struct rec_list *l = (const struct rec_list *) &def->serials;

    for (size_t i = 0; i < def->serials.n; i++) {
        struct chardev *c = def->serials.v[i];
        uint32_t port = 0;
        if (c->target != SERIAL_TARGET_ISA || c->port.set)
            continue;
        while (isa_port_used(l, port))
            port++;
        c->port = (struct opt_u32){port, true};
    }
}

static void serial_fill(struct domain_def *def, struct chardev *c)
{
    static const unsigned model_of[] = {
        [SERIAL_TARGET_ISA] = SERIAL_MODEL_ISA_SERIAL,         [SERIAL_TARGET_USB] = SERIAL_MODEL_USB_SERIAL,
        [SERIAL_TARGET_PCI] = SERIAL_MODEL_PCI_SERIAL,         [SERIAL_TARGET_SPAPR_VIO] = SERIAL_MODEL_SPAPR_VTY,
        [SERIAL_TARGET_SYSTEM] = SERIAL_MODEL_PL011,           [SERIAL_TARGET_SCLP] = SERIAL_MODEL_SCLPCONSOLE,
        [SERIAL_TARGET_ISA_DEBUG] = SERIAL_MODEL_ISA_DEBUGCON,
    };

    if (!c->target && domain_is_x86(def))
        c->target = c->info.address.type == ADDRESS_USB   ? SERIAL_TARGET_USB
                    : c->info.address.type == ADDRESS_PCI ? SERIAL_TARGET_PCI
                                                          : SERIAL_TARGET_ISA;
    if (!c->target_model && c->target)
        c->target_model = model_of[c->target];
}

/* The same source and, while the guest runs, the same alias and terminal.  */
static void console_mirror(struct chardev *console, const struct chardev *serial)
{
    rec_done(&chardev_source_rec, &console->src);
    rec_copy_into(&chardev_source_rec, &console->src, &serial->src);
    g_free(console->info.alias.name);
    console->info.alias.name = g_strdup(serial->info.alias.name);
    console->target = CONSOLE_TARGET_SERIAL;
    console->port = serial->port;
    g_free(console->tty);
    console->tty = serial->src.type == CHARDEV_PTY ? g_strdup(serial->src.path) : NULL;
}

static void pair(struct domain_def *def)
{
    struct chardev *console = def->consoles.n ? def->consoles.v[0] : NULL, *serial;

    if (console && console->target != CONSOLE_TARGET_SERIAL && console->target != CONSOLE_TARGET_NONE)
        return;
    if (!console && (def->serials.n == 0 || def->serials.v[0]->target != SERIAL_TARGET_ISA))
        return;
    if (def->serials.n == 0) {
        serial = g_new0(struct chardev, 1);
        rec_copy_into(&chardev_source_rec, &serial->src, &console->src);
        serial->info.alias.name = g_strdup(console->info.alias.name);
        serial->port = (struct opt_u32){0, true};
        serial_fill(def, serial);
        rec_list_append(&def->serials, serial);
    }
    if (!console) {
        console = g_new0(struct chardev, 1);
        rec_list_append(&def->consoles, console);
    }
    console_mirror(console, def->serials.v[0]);
}

/* An agent's socket below libvirt's own folder is made at start.  */
static void channel_fill(struct chardev *c)
{
    struct chardev_source *s = &c->src;

    if (s->type == CHARDEV_UNIX && s->path && c->target == CHANNEL_TARGET_VIRTIO &&
        strstr(s->path, "/libvirt/qemu/channel/") && c->name && g_str_has_suffix(s->path, c->name) &&
        !c->info.alias.name)
        g_clear_pointer(&s->path, g_free);
    if (s->type == CHARDEV_UNIX && !s->path)
        s->mode = CHARDEV_MODE_DEFAULT;
    if (s->type == CHARDEV_SPICEVMC && !c->name)
        c->name = g_strdup("com.redhat.spice.0");
    if (s->type == CHARDEV_SPICEPORT && !c->name && s->channel)
        c->name = g_strdup(s->channel);
}

/* A console that the document itself has repeats the address of its serial line too.  */
int fill_console_address(struct domain_def *def, const struct domain_facts *facts)
{
    struct device_address *a = def->consoles.n ? &def->consoles.v[0]->info.address : NULL;

    if (!a || !console_is_serial(def, def->consoles.v[0]))
        return 0;
    rec_done(&device_address_rec, a);
    rec_copy_into(&device_address_rec, a, &def->serials.v[0]->info.address);
    return 0;
}

int fill_chardevs(struct domain_def *def, const struct domain_facts *facts)
{
    isa_ports(def);
    ports_append(&def->serials, false);
    ports_append(&def->parallels, true);
    for (size_t i = 0; i < def->serials.n; i++)
        serial_fill(def, def->serials.v[i]);
    for (size_t i = 0; i < def->channels.n; i++)
        channel_fill(def->channels.v[i]);
    if (def->os.type == OS_HVM)
        pair(def);
    for (size_t i = 0; i < def->consoles.n; i++)
        if (!def->consoles.v[i]->port.set)
            def->consoles.v[i]->port = (struct opt_u32){(uint32_t) i, true};
    return 0;
}
