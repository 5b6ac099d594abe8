/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sizes as people write and read them. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "virsh/common/common.h"

/* Powers of 1024 for K and KiB, of 1000 for KB; letters in any case. */
static bool unit_scale(const char *unit, unsigned long long *scale)
{
    static const char letters[] = "kmgtpe";
    unsigned long long base = 1024;

    if (strcasecmp(unit, "b") == 0 || strcasecmp(unit, "byte") == 0 || strcasecmp(unit, "bytes") == 0) {
        *scale = 1;
        return true;
    }
    const char *l = strchr(letters, g_ascii_tolower(*unit));
    if (!l || !*unit)
        return false;
    if (strcasecmp(unit + 1, "b") == 0)
        base = 1000;
    else if (unit[1] && strcasecmp(unit + 1, "ib") != 0)
        return false;
    *scale = 1;
    for (int i = 0; i <= l - letters; i++)
        *scale *= base;
    return true;
}

bool size_read(const char *text, unsigned long long scale, unsigned long long max, unsigned long long *bytes)
{
    char *end;

    if (!*text || strchr(text, '-'))
        return false;
    errno = 0;
    unsigned long long v = strtoull(text, &end, 10);
    if (errno || end == text)
        return false;
    while (*end == ' ')
        end++;
    if (*end && !unit_scale(end, &scale))
        return false;
    if (v > max / scale)
        return false;
    *bytes = v * scale;
    return true;
}

bool size_parse(struct virsh *sh, const char *opt, const char *text, unsigned long long scale, unsigned long long max,
                unsigned long long *bytes)
{
    if (size_read(text, scale, max, bytes))
        return true;
    virsh_error(sh, "Scaled numeric value '%s' for <%s> option is malformed or out of range", text, opt);
    return false;
}

double size_pretty(unsigned long long bytes, const char **unit)
{
    static const char *const units[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    double v = (double) bytes;
    unsigned i = 0;

    while (v >= 1024 && i + 1 < G_N_ELEMENTS(units)) {
        v /= 1024;
        i++;
    }
    *unit = units[i];
    return v;
}
