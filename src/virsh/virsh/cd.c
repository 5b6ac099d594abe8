/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh cd: change the current directory. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "virsh/common/common.h"

struct args {
    const char *dir;
};

static const struct opt opts[] = {
    OPT_STR(dir, "dir", 0, "directory to switch to (default: home or else root)"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    const char *dir = a->dir ? a->dir : g_get_home_dir();

    if (!sh->interactive) {
        virsh_error(sh, "cd: command valid only in interactive mode");
        return false;
    }
    if (chdir(dir && *dir ? dir : "/") == 0)
        return true;
    virsh_error(sh, "cd: %s: %s", strerror(errno), dir);
    return false;
}

COMMAND(cd, "cd", "change the current directory", "Change the current directory.", .flags = CMD_NO_CONNECT);
