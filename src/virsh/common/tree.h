/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Things with parents, drawn as a tree. */
#pragma once

#include "virsh/vsh/virsh.h"

struct tree_row {
    const char *name;
    const char *parent; /* NULL, or one that is not in the list: a root */
};

void tree_print(struct virsh *sh, const struct tree_row *rows, int n);
