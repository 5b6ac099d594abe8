/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh connect: (re)connect to hypervisor. */
#include "virsh/common/common.h"

struct args {
    const char *name;
    bool readonly;
};

static const struct opt opts[] = {
    OPT_STR(name, "name", 0, "hypervisor connection URI"),
    OPT_BOOL(readonly, "readonly", "read-only connection"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    if (a->name) {
        g_free(sh->uri);
        sh->uri = g_strdup(a->name);
    }
    sh->readonly |= a->readonly;
    sh->was_open = false;
    return virsh_connect(sh, sh->readonly);
}

COMMAND(connect, "connect", "(re)connect to hypervisor",
        "Connect to local hypervisor. This is built-in command after shell start up.", .flags = CMD_NO_CONNECT);
