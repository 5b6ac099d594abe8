/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* input.c: mice, tablets, keyboards, devices of the host. PS/2 ones are part of the machine.  */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/plan/build.h"

static const struct prop usb_props[] = {
    ROWS(struct input, info, id_props),
    ROWS(struct input, info, place_props),
    {0},
};
static const struct prop virtio_input_props[] = {
    ROWS(struct input, virtio, virtio_props),
    ROWS(struct input, info, id_props),
    PROP(struct input, STR, "evdev", evdev),
    ROWS(struct input, info, place_props),
    {0},
};
static const struct devmodel usb_models[] = {
    {.bus = INPUT_MOUSE, .driver = "usb-mouse", .props = usb_props},
    {.bus = INPUT_TABLET, .driver = "usb-tablet", .props = usb_props},
    {.bus = INPUT_KEYBOARD, .driver = "usb-kbd", .props = usb_props},
    {0},
};
static const struct devmodel virtio_models[] = {
    VIRTIO_MODELS(INPUT_MOUSE, "virtio-mouse", virtio_input_props),
    VIRTIO_MODELS(INPUT_TABLET, "virtio-tablet", virtio_input_props),
    VIRTIO_MODELS(INPUT_KEYBOARD, "virtio-keyboard", virtio_input_props),
    VIRTIO_MODELS(INPUT_PASSTHROUGH, "virtio-input-host", virtio_input_props),
    {0},
};

static json_t *grab_all(struct build *b, const void *i_)
{
    const struct input *i = i_;

    return i->grab == INPUT_GRAB_ALL ? json_true() : NULL;
}

static const struct prop evdev_props[] = {
    ROWS(struct input, info, id_props),
    PROP(struct input, STR, "evdev", evdev),
    PROP(struct input, TRI, "repeat", repeat),
    FROM("grab_all", grab_all),
    PROP(struct input, NAME, "grab-toggle", grab_toggle, .names = &input_toggle_names),
    {0},
};

static int evdev(struct build *b, const struct input *i)
{
    json_t *object = json_pack("{s:s}", "qom-type", "input-linux");

    props_fill(b, evdev_props, i, object);
    plan_add(b, OP_OBJECT, object);
    return 0;
}

int plan_input(struct build *b, const struct input *i)
{
    if (i->type == INPUT_EVDEV)
        return evdev(b, i);
    switch (i->bus) {
    case INPUT_BUS_PS2:
        return 0;
    case INPUT_BUS_USB:
        return plan_model_add(b, "input", usb_models, i->type, 0, 0, i) ? 0 : -1;
    case INPUT_BUS_VIRTIO:
        return plan_model_add(b, "input", virtio_models, i->type, i->model, i->info.address.type, i) ? 0 : -1;
    default:
        return plan_refuse(b, "qemu does not support %s type input device",
                           names_word(&input_bus_names, i->bus) ? names_word(&input_bus_names, i->bus) : "this");
    }
}
