/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* memory.c: the machine's memory, its cells and pages; and what its firmware says of it. */
#include "host/node.h"

#include <errno.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

unsigned node_cells(void)
{
    unsigned n = 0;
    for (;; n++) {
        g_autofree char *path = g_strdup_printf("/sys/devices/system/node/node%u", n);
        if (access(path, F_OK) < 0)
            break;
    }
    return n ? n : 1;
}

/* "Key: 123 kB" anywhere at the start of a word.  */
static bool field_of(const char *text, const char *key, uint64_t *ret)
{
    const char *at = strstr(text, key);
    if (!at)
        return false;
    *ret = strtoull(at + strlen(key), NULL, 10);
    return true;
}

int node_memory(int cell, struct node_memory *ret)
{
    g_autofree char *path =
        cell < 0 ? g_strdup("/proc/meminfo") : g_strdup_printf("/sys/devices/system/node/node%d/meminfo", cell);
    g_autofree char *text = NULL;
    struct node_memory m = {0};
    if (!g_file_get_contents(path, &text, NULL, NULL)) {
        if (cell == 0) /* a machine without NUMA: its one cell is all of it */
            return node_memory(-1, ret);
        return -ENOENT;
    }
    if (!field_of(text, "MemTotal:", &m.total) || !field_of(text, "MemFree:", &m.free))
        return -EIO;
    if (cell < 0) {
        field_of(text, "Buffers:", &m.buffers);
        field_of(text, "\nCached:", &m.cached);
    }
    *ret = m;
    return 0;
}

int node_free_pages(int cell, unsigned size_kib, uint64_t *ret)
{
    unsigned base = (unsigned) sysconf(_SC_PAGESIZE) / 1024;
    if (size_kib == base) {
        struct node_memory m;
        int r = node_memory(cell, &m);
        if (r == 0)
            *ret = m.free / base;
        return r;
    }
    g_autofree char *path =
        cell < 0 ? g_strdup_printf("/sys/kernel/mm/hugepages/hugepages-%ukB/free_hugepages", size_kib)
                 : g_strdup_printf("/sys/devices/system/node/node%d/hugepages/hugepages-%ukB/free_hugepages", cell,
                                   size_kib);
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return -ENOENT;
    *ret = strtoull(text, NULL, 10);
    return 0;
}

int node_ksm(const char *name, uint64_t *ret)
{
    g_autofree char *path = g_strdup_printf("/sys/kernel/mm/ksm/%s", name);
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return -ENOENT;
    *ret = strtoull(text, NULL, 10);
    return 0;
}

int node_ksm_set(const char *name, uint64_t value)
{
    g_autofree char *path = g_strdup_printf("/sys/kernel/mm/ksm/%s", name);
    FILE *f = fopen(path, "we");
    if (!f)
        return -errno;
    int bad = fprintf(f, "%llu", (unsigned long long) value) < 0;
    bad |= fclose(f) != 0;
    return bad ? -EIO : 0;
}

char *node_dmi(const char *file)
{
    g_autofree char *path = g_strdup_printf("/sys/class/dmi/id/%s", file);
    char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return NULL;
    return g_strchomp(text);
}
