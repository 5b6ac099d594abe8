/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* serial.c: front ends of character devices: serial and parallel ports, consoles, channels.  */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/plan/build.h"

static json_t *chardev_name(struct build *b, const void *c_)
{
    const struct chardev *c = c_;

    return json_sprintf("char%s", device_alias(&c->info));
}

static json_t *serial_index(struct build *b, const void *c_)
{
    const struct chardev *c = c_;

    return c->port.set ? json_integer(c->port.v) : NULL;
}

static json_t *vserial_bus(struct build *b, const void *c_)
{
    const struct chardev *c = c_;
    g_autofree char *id = NULL;

    if (c->info.address.type != ADDRESS_VIRTIO_SERIAL)
        return NULL;
    id = controller_id(b, CONTROLLER_VIRTIO_SERIAL, c->info.address.vserial.controller);
    return id ? json_sprintf("%s.%u", id, c->info.address.vserial.bus) : NULL;
}

static json_t *vserial_port(struct build *b, const void *c_)
{
    const struct chardev *c = c_;

    return c->info.address.type == ADDRESS_VIRTIO_SERIAL ? json_integer(c->info.address.vserial.port) : NULL;
}

static json_t *channel_name(struct build *b, const void *c_)
{
    const struct chardev *c = c_;

    if (c->name)
        return json_string(c->name);
    return c->src.type == CHARDEV_SPICEVMC || c->src.type == CHARDEV_QEMU_VDAGENT ? json_string("com.redhat.spice.0")
                                                                                  : NULL;
}

static const struct prop port_props[] = {
    FROM("chardev", chardev_name),
    ROWS(struct chardev, info, id_props),
    ROWS(struct chardev, info, place_props),
    {0},
};
static const struct prop isa_serial_props[] = {
    FROM("chardev", chardev_name),
    ROWS(struct chardev, info, id_props),
    FROM("index", serial_index),
    ROWS(struct chardev, info, place_props),
    {0},
};
static const struct prop channel_props[] = {
    FROM("bus", vserial_bus),      FROM("nr", vserial_port),
    FROM("chardev", chardev_name), ROWS(struct chardev, info, id_props),
    FROM("name", channel_name),    {0},
};
static const struct prop console_props[] = {
    FROM("bus", vserial_bus),
    FROM("nr", vserial_port),
    FROM("chardev", chardev_name),
    ROWS(struct chardev, info, id_props),
    {0},
};

static const struct devmodel serial_models[] = {
    {.model = SERIAL_MODEL_USB_SERIAL, .driver = "usb-serial", .props = port_props},
    {.model = SERIAL_MODEL_PCI_SERIAL, .driver = "pci-serial", .props = port_props},
    {.model = SERIAL_MODEL_ISA_DEBUGCON, .driver = "isa-debugcon", .props = port_props},
    {.model = SERIAL_MODEL_ISA_SERIAL, .driver = "isa-serial", .props = isa_serial_props},
    {.model = SERIAL_MODEL_NONE, .bus = SERIAL_TARGET_USB, .driver = "usb-serial", .props = port_props},
    {.model = SERIAL_MODEL_NONE, .bus = SERIAL_TARGET_PCI, .driver = "pci-serial", .props = port_props},
    {.model = SERIAL_MODEL_NONE, .bus = SERIAL_TARGET_ISA, .driver = "isa-serial", .props = isa_serial_props},
    {0},
};

static int backend(struct build *b, const struct chardev *c, enum chardev_role role)
{
    g_autofree char *id = g_strdup_printf("char%s", device_alias(&c->info));

    return plan_chardev(b, &c->src, id, device_alias(&c->info), role, c);
}

int plan_serial(struct build *b, const struct chardev *c)
{
    const struct devmodel *m = devmodel_find(serial_models, c->target, c->target_model, 0);

    if (!m)
        return plan_refuse(b, "serial device model '%s' is not supported by this QEMU binary",
                           names_word(&serial_model_names, c->target_model));
    if (backend(b, c, ROLE_SERIAL) < 0)
        return -1;
    return plan_device_add(b, m->driver, m->props, c) ? 0 : -1;
}

int plan_parallel(struct build *b, const struct chardev *c)
{
    if (backend(b, c, ROLE_PARALLEL) < 0)
        return -1;
    return plan_device_add(b, "isa-parallel", port_props, c) ? 0 : -1;
}

/* A guestfwd is no device: the user network forwards a connection to the backend.  */
static int guestfwd(struct build *b, const struct chardev *c)
{
    g_autofree char *id = g_strdup_printf("char%s", device_alias(&c->info));
    g_autofree char *spec = g_strdup_printf("tcp:%s:%u-chardev:%s", c->address ? c->address : "", c->port.v, id);

    plan_add(b, OP_NETDEV,
             json_pack("{s:s, s:[{s:s}], s:s}", "type", "user", "guestfwd", "str", spec, "id", device_alias(&c->info)));
    return 0;
}

/* A channel that names a path of nobody's is the driver's own socket for an agent.  */
static int channel_backend(struct build *b, const struct chardev *c)
{
    g_autofree char *path = NULL;
    struct chardev_source src = c->src;

    if (c->src.type == CHARDEV_UNIX && !c->src.path) {
        path = g_strdup_printf("%s/%s", b->env->channel_dir, c->name ? c->name : device_alias(&c->info));
        src.path = path;
        src.mode = CHARDEV_MODE_BIND;
    }
    g_autofree char *id = g_strdup_printf("char%s", device_alias(&c->info));
    return plan_chardev(b, &src, id, device_alias(&c->info), ROLE_CHANNEL, c);
}

int plan_channel(struct build *b, const struct chardev *c)
{
    if (c->target == CHANNEL_TARGET_XEN)
        return plan_refuse(b, "channel target type 'xen' is not supported by QEMU");
    if (channel_backend(b, c) < 0)
        return -1;
    if (c->target == CHANNEL_TARGET_GUESTFWD)
        return guestfwd(b, c);
    return plan_device_add(b, "virtserialport", channel_props, c) ? 0 : -1;
}

int plan_console(struct build *b, const struct chardev *c)
{
    if (console_is_serial(b->def, c))
        return 0;
    if (c->target != CONSOLE_TARGET_VIRTIO)
        return plan_refuse(b, "console target type '%s' is not supported by this QEMU binary",
                           names_word(&console_target_names, c->target));
    if (backend(b, c, ROLE_CONSOLE) < 0)
        return -1;
    return plan_device_add(b, "virtconsole", console_props, c) ? 0 : -1;
}
