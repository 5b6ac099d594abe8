/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sendkey.c: keys pressed for a guest. QEMU takes "qnum" numbers; the codesets of clients are translated by table. */
#define ERR_FROM VIR_FROM_QEMU
#include "base/err.h"
#include "drivers/qemu/functions.h"
#include "drivers/qemu/guest.h"

/* Linux input codes beyond 83, up to which they are the same numbers.  */
static const uint8_t linux_to_qnum[256] = {
    [85] = 0x76,  [86] = 0x56,  [87] = 0x57,  [88] = 0x58,  [89] = 0x73,  [90] = 0x78,  [91] = 0x77,  [92] = 0x79,
    [93] = 0x70,  [94] = 0x7b,  [95] = 0x5c,  [96] = 0x9c,  [97] = 0x9d,  [98] = 0xb5,  [99] = 0x54,  [100] = 0xb8,
    [101] = 0x5b, [102] = 0xc7, [103] = 0xc8, [104] = 0xc9, [105] = 0xcb, [106] = 0xcd, [107] = 0xcf, [108] = 0xd0,
    [109] = 0xd1, [110] = 0xd2, [111] = 0xd3, [112] = 0xef, [113] = 0xa0, [114] = 0xae, [115] = 0xb0, [116] = 0xde,
    [117] = 0x59, [119] = 0xc6, [121] = 0x7e, [124] = 0x7d, [125] = 0xdb, [126] = 0xdc, [127] = 0xdd,
};

static int from_linux(uint32_t code)
{
    if (code >= 1 && code <= 83)
        return (int) code;
    return code < 256 && linux_to_qnum[code] ? linux_to_qnum[code] : -1;
}

/* Set 1 as keyboards send it: an extended key has 0xe0 before it.  */
static int from_xt(uint32_t code)
{
    if (code >= 1 && code <= 0x7f)
        return (int) code;
    return (code & 0xff00) == 0xe000 && (code & 0xff) <= 0x7f ? (int) ((code & 0x7f) | 0x80) : -1;
}

static int from_qnum(uint32_t code)
{
    return code >= 1 && code <= 0xff ? (int) code : -1;
}

/* USB's usage numbers 4..; their Linux codes.  */
static const uint8_t usb_to_linux[] = {
    [4] = 30, 48, 46,  32,  18,  33,  34,  35,  23,  36,  37,  38,  50,         49, 24, 25,  16, 19, 31,  20,  22, 47,
    17,       45, 21,  44,  2,   3,   4,   5,   6,   7,   8,   9,   10,         11, 28, 1,   14, 15, 57,  12,  13, 26,
    27,       43, 43,  39,  40,  41,  51,  52,  53,  58,  59,  60,  61,         62, 63, 64,  65, 66, 67,  68,  87, 88,
    99,       70, 119, 110, 102, 104, 111, 107, 109, 106, 105, 108, 103,        69, 98, 55,  74, 78, 96,  79,  80, 81,
    75,       76, 77,  71,  72,  73,  82,  83,  86,  127, 116, 117, [224] = 29, 42, 56, 125, 97, 54, 100, 126,
};

static int from_usb(uint32_t code)
{
    return code < G_N_ELEMENTS(usb_to_linux) && usb_to_linux[code] ? from_linux(usb_to_linux[code]) : -1;
}

static int (*const codesets[VIR_KEYCODE_SET_QNUM + 1])(uint32_t code) = {
    [VIR_KEYCODE_SET_LINUX] = from_linux, [VIR_KEYCODE_SET_XT] = from_xt,       [VIR_KEYCODE_SET_ATSET1] = from_xt,
    [VIR_KEYCODE_SET_USB] = from_usb,     [VIR_KEYCODE_SET_XT_KBD] = from_qnum, [VIR_KEYCODE_SET_QNUM] = from_qnum,
};

static const char *const codeset_words[G_N_ELEMENTS(codesets)] = {
    "linux", "xt", "atset1", "atset2", "atset3", "os_x", "xt_kbd", "usb", "win32", "qnum",
};

int qemu_virDomainSendKey(struct call *c, const struct virDomainSendKey_args *a, void *ret)
{
    cleanup_run struct run *r = guest_run(guest_of_call(c));
    struct qmp_key_number keys[VIR_DOMAIN_SEND_KEY_MAX_KEYS], *v[VIR_DOMAIN_SEND_KEY_MAX_KEYS];
    if (!r)
        return -1;
    if (a->keycodes.n == 0 || a->keycodes.n > VIR_DOMAIN_SEND_KEY_MAX_KEYS)
        return err(VIR_ERR_INVALID_ARG, "nkeycodes must be between 1 and %d", VIR_DOMAIN_SEND_KEY_MAX_KEYS), -1;
    if (a->codeset >= G_N_ELEMENTS(codesets) || !codesets[a->codeset])
        return err(VIR_ERR_ARGUMENT_UNSUPPORTED,
                   "keycodes of codeset %u are not supported: use linux, xt, atset1, usb or "
                   "qnum",
                   a->codeset),
               -1;
    for (size_t i = 0; i < a->keycodes.n; i++) {
        int q = codesets[a->codeset](a->keycodes.v[i]);
        if (q < 0) {
            err(VIR_ERR_INTERNAL_ERROR, "cannot translate keycode %u of %s codeset to qnum keycode", a->keycodes.v[i],
                codeset_words[a->codeset]);
            return -1;
        }
        keys[i] = (struct qmp_key_number){(char *) "number", q};
        v[i] = &keys[i];
    }
    struct qmp_send_key in = {.keys = {v, a->keycodes.n}, .hold_time = {a->holdtime, a->holdtime > 0}};
    return qmp_call(r->monitor, &qmp_cmd_send_key, &in, NULL, QMP_WAIT_MS);
}
