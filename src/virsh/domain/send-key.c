/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh send-key: Send keycodes to the guest. */
#include "virsh/common/common.h"
#include "virsh/domain/keycodes.h"

struct args {
    virDomainPtr dom;
    const char *codeset;
    struct num_uint holdtime;
    const char **keycode;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(codeset, "codeset", NOPOS, "the codeset of keycodes, default:linux",
            .complete = "linux,xt,atset1,atset2,atset3,osx,xt_kbd,usb,win32,qnum"),
    OPT_UINT(holdtime, "holdtime", NOPOS, "the time (in milliseconds) how long the keys will be held"),
    OPT_ARGV(keycode, "keycode", REQ, "the key code"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned keys[VIR_DOMAIN_SEND_KEY_MAX_KEYS];
    unsigned n = 0;
    int codeset = a->codeset ? codeset_find(a->codeset) : VIR_KEYCODE_SET_LINUX;

    if (codeset < 0) {
        virsh_error(sh, "unknown codeset: '%s'", a->codeset);
        return false;
    }
    for (const char **k = a->keycode; *k; k++) {
        int code = keycode_parse(codeset, *k);
        if (code < 0) {
            virsh_error(sh, "invalid keycode: '%s'", *k);
            return false;
        }
        if (n == G_N_ELEMENTS(keys)) {
            virsh_error(sh, "too many keycodes");
            return false;
        }
        keys[n++] = (unsigned) code;
    }
    return virDomainSendKey(a->dom, (unsigned) codeset, a->holdtime.v, keys, (int) n, 0) == 0;
}

COMMAND(send_key, "send-key", "Send keycodes to the guest", "Send keycodes (integers or symbolic names) to the guest");
