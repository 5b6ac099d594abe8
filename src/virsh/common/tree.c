/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See tree.h. Lines and their trailing spaces are those of libvirt's virsh. */
#include <string.h>

#include "virsh/common/tree.h"

enum { DEPTH_MOST = 512 }; /* parents come from outside and could form a ring */

struct walk {
    struct virsh *sh;
    const struct tree_row *rows;
    int n;
};

static int find(const struct walk *w, const char *name)
{
    for (int i = 0; name && i < w->n; i++)
        if (strcmp(w->rows[i].name, name) == 0)
            return i;
    return -1;
}

static int next_child(const struct walk *w, int parent, int from)
{
    for (int i = from; i < w->n; i++)
        if (w->rows[i].parent && strcmp(w->rows[i].parent, w->rows[parent].name) == 0)
            return i;
    return -1;
}

/* An empty line follows the last one of a level. */
static void node_print(const struct walk *w, int at, GString *indent, bool root, bool last, int depth)
{
    gsize len = indent->len;

    virsh_print(w->sh, "%s%s%s\n", indent->str, root ? "" : "+- ", w->rows[at].name);
    if (!root)
        g_string_append(indent, last ? "  " : "| ");
    int child = next_child(w, at, 0);
    if (child >= 0 || last)
        virsh_print(w->sh, "%s%s\n", indent->str, child >= 0 ? "  |" : "");
    g_string_append(indent, "  ");
    while (child >= 0 && depth < DEPTH_MOST) {
        int next = next_child(w, at, child + 1);
        node_print(w, child, indent, false, next < 0, depth + 1);
        child = next;
    }
    g_string_truncate(indent, len);
}

void tree_print(struct virsh *sh, const struct tree_row *rows, int n)
{
    struct walk w = {sh, rows, n};
    g_autoptr(GString) indent = g_string_new(NULL);

    for (int i = 0; i < n; i++)
        if (find(&w, rows[i].parent) < 0)
            node_print(&w, i, indent, true, true, 0);
}
