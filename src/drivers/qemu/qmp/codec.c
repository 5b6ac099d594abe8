/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * codec.c: QMP's JSON by the rows of a record. Unknown keys are ignored, a missing REQUIRED one and a value of
 * the wrong type are errors that name the path.
 */
#include "drivers/qemu/qmp/codec.h"

#include <string.h>

#define AT(T, obj, f) (*(T *) ((char *) (obj) + (f)->off))

static json_t *encode_field(const struct fld *f, const void *obj)
{
    switch (f->kind) {
    case K_STR:
        return AT(char *, obj, f) ? json_string_nocheck(AT(char *, obj, f)) : NULL;
    case K_ENUM:
        return AT(unsigned, obj, f) ? json_string(names_word(f->of.names, AT(unsigned, obj, f))) : NULL;
    case K_TRI:
        return AT(unsigned, obj, f) ? json_boolean(AT(unsigned, obj, f) == TRI_YES) : NULL;
    case K_FLAG:
        return json_boolean(AT(bool, obj, f));
    case K_INT:
        return json_integer(AT(int32_t, obj, f));
    case K_UINT:
        return json_integer(AT(uint32_t, obj, f));
    case K_LONG:
    case K_ULONG:
        return json_integer((json_int_t) AT(uint64_t, obj, f));
    case K_OPT32:
        return AT(struct opt_u32, obj, f).set ? json_integer(AT(struct opt_u32, obj, f).v) : NULL;
    case K_OPT64:
        return AT(struct opt_u64, obj, f).set ? json_integer((json_int_t) AT(struct opt_u64, obj, f).v) : NULL;
    case K_SUB:
        return qmp_encode(f->of.rec, (const char *) obj + f->off);
    case K_RAW:
        return AT(char *, obj, f) ? json_loads(AT(char *, obj, f), JSON_DECODE_ANY, NULL) : NULL;
    case K_LIST: {
        const struct rec_list *l = &AT(struct rec_list, obj, f);
        json_t *a = json_array();
        for (size_t i = 0; i < l->n; i++)
            json_array_append_new(a, qmp_encode(f->of.rec, l->v[i]));
        return a;
    }
    default:
        g_assert_not_reached(); /* a row of a kind that no command's arguments have */
    }
}

json_t *qmp_encode(const struct rec *r, const void *obj)
{
    json_t *o = json_object();
    for (const struct fld *f = r->flds; f->kind != K_END; f++) {
        json_t *v = encode_field(f, obj);
        if (v)
            json_object_set_new_nocheck(o, f->path, v);
    }
    return o;
}

static char *decode_into(const struct rec *r, void *obj, const json_t *value);

/* "a/b": the value of b in a; ".": the value itself.  */
static const json_t *lookup(const json_t *o, const char *path)
{
    if (!strcmp(path, "."))
        return o;
    const char *slash = strchr(path, '/');
    if (!slash)
        return json_object_get(o, path);
    g_autofree char *head = g_strndup(path, slash - path);
    return lookup(json_object_get(o, head), slash + 1);
}

static char *expected(const struct fld *f, const char *what)
{
    return g_strdup_printf("%s: %s expected", f->path, what);
}

/* Numbers beyond INT64_MAX arrive as their two's complement (qmp_read_json).  */
static char *decode_number(const struct fld *f, void *obj, const json_t *v)
{
    if (!json_is_integer(v))
        return expected(f, "number");
    json_int_t n = json_integer_value(v);
    int64_t lo = f->kind == K_INT ? INT32_MIN : f->kind == K_UINT || f->kind == K_OPT32 ? 0 : INT64_MIN;
    int64_t hi = f->kind == K_INT ? INT32_MAX : f->kind == K_UINT || f->kind == K_OPT32 ? UINT32_MAX : INT64_MAX;
    if (n < lo || n > hi)
        return expected(f, "number in range");
    switch (f->kind) {
    case K_INT:
        AT(int32_t, obj, f) = (int32_t) n;
        break;
    case K_UINT:
        AT(uint32_t, obj, f) = (uint32_t) n;
        break;
    case K_OPT32:
        AT(struct opt_u32, obj, f) = (struct opt_u32){(uint32_t) n, true};
        break;
    case K_OPT64:
        AT(struct opt_u64, obj, f) = (struct opt_u64){(uint64_t) n, true};
        break;
    default:
        AT(int64_t, obj, f) = n;
    }
    return NULL;
}

static char *decode_list(const struct fld *f, void *obj, const json_t *v)
{
    if (!json_is_array(v))
        return expected(f, "array");
    struct rec_list *l = &AT(struct rec_list, obj, f);
    size_t n = json_array_size(v);
    l->v = g_new0(void *, n ? n : 1);
    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(v, i);
        if (f->kind == K_STRS) {
            if (!json_is_string(item))
                return expected(f, "array of strings");
            l->v[l->n++] = g_strdup(json_string_value(item));
            continue;
        }
        l->v[l->n++] = g_malloc0(f->of.rec->size);
        char *why = decode_into(f->of.rec, l->v[i], item);
        if (why) {
            char *full = g_strdup_printf("%s/%zu/%s", f->path, i, why);
            g_free(why);
            return full;
        }
    }
    return NULL;
}

static char *decode_word(const struct fld *f, void *obj, const json_t *v)
{
    if (!json_is_string(v))
        return expected(f, "string");
    if (f->kind == K_STR) {
        AT(char *, obj, f) = g_strdup(json_string_value(v));
        return NULL;
    }
    int n = names_value(f->of.names, json_string_value(v));
    AT(unsigned, obj, f) = n > 0 ? (unsigned) n : 0; /* a newer QEMU's word is as good as none */
    return NULL;
}

static char *decode_bool(const struct fld *f, void *obj, const json_t *v)
{
    if (!json_is_boolean(v))
        return expected(f, "boolean");
    if (f->kind == K_FLAG)
        AT(bool, obj, f) = json_is_true(v);
    else
        AT(unsigned, obj, f) = json_is_true(v) ? TRI_YES : TRI_NO;
    return NULL;
}

static char *decode_raw(const struct fld *f, void *obj, const json_t *v)
{
    char *text = json_dumps(v, JSON_COMPACT | JSON_ENCODE_ANY);
    AT(char *, obj, f) = g_strdup(text);
    free(text);
    return NULL;
}

static char *decode_field(const struct fld *f, void *obj, const json_t *v)
{
    switch (f->kind) {
    case K_STR:
    case K_ENUM:
        return decode_word(f, obj, v);
    case K_FLAG:
    case K_TRI:
        return decode_bool(f, obj, v);
    case K_SUB:
        return decode_into(f->of.rec, (char *) obj + f->off, v);
    case K_PTR:
        AT(void *, obj, f) = g_malloc0(f->of.rec->size);
        return decode_into(f->of.rec, AT(void *, obj, f), v);
    case K_LIST:
    case K_STRS:
        return decode_list(f, obj, v);
    case K_RAW:
        return decode_raw(f, obj, v);
    default:
        return decode_number(f, obj, v);
    }
}

static char *decode_into(const struct rec *r, void *obj, const json_t *value)
{
    if (!json_is_object(value) && strcmp(r->flds[0].path, ".") != 0)
        return g_strdup("object expected");
    for (const struct fld *f = r->flds; f->kind != K_END; f++) {
        const json_t *v = lookup(value, f->path);
        if (v && !json_is_null(v)) {
            char *why = decode_field(f, obj, v);
            if (why)
                return why;
        } else if (f->flags & REQUIRED) {
            return g_strdup_printf("%s: missing", f->path);
        }
    }
    return NULL;
}

char *qmp_decode(const struct rec *r, void *obj, const json_t *value)
{
    memset(obj, 0, r->size);
    char *why = decode_into(r, obj, value);
    if (why)
        rec_done(r, obj);
    return why;
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
