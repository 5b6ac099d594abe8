/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh pwd: print the current directory. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "virsh/common/common.h"

struct args {
    char none;
};

static const struct opt opts[] = {
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    char *cwd = get_current_dir_name();

    (void) a;
    if (!cwd) {
        virsh_error(sh, "pwd: cannot get current directory: %s", strerror(errno));
        return false;
    }
    virsh_print(sh, "%s\n", cwd);
    free(cwd);
    return true;
}

COMMAND(pwd, "pwd", "print the current directory", "Print the current directory.", .flags = CMD_NO_CONNECT);
