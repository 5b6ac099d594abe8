/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See passfds.h. */
#include "virsh/domain/passfds.h"

bool passfds_parse(struct virsh *sh, const char *text, int **fds, unsigned *nfds)
{
    g_auto(GStrv) words = g_strsplit(text, ",", -1);
    unsigned n = g_strv_length(words);
    g_autofree int *all = g_new0(int, n + 1);

    for (unsigned i = 0; i < n; i++) {
        gint64 fd;
        if (!g_ascii_string_to_signed(words[i], 10, 0, G_MAXINT, &fd, NULL)) {
            virsh_error(sh, "Unable to parse FD number '%s'", words[i]);
            return false;
        }
        all[i] = (int) fd;
    }
    *fds = g_steal_pointer(&all);
    *nfds = n;
    return true;
}
