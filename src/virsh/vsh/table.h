/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Columns: a header, a line of dashes, rows; padded by the width that a terminal gives each character. */
#pragma once

#include "virsh/vsh/virsh.h"

struct table;
/* Titles, then cells, end with NULL. */
struct table *table_new(const char *title, ...) G_GNUC_NULL_TERMINATED;
void table_row(struct table *t, const char *cell, ...) G_GNUC_NULL_TERMINATED;
void table_rowv(struct table *t, const char *const *cells);
void table_print(struct table *t, struct virsh *sh); /* without titles when quiet */
void table_free(struct table *t);
static inline void table_cleanup(struct table **t)
{
    table_free(*t);
}
#define auto_table __attribute__((cleanup(table_cleanup))) struct table *
