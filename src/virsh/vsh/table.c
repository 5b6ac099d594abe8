/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See table.h. Cells keep their bytes; what a terminal could not show is printed as \xNN. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

#include "virsh/vsh/table.h"

struct table {
    GPtrArray *rows; /* of GPtrArray of char *; the first is the titles */
};

static void row_free(void *row)
{
    g_ptr_array_free(row, TRUE);
}

/* The printable form of TEXT and the columns it takes. */
static char *cell_encode(const char *text, unsigned *width)
{
    GString *out = g_string_new(NULL);
    mbstate_t st = {0};
    unsigned w = 0;

    for (size_t left = strlen(text); left;) {
        wchar_t wc;
        size_t n = mbrtowc(&wc, text, left, &st);
        int cw = n == (size_t) -1 || n == (size_t) -2 || n == 0 ? -1 : wcwidth(wc);
        if (cw >= 0 && iswprint((wint_t) wc) && n > 0) {
            g_string_append_len(out, text, (gssize) n);
            w += (unsigned) cw;
        } else {
            memset(&st, 0, sizeof(st));
            if (n == 0 || n == (size_t) -1 || n == (size_t) -2)
                n = 1;
            for (size_t i = 0; i < n; i++)
                g_string_append_printf(out, "\\x%02x", (unsigned char) text[i]);
            w += 4 * (unsigned) n;
        }
        text += n;
        left -= n;
    }
    *width = w;
    return g_string_free(out, FALSE);
}

static GPtrArray *row_add(struct table *t)
{
    GPtrArray *row = g_ptr_array_new_with_free_func(g_free);

    g_ptr_array_add(t->rows, row);
    return row;
}

static void cells_take(GPtrArray *row, const char *first, va_list ap)
{
    for (const char *c = first; c; c = va_arg(ap, const char *))
        g_ptr_array_add(row, g_strdup(c));
}

struct table *table_new(const char *title, ...)
{
    struct table *t = g_new0(struct table, 1);
    va_list ap;

    t->rows = g_ptr_array_new_with_free_func(row_free);
    va_start(ap, title);
    cells_take(row_add(t), title, ap);
    va_end(ap);
    return t;
}

void table_row(struct table *t, const char *cell, ...)
{
    va_list ap;

    va_start(ap, cell);
    cells_take(row_add(t), cell, ap);
    va_end(ap);
}

void table_rowv(struct table *t, const char *const *cells)
{
    GPtrArray *row = row_add(t);

    for (; *cells; cells++)
        g_ptr_array_add(row, g_strdup(*cells));
}

static unsigned columns(const struct table *t)
{
    return ((GPtrArray *) t->rows->pdata[0])->len;
}

static void row_print(struct virsh *sh, GPtrArray *row, const unsigned *widths)
{
    g_autoptr(GString) line = g_string_new(NULL);

    for (unsigned i = 0; i < row->len; i++) {
        unsigned w;
        g_autofree char *cell = cell_encode(row->pdata[i], &w);
        g_string_append_printf(line, " %s", cell);
        if (i + 1 < row->len)
            g_string_append_printf(line, "%*s", (int) (widths[i] - w + 2), "");
    }
    virsh_print(sh, "%s\n", line->str);
}

void table_print(struct table *t, struct virsh *sh)
{
    g_autofree unsigned *widths = g_new0(unsigned, columns(t));
    unsigned total = 0;

    for (unsigned r = sh->quiet ? 1 : 0; r < t->rows->len; r++) {
        GPtrArray *row = t->rows->pdata[r];
        for (unsigned i = 0; i < row->len && i < columns(t); i++) {
            unsigned w;
            g_autofree char *cell = cell_encode(row->pdata[i], &w);
            widths[i] = MAX(widths[i], w);
        }
    }
    for (unsigned i = 0; i < columns(t); i++)
        total += widths[i] + 3;
    for (unsigned r = sh->quiet ? 1 : 0; r < t->rows->len; r++) {
        row_print(sh, t->rows->pdata[r], widths);
        if (r == 0) {
            g_autofree char *dashes = g_strnfill(total, '-');
            virsh_print(sh, "%s\n", dashes);
        }
    }
}

void table_free(struct table *t)
{
    if (!t)
        return;
    g_ptr_array_free(t->rows, TRUE);
    g_free(t);
}
