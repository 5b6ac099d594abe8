/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Any text as a configuration file. */
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/conf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct sample {
    char *name;
    char **list;
    int number;
    bool on;
};

static const struct conf_row rows[] = {
    CONF(struct sample, STR, name),
    CONF(struct sample, LIST, list),
    CONF(struct sample, INT, number),
    CONF(struct sample, BOOL, on),
    {0},
};

static void unknown(const char *path, int line, const char *key, const char *nearest)
{
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sample s = {0};
    g_autofree char *text = g_strndup((const char *) data, size), *why = NULL;
    int r = conf_read("fuzz", text, rows, &s, &why, unknown);
    g_assert((r < 0) == (why != NULL));
    conf_done(rows, &s);
    return 0;
}
