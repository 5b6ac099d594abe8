/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* text.c: each scalar kind to text and back: strict, ranges checked, errors that name the remedy. */
#include "rec/engine.h"

#include "base/uuid.h"

#include <inttypes.h>
#include <string.h>

int check_length(const struct fld *f, size_t n, const char *what, struct rec_in *in)
{
    if (f->max && n > f->max)
        return rec_bad(in, VIR_ERR_XML_ERROR, "%zu %s, at most %" PRIu64 " are allowed", n, what, f->max);
    return 0;
}

int str_from_text(const struct fld *f, void *m, const char *text, struct rec_in *in)
{
    char **s = m;

    if (check_length(f, strlen(text), "bytes of text", in) < 0)
        return -1;
    g_free(*s);
    *s = g_strdup(text);
    return 0;
}

bool str_to_text(const struct fld *f, const void *m, GString *out)
{
    const char *s = *(char *const *) m;

    if (s)
        xml_escape(out, s);
    return s != NULL;
}

/* "a, b or c" of a table with few words, else NULL.  */
static char *words_list(const struct names *t)
{
    GString *s = g_string_new(NULL);
    size_t n = 0;

    for (size_t i = 0; i < t->n; i++) {
        if (!t->v[i])
            continue;
        if (n++ > 0)
            g_string_append(s, ", ");
        g_string_append(s, t->v[i]);
    }
    return g_string_free(s, n == 0 || n > 12);
}

int enum_from_text(const struct fld *f, void *m, const char *text, struct rec_in *in)
{
    int v = names_value(f->of.names, text);

    if (v < 0) {
        const char *what = f->of.names->what, *near = names_nearest(f->of.names, text);
        const char *an = strchr("aeiou", what[0]) ? "an" : "a";
        g_autofree char *words = near ? NULL : words_list(f->of.names);

        if (near)
            return rec_bad(in, VIR_ERR_XML_ERROR, "'%s' is not %s %s; did you mean '%s'?", text, an, what, near);
        if (words)
            return rec_bad(in, VIR_ERR_XML_ERROR, "'%s' is not %s %s; use one of %s", text, an, what, words);
        return rec_bad(in, VIR_ERR_XML_ERROR, "'%s' is not %s %s", text, an, what);
    }
    *(unsigned *) m = (unsigned) v;
    return 0;
}

bool enum_to_text(const struct fld *f, const void *m, GString *out)
{
    const char *w = names_word(f->of.names, *(const unsigned *) m);

    if (w)
        xml_escape(out, w);
    return w != NULL;
}

int flag_from_text(const struct fld *f, void *m, const char *text, struct rec_in *in)
{
    unsigned v = 0;
    struct fld row = {.of.names = &yesno_names};

    if (enum_from_text(&row, &v, text, in) < 0)
        return -1;
    *(bool *) m = v == TRI_YES;
    return 0;
}

bool flag_to_text(const struct fld *f, const void *m, GString *out)
{
    g_string_append(out, *(const bool *) m ? "yes" : "no");
    return true;
}

/* ---- identities ---- */

int uuid_from_text(const struct fld *f, void *m, const char *text, struct rec_in *in)
{
    if (uuid_parse(text, m) < 0)
        return rec_bad(in, VIR_ERR_XML_ERROR, "'%s' is not a UUID like 4dea22b3-1d52-d8f3-2516-782e98ab3fa0", text);
    return 0;
}

bool uuid_to_text(const struct fld *f, const void *m, GString *out)
{
    char text[UUID_TEXT];

    g_string_append_len(out, uuid_format(m, text), UUID_TEXT - 1);
    return true;
}

/* Six numbers of one or two hexadecimal digits.  */
static bool mac_read(const char *s, uint8_t v[6])
{
    for (int i = 0; i < 6; i++) {
        int d = g_ascii_xdigit_value(*s);
        if (d < 0)
            return false;
        v[i] = (uint8_t) d;
        if ((d = g_ascii_xdigit_value(*++s)) >= 0) {
            v[i] = (uint8_t) (v[i] << 4 | d);
            s++;
        }
        if (*s++ != (i < 5 ? ':' : '\0'))
            return false;
    }
    return true;
}

int mac_from_text(const struct fld *f, void *m, const char *text, struct rec_in *in)
{
    struct opt_mac mac = {.set = true};

    if (!mac_read(text, mac.v))
        return rec_bad(in, VIR_ERR_XML_ERROR, "'%s' is not a MAC address like 52:54:00:12:34:56", text);
    *(struct opt_mac *) m = mac;
    return 0;
}

bool mac_to_text(const struct fld *f, const void *m, GString *out)
{
    const struct opt_mac *a = m;

    if (a->set)
        g_string_append_printf(out, "%02x:%02x:%02x:%02x:%02x:%02x", a->v[0], a->v[1], a->v[2], a->v[3], a->v[4],
                               a->v[5]);
    return a->set;
}

int cpuset_from_text(const struct fld *f, void *m, const char *text, struct rec_in *in)
{
    char *canon = cpuset_canonical(text, f->max ? (unsigned) f->max : CPUSET_MAX);

    if (!canon)
        return rec_bad(in, VIR_ERR_INVALID_ARG,
                       "Failed to parse bitmap '%s': a set of numbers looks like 0-3,^1,6 and is not empty", text);
    g_free(*(char **) m);
    *(char **) m = canon;
    return 0;
}

bool cpuset_to_text(const struct fld *f, const void *m, GString *out)
{
    return str_to_text(f, m, out);
}

int codec_from_text(const struct fld *f, void *m, const char *text, struct rec_in *in)
{
    if (!f->of.codec->parse)
        return rec_bad(in, VIR_ERR_XML_ERROR, "'%s' cannot be read here", text);
    return f->of.codec->parse(m, text, in);
}

static bool is_plain(const char *text)
{
    for (; *text; text++)
        if ((unsigned char) *text < ' ' || strchr("&<>'\"", *text))
            return false;
    return true;
}

/* Codecs print plain text; XML escaping is done here, for the few that need it.  */
bool codec_to_text(const struct fld *f, const void *m, GString *out)
{
    gsize start = out->len;

    if (!f->of.codec->format || !f->of.codec->format(m, out)) {
        g_string_truncate(out, start);
        return false;
    }
    if (!is_plain(out->str + start)) {
        g_autofree char *text = g_strdup(out->str + start);
        g_string_truncate(out, start);
        xml_escape(out, text);
    }
    return true;
}
