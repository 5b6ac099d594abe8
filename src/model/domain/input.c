/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* input.c: the rows of <input>.  */
#include "model/domain/input.h"

#include "model/domain/table.h"

NAMES(input_type_names, "input device type", [INPUT_MOUSE] = "mouse", [INPUT_TABLET] = "tablet",
      [INPUT_KEYBOARD] = "keyboard", [INPUT_PASSTHROUGH] = "passthrough", [INPUT_EVDEV] = "evdev");
NAMES(input_bus_names, "input bus type", [INPUT_BUS_PS2] = "ps2", [INPUT_BUS_USB] = "usb", [INPUT_BUS_XEN] = "xen",
      [INPUT_BUS_PARALLELS] = "parallels", [INPUT_BUS_VIRTIO] = "virtio");
NAMES(input_grab_names, "input grab", [INPUT_GRAB_ALL] = "all");
NAMES(input_toggle_names,
      "input grabToggle", [INPUT_TOGGLE_CTRL_CTRL] = "ctrl-ctrl", [INPUT_TOGGLE_ALT_ALT] = "alt-alt",
      [INPUT_TOGGLE_SHIFT_SHIFT] = "shift-shift", [INPUT_TOGGLE_META_META] = "meta-meta",
      [INPUT_TOGGLE_SCROLLLOCK] = "scrolllock", [INPUT_TOGGLE_CTRL_SCROLLLOCK] = "ctrl-scrolllock");

#define F(K, PATH, M, ...) FLD(struct input, K, PATH, M, __VA_ARGS__)
static const struct fld passthrough_flds[] = {
    F(STR, "source/@evdev", evdev),
    {0},
};
static const struct fld evdev_flds[] = {
    F(STR, "source/@dev", evdev),
    F(ENUM, "source/@grab", grab, NAMED(input_grab_names)),
    F(ENUM, "source/@grabToggle", grab_toggle, NAMED(input_toggle_names)),
    F(TRI, "source/@repeat", repeat, ONOFF),
    {0},
};
static const struct rec passthrough_rec = {"input", sizeof(struct input), passthrough_flds};
static const struct rec evdev_rec = {"input", sizeof(struct input), evdev_flds};
static const struct arm input_arms[] = {
    {INPUT_PASSTHROUGH, &passthrough_rec},
    {INPUT_EVDEV, &evdev_rec},
    {0},
};

static const struct fld input_flds[] = {
    F(ENUM, "@type", type, NAMED(input_type_names), .flags = SAYS_UNSUPPORTED | REQUIRED | GUEST_ABI),
    F(ENUM, "@bus", bus, NAMED(input_bus_names), .flags = SAYS_UNSUPPORTED | GUEST_ABI),
    F(ENUM, "@model", model, NAMED(virtio_model_names), .flags = GUEST_ABI),
    F(SUB, "driver", virtio, RECORD(virtio_options_rec)),
    WHOLE(struct input, ".", ARMS(input_arms, struct input, type)),
    F(SUB, ".", info, RECORD(device_info_rec)),
    {0},
};
#undef F
const struct rec input_rec = {"input", sizeof(struct input), input_flds};
