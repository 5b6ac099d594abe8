/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* number.c: the number kinds to text and back: no trailing junk, no wrap-around, ranges of the row. */
#include "rec/engine.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

/* Digits only, to the end; blanks before them are fine because strtoull's users rely on that.  */
static int digits(const char *s, unsigned base, uint64_t *ret)
{
    uint64_t v = 0;

    if (!*s)
        return -EINVAL;
    for (; *s; s++) {
        int d = g_ascii_xdigit_value(*s);
        if (d < 0 || (unsigned) d >= base)
            return -EINVAL;
        if (__builtin_mul_overflow(v, base, &v) || __builtin_add_overflow(v, (uint64_t) d, &v))
            return -ERANGE;
    }
    *ret = v;
    return 0;
}

static int number_bad(const char *text, const char *what, int why, struct rec_in *in)
{
    if (why == -ERANGE)
        return rec_bad(in, VIR_ERR_XML_ERROR, "'%s' is out of range", text);
    return rec_bad(in, VIR_ERR_XML_ERROR, "'%s' is not %s", text, what);
}

static int unsigned_parse(const struct fld *f, uint64_t limit, bool hex, const char *text, uint64_t *ret,
                          struct rec_in *in)
{
    const char *s = text;
    uint64_t v = 0, max = f->max && f->max < limit ? f->max : limit;
    int r;

    while (g_ascii_isspace(*s))
        s++;
    if (s[0] == '0' && (s[1] == 'x' || s[1] == 'X'))
        r = hex ? digits(s + 2, 16, &v) : -EINVAL;
    else
        r = digits(s + (*s == '+'), 10, &v);
    if (r == -EINVAL)
        return number_bad(text, hex ? "a number like 0x1f or 31" : "a whole number", r, in);
    if (r < 0 || v < f->min || v > max)
        return rec_bad(in, VIR_ERR_XML_ERROR, "'%s' is out of range %" PRIu64 " to %" PRIu64, text, f->min, max);
    *ret = v;
    return 0;
}

static int signed_parse(const struct fld *f, int64_t least, int64_t most, const char *text, int64_t *ret,
                        struct rec_in *in)
{
    const char *s = text;
    uint64_t v = 0;
    int64_t min = f->min || f->max ? (int64_t) f->min : least, max = f->max ? (int64_t) f->max : most, n;
    bool minus;
    int r;

    while (g_ascii_isspace(*s))
        s++;
    minus = *s == '-';
    r = digits(s + (minus || *s == '+'), 10, &v);
    if (r == -EINVAL)
        return number_bad(text, "a whole number", r, in);
    if (r == 0 && v > (uint64_t) INT64_MAX + minus)
        r = -ERANGE;
    n = minus ? (int64_t) (0 - v) : (int64_t) v;
    if (r < 0 || n < min || n > max)
        return rec_bad(in, VIR_ERR_XML_ERROR, "'%s' is out of range %" PRId64 " to %" PRId64, text, min, max);
    *ret = n;
    return 0;
}

void u64_append(GString *out, uint64_t v)
{
    char buf[24], *p = buf + sizeof(buf);

    do
        *--p = (char) ('0' + v % 10);
    while (v /= 10);
    g_string_append_len(out, p, buf + sizeof(buf) - p);
}

static void i64_append(GString *out, int64_t v)
{
    if (v < 0)
        g_string_append_c(out, '-');
    u64_append(out, v < 0 ? 0 - (uint64_t) v : (uint64_t) v);
}

/* The plain number kinds differ only in type: name, type, wide type, parser with its limits, printer.  */
#define SIGNED(k, T, least, most)                                                        \
    int k##_from_text(const struct fld *f, void *m, const char *text, struct rec_in *in) \
    {                                                                                    \
        int64_t v;                                                                       \
        if (signed_parse(f, least, most, text, &v, in) < 0)                              \
            return -1;                                                                   \
        *(T *) m = (T) v;                                                                \
        return 0;                                                                        \
    }                                                                                    \
    bool k##_to_text(const struct fld *f, const void *m, GString *out)                   \
    {                                                                                    \
        i64_append(out, *(const T *) m);                                                 \
        return true;                                                                     \
    }
#define UNSIGNED(k, T, most)                                                             \
    int k##_from_text(const struct fld *f, void *m, const char *text, struct rec_in *in) \
    {                                                                                    \
        uint64_t v;                                                                      \
        if (unsigned_parse(f, most, false, text, &v, in) < 0)                            \
            return -1;                                                                   \
        *(T *) m = (T) v;                                                                \
        return 0;                                                                        \
    }                                                                                    \
    bool k##_to_text(const struct fld *f, const void *m, GString *out)                   \
    {                                                                                    \
        u64_append(out, *(const T *) m);                                                 \
        return true;                                                                     \
    }
#define OPTIONAL_UNSIGNED(k, T, most, hex, print)                                        \
    int k##_from_text(const struct fld *f, void *m, const char *text, struct rec_in *in) \
    {                                                                                    \
        struct T *o = m;                                                                 \
        uint64_t v;                                                                      \
        if (unsigned_parse(f, most, hex, text, &v, in) < 0)                              \
            return -1;                                                                   \
        o->v = (__typeof__(o->v)) v;                                                     \
        o->set = true;                                                                   \
        return 0;                                                                        \
    }                                                                                    \
    bool k##_to_text(const struct fld *f, const void *m, GString *out)                   \
    {                                                                                    \
        const struct T *o = m;                                                           \
        if (o->set)                                                                      \
            print;                                                                       \
        return o->set;                                                                   \
    }
SIGNED(int, int32_t, INT32_MIN, INT32_MAX)
SIGNED(long, int64_t, INT64_MIN, INT64_MAX)
UNSIGNED(uint, uint32_t, UINT32_MAX)
UNSIGNED(ulong, uint64_t, UINT64_MAX)
OPTIONAL_UNSIGNED(opt32, opt_u32, UINT32_MAX, false, u64_append(out, o->v))
OPTIONAL_UNSIGNED(opt64, opt_u64, UINT64_MAX, false, u64_append(out, o->v))
OPTIONAL_UNSIGNED(hex, opt_u32, UINT32_MAX, true, g_string_append_printf(out, "0x%0*" PRIx32, (int) f->of.width, o->v))
OPTIONAL_UNSIGNED(hex64, opt_u64, UINT64_MAX, true,
                  g_string_append_printf(out, "0x%0*" PRIx64, (int) f->of.width, o->v))

int opti64_from_text(const struct fld *f, void *m, const char *text, struct rec_in *in)
{
    struct opt_i64 *o = m;

    if (signed_parse(f, INT64_MIN, INT64_MAX, text, &o->v, in) < 0)
        return -1;
    o->set = true;
    return 0;
}

bool opti64_to_text(const struct fld *f, const void *m, GString *out)
{
    const struct opt_i64 *o = m;

    if (o->set)
        i64_append(out, o->v);
    return o->set;
}

int double_from_text(const struct fld *f, void *m, const char *text, struct rec_in *in)
{
    char *end;
    double v = g_ascii_strtod(text, &end);

    if (end == text || *end || !isfinite(v))
        return rec_bad(in, VIR_ERR_XML_ERROR, "'%s' is not a number", text);
    *(double *) m = v;
    return 0;
}

bool double_to_text(const struct fld *f, const void *m, GString *out)
{
    char buf[G_ASCII_DTOSTR_BUF_SIZE];

    g_string_append(out, g_ascii_dtostr(buf, sizeof(buf), *(const double *) m));
    return true;
}

/* ---- sizes ---- */

/* KB is 1000 bytes; K and KiB are 1024, and so on; b, byte, bytes and nothing are bytes.  */
static int unit_bytes(const char *word, uint64_t *ret)
{
    static const char scales[] = "kmgtpe";
    const char *s;
    uint64_t step, v = 1;

    if (!*word || !g_ascii_strcasecmp(word, "b") || !g_ascii_strcasecmp(word, "byte") ||
        !g_ascii_strcasecmp(word, "bytes")) {
        *ret = 1;
        return 0;
    }
    s = strchr(scales, g_ascii_tolower(word[0]));
    if (!s || !*s)
        return -EINVAL;
    if (!word[1] || !g_ascii_strcasecmp(word + 1, "ib"))
        step = 1024;
    else if (!g_ascii_strcasecmp(word + 1, "b"))
        step = 1000;
    else
        return -EINVAL;
    for (const char *i = scales; i <= s; i++)
        v *= step;
    *ret = v;
    return 0;
}

const char *size_unit_word(const struct fld *f)
{
    static const struct {
        uint64_t unit;
        const char *full, *brief;
    } words[] = {
        {1, "bytes", "b"},
        {UINT64_C(1) << 10, "KiB", "k"},
        {UINT64_C(1) << 20, "MiB", "M"},
        {UINT64_C(1) << 30, "GiB", "G"},
        {UINT64_C(1) << 40, "TiB", "T"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (words[i].unit == f->of.unit)
            return f->flags & BRIEF_UNIT ? words[i].brief : words[i].full;
    return "bytes";
}

int size_parse(const struct fld *f, uint64_t *ret, const char *text, const char *unit, struct rec_in *in)
{
    struct fld any = {.max = 0};
    uint64_t row = f->of.unit ? f->of.unit : 1, scale = row, n;

    if (unit && unit_bytes(unit, &scale) < 0)
        return rec_bad(in, VIR_ERR_INVALID_ARG, "unknown suffix '%s'; use bytes, KiB, MiB, GiB, TiB, KB, MB, GB", unit);
    if (unsigned_parse(&any, UINT64_MAX, false, text, &n, in) < 0)
        return -1;
    if (scale != row) {
        unsigned __int128 bytes = (unsigned __int128) n * scale + (row - 1);
        if (bytes / row > UINT64_MAX)
            return rec_bad(in, VIR_ERR_OVERFLOW, "'%s' %s is too large", text, unit ? unit : "");
        n = (uint64_t) (bytes / row);
    }
    if (n > UINT64_MAX / row)
        return rec_bad(in, VIR_ERR_OVERFLOW, "'%s' %s is too large", text, unit ? unit : size_unit_word(f));
    if (n < f->min || (f->max && n > f->max))
        return rec_bad(in, VIR_ERR_XML_ERROR, "'%s' is out of range %" PRIu64 " to %" PRIu64 " %s", text, f->min,
                       f->max ? f->max : UINT64_MAX / row, size_unit_word(f));
    *ret = n;
    return 0;
}

int size_from_text(const struct fld *f, void *m, const char *text, struct rec_in *in)
{
    return size_parse(f, m, text, NULL, in);
}

bool size_to_text(const struct fld *f, const void *m, GString *out)
{
    u64_append(out, *(const uint64_t *) m);
    return true;
}

/* The same ranges for an object that was not read from text.  */
int check_range(const struct fld *f, const void *m, struct rec_in *in)
{
    GString *text;
    union {
        struct opt_u64 o;
        uint64_t u;
        double d;
    } scratch;
    int r = 0;

    if (!f->min && !f->max)
        return 0;
    text = g_string_sized_new(24);
    if (kind_infos[f->kind].format(f, m, text))
        r = kind_infos[f->kind].parse(f, &scratch, text->str, in);
    g_string_free(text, TRUE);
    return r;
}
