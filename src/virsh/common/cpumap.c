/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sets of processors: "0-3,^2,8" and back. */
#include <stdlib.h>
#include <string.h>

#include "virsh/common/common.h"

char *cpumap_text(const unsigned char *map, int len, int ncpus)
{
    GString *out = g_string_new(NULL);

    if (ncpus > len * 8)
        ncpus = len * 8;
    for (int i = 0; i < ncpus; i++) {
        int first = i;
        if (!VIR_CPU_USED(map, i))
            continue;
        while (i + 1 < ncpus && VIR_CPU_USED(map, i + 1))
            i++;
        g_string_append_printf(out, out->len ? ",%d" : "%d", first);
        if (i > first)
            g_string_append_printf(out, "-%d", i);
    }
    return g_string_free(out, FALSE);
}

static bool range_parse(const char *text, int *first, int *last)
{
    char *end;
    long a = strtol(text, &end, 10), b = a;

    if (end == text || !g_ascii_isdigit(*text))
        return false;
    if (*end == '-') {
        const char *second = end + 1;
        b = strtol(second, &end, 10);
        if (end == second || !g_ascii_isdigit(*second))
            return false;
    }
    *first = (int) a;
    *last = (int) b;
    return !*end && a <= b && b <= 0xffff;
}

static bool part_apply(const char *part, unsigned char *map, int ncpus, int *highest)
{
    bool drop = *part == '^';
    int first, last;

    if (!range_parse(part + drop, &first, &last))
        return false;
    if (!drop)
        *highest = MAX(*highest, last);
    for (int i = first; i <= last && i < ncpus; i++) {
        if (drop)
            VIR_UNUSE_CPU(map, i);
        else
            VIR_USE_CPU(map, i);
    }
    return true;
}

static bool any_used(const unsigned char *map, int ncpus)
{
    for (int i = 0; i < ncpus; i++)
        if (VIR_CPU_USED(map, i))
            return true;
    return false;
}

unsigned char *cpumap_parse(struct virsh *sh, const char *text, int ncpus, int *len)
{
    g_auto(GStrv) parts = g_strsplit(*text ? text : "?", ",", -1); /* nothing at all is no list */
    g_autofree unsigned char *map = g_malloc0((gsize) VIR_CPU_MAPLEN(ncpus));
    int highest = -1;

    *len = VIR_CPU_MAPLEN(ncpus);
    if (strcmp(text, "r") == 0) { /* reset: all of them */
        for (int i = 0; i < ncpus; i++)
            VIR_USE_CPU(map, i);
        return g_steal_pointer(&map);
    }
    for (char **p = parts; *p; p++)
        if (!(p != parts && !p[1] && !**p) && !part_apply(g_strstrip(*p), map, ncpus, &highest)) {
            virsh_error(sh, "Invalid cpulist '%s'", text);
            virsh_error(sh, "invalid argument: Failed to parse bitmap '%s'", text);
            return NULL;
        }
    if (!any_used(map, ncpus) && highest < ncpus) {
        virsh_error(sh, "Invalid cpulist '%s'", text);
        return NULL;
    }
    if (highest < ncpus)
        return g_steal_pointer(&map);
    virsh_error(sh, "CPU %d in cpulist '%s' exceed the maxcpu %d", highest, text, ncpus);
    return NULL;
}

int host_cpus(struct virsh *sh)
{
    int n = virNodeGetCPUMap(sh->conn, NULL, NULL, 0);
    virNodeInfo info;

    if (n >= 0)
        return n;
    virsh_forget(sh);
    return virNodeGetInfo(sh->conn, &info) < 0 ? -1 : (int) VIR_NODEINFO_MAXCPUS(info);
}
