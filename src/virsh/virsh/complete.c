/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh complete: what the last word could become, for the shells' completion. */
#include "virsh/common/common.h"

struct args {
    const char **string;
};

static const struct opt opts[] = {
    OPT_ARGV(string, "string", RAW | EMPTY_OK, "partial string to autocomplete"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    static const char *const nothing[] = {"", NULL};
    char **found = virsh_complete(sh, (char **) (a->string[0] ? a->string : (const char **) nothing));

    for (char **f = found; *f; f++)
        virsh_print(sh, "%s\n", *f);
    g_strfreev(found);
    return true;
}

COMMAND(complete, "complete", "internal command for autocompletion", "internal use only",
        .flags = CMD_NO_CONNECT | CMD_HIDDEN);
