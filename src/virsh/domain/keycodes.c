/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See keycodes.h. */
#include <stdlib.h>
#include <string.h>

#include "virsh/common/common.h"
#include "virsh/domain/keycodes.h"

static const char *const codesets[] = {
    [VIR_KEYCODE_SET_LINUX] = "linux",
    [VIR_KEYCODE_SET_XT] = "xt",
    [VIR_KEYCODE_SET_ATSET1] = "atset1",
    [VIR_KEYCODE_SET_ATSET2] = "atset2",
    [VIR_KEYCODE_SET_ATSET3] = "atset3",
    [VIR_KEYCODE_SET_OSX] = "os_x",
    [VIR_KEYCODE_SET_XT_KBD] = "xt_kbd",
    [VIR_KEYCODE_SET_USB] = "usb",
    [VIR_KEYCODE_SET_WIN32] = "win32",
    [VIR_KEYCODE_SET_QNUM] = "qnum",
    "rfb", /* the old name of qnum, one behind it */
};

static const struct {
    int set;
    const char *name;
    int code;
} keys[] = {
#define K(SET, NAME, CODE) {VIR_KEYCODE_SET_##SET, NAME, CODE},
#include "virsh/domain/keynames.h"
#undef K
};

int codeset_find(const char *name)
{
    int set = INDEX_OF(codesets, name);

    return set == VIR_KEYCODE_SET_QNUM + 1 ? VIR_KEYCODE_SET_QNUM : set;
}

int keycode_parse(int codeset, const char *text)
{
    char *end;
    unsigned long v = strtoul(text, &end, 0);

    if (end != text && !*end)
        return v <= 0xffff ? (int) v : -1;
    for (unsigned i = 0; i < G_N_ELEMENTS(keys); i++)
        if (keys[i].set == codeset && strcmp(keys[i].name, text) == 0)
            return keys[i].code;
    return -1;
}
