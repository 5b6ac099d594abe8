/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* input.h: <input>: mice, tablets, keyboards, pass-through.  */
#pragma once

#include "model/domain/address.h"

enum input_type { INPUT_NONE, INPUT_MOUSE, INPUT_TABLET, INPUT_KEYBOARD, INPUT_PASSTHROUGH, INPUT_EVDEV };
enum input_bus { INPUT_BUS_NONE, INPUT_BUS_PS2, INPUT_BUS_USB, INPUT_BUS_XEN, INPUT_BUS_PARALLELS, INPUT_BUS_VIRTIO };
enum input_grab { INPUT_GRAB_DEFAULT, INPUT_GRAB_ALL };
enum input_toggle {
    INPUT_TOGGLE_DEFAULT,
    INPUT_TOGGLE_CTRL_CTRL,
    INPUT_TOGGLE_ALT_ALT,
    INPUT_TOGGLE_SHIFT_SHIFT,
    INPUT_TOGGLE_META_META,
    INPUT_TOGGLE_SCROLLLOCK,
    INPUT_TOGGLE_CTRL_SCROLLLOCK
};
extern const struct names input_type_names, input_bus_names, input_grab_names, input_toggle_names;

struct input {
    unsigned type, bus, model; /* enum input_type, input_bus, virtio_model */
    struct virtio_options virtio;
    char *evdev; /* passthrough: source/@evdev; evdev: source/@dev */
    unsigned grab, grab_toggle;
    unsigned repeat; /* TRI on/off */
    struct device_info info;
};
extern const struct rec input_rec;
