/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh quit: quit this interactive terminal. */
#include "virsh/common/common.h"

struct args {
    char none;
};

static const struct opt opts[] = {
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    (void) a;
    sh->done = true;
    return true;
}

COMMAND(quit, "quit", "quit this interactive terminal", "", .flags = CMD_NO_CONNECT);
