/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See rate.h. */
#include "virsh/domain/rate.h"

const char *const rate_names[4] = {"average", "peak", "burst", "floor"};

bool rate_parse(struct virsh *sh, const char *text, bool floor_ok, struct rate *r)
{
    g_auto(GStrv) words = g_strsplit(text, ",", -1);
    unsigned n = g_strv_length(words);

    *r = (struct rate){0};
    if (n > 4) {
        virsh_error(sh, "Rate string '%s' has too many fields", text);
        return false;
    }
    for (unsigned i = 0; i < n; i++) {
        guint64 value;
        if (!*words[i] && i)
            continue;
        if (!g_ascii_string_to_unsigned(words[i], 10, 0, G_MAXUINT, &value, NULL)) {
            virsh_error(sh, "field '%s' is malformed", rate_names[i]);
            return false;
        }
        r->part[i] = (struct num_ull){true, value};
    }
    if (floor_ok || !r->part[3].set)
        return true;
    virsh_error(sh, "outbound floor is unsupported yet");
    return false;
}

bool rate_put(struct virsh *sh, xmlNodePtr root, const char *which, const char *text, bool floor_ok)
{
    struct rate r;

    if (!rate_parse(sh, text, floor_ok, &r))
        return false;
    for (unsigned i = 0; i < 4; i++) {
        g_autofree char *path = g_strdup_printf("bandwidth/%s/@%s", which, rate_names[i]);
        g_autofree char *value = g_strdup_printf("%llu", r.part[i].v);
        if (r.part[i].set && r.part[i].v)
            xml_put(root, path, value);
    }
    return true;
}
