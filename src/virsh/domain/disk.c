/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See disk.h. */
#include <string.h>

#include "virsh/domain/disk.h"

xmlNodePtr disk_find(struct virsh *sh, struct xdoc *x, const char *name)
{
    static const char *const keys[] = {"./target/@dev", "./source/@file", "./source/@dev", "./source/@name",
                                       "./source/@dir"};
    g_autofree xmlNodePtr *disks = xdoc_nodes(x, NULL, "./devices/disk", NULL);

    for (xmlNodePtr *d = disks; *d; d++)
        for (unsigned i = 0; i < G_N_ELEMENTS(keys); i++) {
            g_autofree char *have = xdoc_text(x, *d, keys[i]);
            if (have && strcmp(have, name) == 0)
                return *d;
        }
    virsh_error(sh, "No disk found whose source path or target is %s", name);
    return NULL;
}
