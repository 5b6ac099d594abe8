/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cpuset.c: sets of processors and nodes, "0-3,^1,6", to their one canonical spelling. */
#include "rec/engine.h"

#include <string.h>

static bool number(const char **s, unsigned limit, unsigned *ret)
{
    unsigned v = 0;

    if (!g_ascii_isdigit(**s))
        return false;
    for (; g_ascii_isdigit(**s); ++*s)
        if ((v = v * 10 + (unsigned) (**s - '0')) >= limit)
            return false;
    *ret = v;
    return true;
}

static void blanks(const char **s)
{
    while (g_ascii_isspace(**s))
        ++*s;
}

/* One "3", "0-7" or "^3".  */
static bool part(const char **s, uint8_t *set, unsigned limit)
{
    bool except = **s == '^';
    unsigned from, to;

    *s += except;
    if (!number(s, limit, &from))
        return false;
    to = from;
    if (!except && **s == '-') {
        ++*s;
        if (!number(s, limit, &to) || to < from)
            return false;
    }
    memset(set + from, !except, to - from + 1);
    return true;
}

static char *print(const uint8_t *set, unsigned limit)
{
    GString *out = g_string_new(NULL);

    for (unsigned i = 0; i < limit; i++) {
        unsigned from = i;
        if (!set[i])
            continue;
        while (i + 1 < limit && set[i + 1])
            i++;
        if (out->len > 0)
            g_string_append_c(out, ',');
        u64_append(out, from);
        if (i > from) {
            g_string_append_c(out, '-');
            u64_append(out, i);
        }
    }
    return g_string_free(out, out->len == 0);
}

char *cpuset_canonical(const char *text, unsigned limit)
{
    g_autofree uint8_t *set = g_malloc0(limit);
    const char *s = text;

    for (;;) {
        blanks(&s);
        if (!part(&s, set, limit))
            return NULL;
        blanks(&s);
        if (!*s)
            return print(set, limit);
        if (*s++ != ',')
            return NULL;
    }
}
