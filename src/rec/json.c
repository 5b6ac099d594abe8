/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* json.c: see json.h. Each kind has one row: how it becomes a value, how a value becomes it. */
#define ERR_FROM VIR_FROM_NONE
#include "rec/json.h"
#include "rec/engine.h"

#include <string.h>

enum { DEPTH_MAX = 256 };

static char *read_record(const struct rec *r, void *obj, const json_t *value, unsigned depth);

static char *expected(const struct fld *f, const char *what)
{
    return g_strdup_printf("%s: %s expected", f->path, what);
}

/* ---- scalars to values ---- */

static json_t *word_to(const struct fld *f, const void *m)
{
    const char *w = names_word(f->of.names, *(const unsigned *) m);

    return w ? json_string(w) : NULL;
}

static json_t *tri_to(const struct fld *f, const void *m)
{
    unsigned v = *(const unsigned *) m;

    return v ? json_boolean(v == TRI_YES) : NULL;
}

static json_t *flag_to(const struct fld *f, const void *m)
{
    return json_boolean(*(const bool *) m);
}

static json_t *int_to(const struct fld *f, const void *m)
{
    return json_integer(*(const int32_t *) m);
}

static json_t *uint_to(const struct fld *f, const void *m)
{
    return json_integer(*(const uint32_t *) m);
}

static json_t *long_to(const struct fld *f, const void *m)
{
    return json_integer(*(const int64_t *) m);
}

static json_t *size_to(const struct fld *f, const void *m)
{
    return *(const uint64_t *) m ? long_to(f, m) : NULL;
}

static json_t *double_to(const struct fld *f, const void *m)
{
    return json_real(*(const double *) m);
}

static json_t *opt32_to(const struct fld *f, const void *m)
{
    const struct opt_u32 *o = m;

    return o->set ? json_integer(o->v) : NULL;
}

static json_t *opt64_to(const struct fld *f, const void *m)
{
    const struct opt_u64 *o = m;

    return o->set ? json_integer((json_int_t) o->v) : NULL;
}

static json_t *str_to(const struct fld *f, const void *m)
{
    const char *s = *(char *const *) m;

    return s ? json_string_nocheck(s) : NULL;
}

/* What prints as text in XML is the same text here.  */
static json_t *text_to(const struct fld *f, const void *m)
{
    g_autoptr(GString) s = g_string_new(NULL);

    if (fld_absent(f, m))
        return NULL;
    if (f->kind == K_CODEC)
        return f->of.codec->format && f->of.codec->format(m, s) ? json_string_nocheck(s->str) : NULL;
    return kind_infos[f->kind].format(f, m, s) ? json_string_nocheck(s->str) : NULL;
}

/* Any JSON when it is JSON, a string when it is XML.  */
static json_t *raw_to(const struct fld *f, const void *m)
{
    const char *s = *(char *const *) m;
    json_t *v = s ? json_loads(s, JSON_DECODE_ANY, NULL) : NULL;

    return v ? v : str_to(f, m);
}

static json_t *bytes_to(const struct fld *f, const void *m)
{
    const struct bytes *b = m;
    g_autofree char *text = g_base64_encode(b->v, b->n);

    return json_string(text);
}

static json_t *strs_to(const struct fld *f, const void *m)
{
    const struct rec_list *l = m;
    json_t *a = json_array();

    for (size_t i = 0; i < l->n; i++)
        json_array_append_new(a, json_string_nocheck(l->v[i]));
    return a;
}

static json_t *nums_to(const struct fld *f, const void *m)
{
    const struct bytes *b = m;
    const void *v = b->v;
    json_t *a = json_array();

    for (size_t i = 0; i < b->n; i++)
        json_array_append_new(a, json_integer(f->kind == K_INTS    ? ((const int32_t *) v)[i]
                                              : f->kind == K_UINTS ? ((const uint32_t *) v)[i]
                                                                   : ((const int64_t *) v)[i]));
    return a;
}

static json_t *sub_to(const struct fld *f, const void *m)
{
    return rec_to_json(f->of.rec, m);
}

static json_t *ptr_to(const struct fld *f, const void *m)
{
    const void *p = *(void *const *) m;

    return p ? rec_to_json(f->of.rec, p) : NULL;
}

static json_t *list_to(const struct fld *f, const void *m)
{
    const struct rec_list *l = m;
    json_t *a = json_array();

    for (size_t i = 0; i < l->n; i++)
        json_array_append_new(a, rec_to_json(f->of.rec, l->v[i]));
    return a;
}

/* ---- values to scalars ---- */

static char *word_from(const struct fld *f, void *m, const json_t *v, unsigned depth)
{
    int n;

    if (!json_is_string(v))
        return expected(f, "string");
    n = names_value(f->of.names, json_string_value(v));
    *(unsigned *) m = n > 0 ? (unsigned) n : 0;
    return NULL;
}

static char *tri_from(const struct fld *f, void *m, const json_t *v, unsigned depth)
{
    if (!json_is_boolean(v))
        return expected(f, "boolean");
    *(unsigned *) m = json_is_true(v) ? TRI_YES : TRI_NO;
    return NULL;
}

static char *flag_from(const struct fld *f, void *m, const json_t *v, unsigned depth)
{
    if (!json_is_boolean(v))
        return expected(f, "boolean");
    *(bool *) m = json_is_true(v);
    return NULL;
}

static char *number(const struct fld *f, const json_t *v, int64_t least, int64_t most, int64_t *ret)
{
    if (!json_is_integer(v))
        return expected(f, "number");
    *ret = json_integer_value(v);
    return *ret < least || *ret > most ? expected(f, "number in range") : NULL;
}

static char *int_from(const struct fld *f, void *m, const json_t *v, unsigned depth)
{
    int64_t n = 0;
    char *why = number(f, v, INT32_MIN, INT32_MAX, &n);

    if (!why)
        *(int32_t *) m = (int32_t) n;
    return why;
}

static char *uint_from(const struct fld *f, void *m, const json_t *v, unsigned depth)
{
    int64_t n = 0;
    char *why = number(f, v, 0, UINT32_MAX, &n);

    if (!why)
        *(uint32_t *) m = (uint32_t) n;
    return why;
}

static char *long_from(const struct fld *f, void *m, const json_t *v, unsigned depth)
{
    return number(f, v, INT64_MIN, INT64_MAX, m);
}

static char *double_from(const struct fld *f, void *m, const json_t *v, unsigned depth)
{
    if (!json_is_number(v))
        return expected(f, "number");
    *(double *) m = json_number_value(v);
    return NULL;
}

static char *opt32_from(const struct fld *f, void *m, const json_t *v, unsigned depth)
{
    struct opt_u32 *o = m;
    char *why = uint_from(f, &o->v, v, depth);

    o->set = !why;
    return why;
}

static char *opt64_from(const struct fld *f, void *m, const json_t *v, unsigned depth)
{
    struct opt_u64 *o = m;
    char *why = long_from(f, &o->v, v, depth);

    o->set = !why;
    return why;
}

static char *str_from(const struct fld *f, void *m, const json_t *v, unsigned depth)
{
    if (!json_is_string(v))
        return expected(f, "string");
    if (strlen(json_string_value(v)) != json_string_length(v))
        return expected(f, "string without NUL");
    g_free(*(char **) m);
    *(char **) m = g_strdup(json_string_value(v));
    return NULL;
}

static char *text_from(const struct fld *f, void *m, const json_t *v, unsigned depth)
{
    virErrorPtr before;
    int r;

    if (!json_is_string(v))
        return expected(f, "string");
    before = err_take();
    r = kind_infos[f->kind].parse(f, m, json_string_value(v), NULL);
    err_put(before); /* the reader's words are enough here */
    return r < 0 ? expected(f, kind_infos[f->kind].words) : NULL;
}

static char *raw_from(const struct fld *f, void *m, const json_t *v, unsigned depth)
{
    char *text;

    if (json_is_string(v) && json_string_value(v)[0] == '<') /* XML, see raw_to() */
        return str_from(f, m, v, depth);
    text = json_dumps(v, JSON_COMPACT | JSON_ENCODE_ANY);
    g_free(*(char **) m);
    *(char **) m = g_strdup(text);
    free(text);
    return NULL;
}

static char *bytes_from(const struct fld *f, void *m, const json_t *v, unsigned depth)
{
    struct bytes *b = m;

    if (!json_is_string(v))
        return expected(f, "base64 text");
    g_free(b->v);
    b->v = g_base64_decode(json_string_value(v), &b->n);
    return NULL;
}

/* ---- values to lists and records ---- */

static char *within(const struct fld *f, size_t i, char *why)
{
    char *full = g_strdup_printf("%s/%zu/%s", f->path, i, why);

    g_free(why);
    return full;
}

static char *strs_from(const struct fld *f, void *m, const json_t *v, unsigned depth)
{
    struct rec_list *l = m;
    size_t n = json_array_size(v);

    if (!json_is_array(v))
        return expected(f, "array");
    strs_free(f, m);
    *l = (struct rec_list){g_new0(void *, n), 0};
    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(v, i);
        if (!json_is_string(item))
            return expected(f, "array of strings");
        l->v[l->n++] = g_strdup(json_string_value(item));
    }
    return NULL;
}

static char *nums_from(const struct fld *f, void *m, const json_t *v, unsigned depth)
{
    bool wide = f->kind == K_LONGS || f->kind == K_ULONGS;
    size_t n = json_array_size(v), each = wide ? 8 : 4;
    struct bytes *b = m;
    char *why = NULL;

    if (!json_is_array(v))
        return expected(f, "array");
    g_free(b->v);
    *b = (struct bytes){g_malloc0(n * each), 0};
    for (; b->n < n && !why; b->n += !why)
        why = (wide                ? long_from
               : f->kind == K_INTS ? int_from
                                   : uint_from)(f, b->v + b->n * each, json_array_get(v, b->n), depth);
    return why;
}

static char *sub_from(const struct fld *f, void *m, const json_t *v, unsigned depth)
{
    return read_record(f->of.rec, m, v, depth + 1);
}

static char *ptr_from(const struct fld *f, void *m, const json_t *v, unsigned depth)
{
    if (!*(void **) m)
        *(void **) m = rec_new(f->of.rec);
    return read_record(f->of.rec, *(void **) m, v, depth + 1);
}

static char *list_from(const struct fld *f, void *m, const json_t *v, unsigned depth)
{
    struct rec_list *l = m;
    size_t n = json_array_size(v);

    if (!json_is_array(v))
        return expected(f, "array");
    list_free(f, m);
    *l = (struct rec_list){g_new0(void *, n), 0};
    for (size_t i = 0; i < n; i++) {
        char *why;
        l->v[l->n++] = rec_new(f->of.rec);
        if ((why = read_record(f->of.rec, l->v[i], json_array_get(v, i), depth + 1)))
            return within(f, i, why);
    }
    return NULL;
}

/* ---- the kinds ---- */
static const struct {
    json_t *(*to)(const struct fld *f, const void *m);
    char *(*from)(const struct fld *f, void *m, const json_t *v, unsigned depth);
} json_kinds[K_LAST] = {
    [K_STR] = {str_to, str_from},       [K_ENUM] = {word_to, word_from},    [K_TRI] = {tri_to, tri_from},
    [K_FLAG] = {flag_to, flag_from},    [K_INT] = {int_to, int_from},       [K_UINT] = {uint_to, uint_from},
    [K_LONG] = {long_to, long_from},    [K_ULONG] = {long_to, long_from},   [K_DOUBLE] = {double_to, double_from},
    [K_OPT32] = {opt32_to, opt32_from}, [K_OPT64] = {opt64_to, opt64_from}, [K_OPTI64] = {opt64_to, opt64_from},
    [K_HEX] = {opt32_to, opt32_from},   [K_HEX64] = {opt64_to, opt64_from}, [K_SIZE] = {size_to, long_from},
    [K_UUID] = {text_to, text_from},    [K_MAC] = {text_to, text_from},     [K_CPUSET] = {text_to, text_from},
    [K_SUB] = {sub_to, sub_from},       [K_PTR] = {ptr_to, ptr_from},       [K_LIST] = {list_to, list_from},
    [K_STRS] = {strs_to, strs_from},    [K_RAW] = {raw_to, raw_from},       [K_CODEC] = {text_to, text_from},
    [K_BYTES] = {bytes_to, bytes_from}, [K_INTS] = {nums_to, nums_from},    [K_UINTS] = {nums_to, nums_from},
    [K_LONGS] = {nums_to, nums_from},   [K_ULONGS] = {nums_to, nums_from},
};

/* ---- paths ---- */

static bool is_here(const char *path)
{
    return strcmp(path, ".") == 0;
}

/* Puts `value` (taken) where the path says, making the objects on the way.  */
static void put(json_t *object, const char *path, json_t *value)
{
    const char *slash = strchr(path, '/');
    g_autofree char *head = NULL;
    json_t *in;

    if (!slash) {
        in = json_object_get(object, path + (*path == '@'));
        if (json_is_object(in) && !json_is_object(value)) /* attributes came first */
            json_object_set_new_nocheck(in, "value", value);
        else
            json_object_set_new_nocheck(object, path + (*path == '@'), value);
        return;
    }
    head = g_strndup(path, (gsize) (slash - path));
    in = json_object_get(object, head);
    if (json_is_array(in) || json_is_object(in) || !in) {
        if (!json_is_object(in)) {
            json_object_set_new_nocheck(object, head, json_object());
            in = json_object_get(object, head);
        }
        put(in, slash + 1, value);
        return;
    }
    /* A text with attributes: the text becomes the object's "value".  */
    json_incref(in);
    json_object_set_new_nocheck(object, head, json_object());
    json_object_set_new_nocheck(json_object_get(object, head), "value", in);
    put(json_object_get(object, head), slash + 1, value);
}

static const json_t *get(const json_t *object, const char *path)
{
    const char *slash = strchr(path, '/');
    g_autofree char *head = NULL;

    if (!slash)
        return json_object_get(object, path + (*path == '@'));
    head = g_strndup(path, (gsize) (slash - path));
    return get(json_object_get(object, head), slash + 1);
}

static void merge(json_t *object, json_t *more)
{
    json_object_update_missing(object, more);
    json_decref(more);
}

json_t *rec_to_json(const struct rec *r, const void *obj)
{
    json_t *object = json_object(), *value;
    const struct arm *arm;

    for (const struct fld *f = r->flds; f->kind; f++) {
        if (f->flags & ALIAS || !f->path)
            continue;
        if (f->kind == K_UNION) {
            arm = union_arm(f, obj);
            value = arm ? rec_to_json(arm->rec, fld_at(f, obj)) : NULL;
        } else {
            value = json_kinds[f->kind].to ? json_kinds[f->kind].to(f, fld_at(f, obj)) : NULL;
        }
        if (!value)
            continue;
        if (!is_here(f->path)) {
            put(object, f->path, value);
        } else if (f->kind == K_SUB || f->kind == K_UNION) {
            merge(object, value);
        } else if (!r->flds[1].kind) { /* the only row: the value itself */
            json_decref(object);
            return value;
        } else {
            json_object_set_new_nocheck(object, "value", value);
        }
    }
    return object;
}

static const json_t *value_of(const struct fld *f, const json_t *value)
{
    const json_t *in;

    if (!is_here(f->path)) {
        in = get(value, f->path);
        /* <a b="c">text</a> has its text at "value".  */
        return json_is_object(in) && kind_infos[f->kind].parse && f->kind != K_RAW ? json_object_get(in, "value") : in;
    }
    if (f->kind == K_SUB || f->kind == K_UNION || !json_is_object(value))
        return value;
    return json_object_get(value, "value");
}

static char *read_field(const struct fld *f, void *obj, const json_t *v, unsigned depth)
{
    const struct arm *arm;

    if (f->kind == K_UNION) {
        arm = union_arm(f, obj);
        return arm && json_is_object(v) ? read_record(arm->rec, fld_make(f, obj), v, depth + 1) : NULL;
    }
    if (v && !json_is_null(v))
        return json_kinds[f->kind].from ? json_kinds[f->kind].from(f, fld_make(f, obj), v, depth) : NULL;
    return f->flags & REQUIRED ? g_strdup_printf("%s: missing", f->path) : NULL;
}

static char *read_record(const struct rec *r, void *obj, const json_t *value, unsigned depth)
{
    char *why;

    if (depth > DEPTH_MAX)
        return g_strdup("nested too deep");
    if (!json_is_object(value) && (!r->flds[0].path || !is_here(r->flds[0].path)))
        return g_strdup("object expected");
    for (int unions = 0; unions < 2; unions++) /* a union's tag first, wherever its row stands */
        for (const struct fld *f = r->flds; f->kind; f++) {
            if (!f->path || (f->kind == K_UNION) != unions)
                continue;
            if ((why = read_field(f, obj, value_of(f, value), depth)))
                return why;
        }
    return NULL;
}

char *rec_json_why(const struct rec *r, void *obj, const json_t *value)
{
    char *why;

    memset(obj, 0, r->size);
    if ((why = read_record(r, obj, value, 0)))
        rec_done(r, obj);
    return why;
}

int rec_from_json(const struct rec *r, void *obj, const json_t *value)
{
    g_autofree char *why = rec_json_why(r, obj, value);

    if (!why)
        return 0;
    err(VIR_ERR_INTERNAL_ERROR, "malformed '%s': %s", r->name, why);
    return -1;
}
