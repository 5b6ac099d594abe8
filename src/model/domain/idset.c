/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* idset.c: sets of small numbers.  */
#include "model/domain/idset.h"

#include <glib.h>
#include <string.h>

bool idset_parse(const char *text, struct idset *set)
{
    const char *s = text;

    memset(set, 0, sizeof(*set));
    while (s && *s) {
        char *end;
        guint64 first = g_ascii_strtoull(s, &end, 10), last = first;
        if (end == s)
            return false;
        if (*end == '-') {
            s = end + 1;
            last = g_ascii_strtoull(s, &end, 10);
            if (end == s)
                return false;
        }
        if (last >= IDSET_MAX || first > last || (*end && *end != ','))
            return false;
        for (; first <= last; first++)
            idset_add(set, (unsigned) first);
        s = *end ? end + 1 : end;
    }
    return true;
}

char *idset_format(const struct idset *set)
{
    GString *out = g_string_new(NULL);

    for (unsigned i = 0; i < IDSET_MAX; i++) {
        unsigned first = i;
        if (!idset_has(set, i))
            continue;
        while (idset_has(set, i + 1))
            i++;
        g_string_append_printf(out, "%s%u", out->len ? "," : "", first);
        if (i > first)
            g_string_append_printf(out, "-%u", i);
    }
    return g_string_free(out, FALSE);
}
