/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* codec.c: the reading of untrusted JSON within limits; records become and are made of it by rec/json.h. */
#include "drivers/qemu/qmp/codec.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "rec/json.h"

json_t *qmp_encode(const struct rec *r, const void *obj)
{
    return rec_to_json(r, obj);
}

char *qmp_decode(const struct rec *r, void *obj, const json_t *value)
{
    return rec_json_why(r, obj, value);
}

/* ---- untrusted text ---- */

/* An unsigned number that jansson's signed ones cannot hold, as the signed one of the same bits.  */
static void put_number(GString *out, const char *digits, size_t n)
{
    char buf[24];
    if (n < 19 || n >= sizeof(buf)) {
        g_string_append_len(out, digits, n);
        return;
    }
    memcpy(buf, digits, n);
    buf[n] = 0;
    char *end = NULL;
    errno = 0;
    unsigned long long u = strtoull(buf, &end, 10);
    if (errno || *end)
        g_string_append_len(out, digits, n);
    else
        g_string_append_printf(out, "%lld", (long long) u);
}

struct scan {
    size_t tokens, depth;
    bool big; /* holds a number of 19 digits or more */
};

static const char *scan_limits(const char *s, size_t len, struct scan *sc)
{
    bool quoted = false;
    size_t digits = 0;
    for (size_t i = 0; i < len; i++) {
        char c = s[i];
        if (quoted) {
            if (c == '\\')
                i++;
            else
                quoted = c != '"';
            continue;
        }
        digits = c >= '0' && c <= '9' ? digits + 1 : 0;
        sc->big |= digits >= 19;
        quoted = c == '"';
        if (c == '[' || c == '{') {
            sc->tokens++;
            if (++sc->depth > QMP_DEPTH_MAX)
                return "it is nested too deeply";
        } else if (c == ']' || c == '}') {
            sc->depth -= sc->depth > 0;
        } else if (c == ',' || c == ':') {
            sc->tokens++;
        }
        if (sc->tokens > QMP_TOKENS_MAX)
            return "it holds too many values";
    }
    return NULL;
}

static GString *fold_numbers(const char *s, size_t len)
{
    GString *out = g_string_sized_new(len + 16);
    bool quoted = false;
    for (size_t i = 0; i < len; i++) {
        size_t n = 0;
        while (!quoted && i + n < len && s[i + n] >= '0' && s[i + n] <= '9')
            n++;
        bool whole =
            n && (i == 0 || !strchr(".-+eE0123456789", s[i - 1])) && (i + n == len || !strchr(".eE", s[i + n]));
        if (whole) {
            put_number(out, s + i, n);
            i += n - 1;
            continue;
        }
        g_string_append_c(out, s[i]);
        if (quoted && s[i] == '\\' && i + 1 < len)
            g_string_append_c(out, s[++i]);
        else if (s[i] == '"')
            quoted = !quoted;
    }
    return out;
}

json_t *qmp_read_json(const char *text, size_t len, char **why)
{
    struct scan sc = {0};
    json_error_t e;
    const char *limit = scan_limits(text, len, &sc);
    if (limit) {
        *why = g_strdup(limit);
        return NULL;
    }
    json_t *v;
    if (sc.big) {
        GString *folded = fold_numbers(text, len);
        v = json_loadb(folded->str, folded->len, JSON_ALLOW_NUL, &e);
        g_string_free(folded, TRUE);
    } else {
        v = json_loadb(text, len, JSON_ALLOW_NUL, &e);
    }
    if (!v)
        *why = g_strdup_printf("it is not JSON: %s", e.text);
    return v;
}
