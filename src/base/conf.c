/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* conf.c: the reader of configuration files: one pass, one place where a bad line is told. */
#include "base/conf.h"

#include <errno.h>
#include <glib.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include "base/file.h"
#include "base/names.h"

struct reader {
    const char *name, *p;
    int line;
    char *why;
};

struct value {
    enum conf_kind kind; /* CONF_STR, CONF_LIST, CONF_INT */
    char *str;
    char **list;
    long long num;
};

static void value_done(struct value *v)
{
    g_free(v->str);
    g_strfreev(v->list);
    *v = (struct value){0};
}

static int bad(struct reader *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static int bad(struct reader *r, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    g_autofree char *text = g_strdup_vprintf(fmt, ap);
    va_end(ap);
    if (!r->why)
        r->why = g_strdup_printf("%s:%d: %s", r->name, r->line, text);
    return -EINVAL;
}

/* Blanks and comments; ends of lines too where `lines`.  */
static void skip(struct reader *r, bool lines)
{
    for (;; r->p++) {
        if (*r->p == '#')
            r->p += strcspn(r->p, "\n");
        if (*r->p == '\n' && lines)
            r->line++;
        else if (*r->p != ' ' && *r->p != '\t' && *r->p != '\r')
            return;
    }
}

static int read_string(struct reader *r, char **ret)
{
    const char quote[4] = {*r->p, *r->p, *r->p, 0};
    size_t n = strncmp(r->p, "\"\"\"", 3) == 0 ? 3 : 1;
    const char *start = r->p + n;
    g_autofree char *end_mark = g_strndup(quote, n);
    const char *end = strstr(start, end_mark);
    if (n == 1 && end && memchr(start, '\n', (size_t) (end - start)))
        end = NULL;
    if (!end)
        return bad(r, "the string is not closed with %s", end_mark);
    *ret = g_strndup(start, (size_t) (end - start));
    for (const char *c = start; c < end; c++)
        r->line += *c == '\n';
    r->p = end + n;
    return 0;
}

static int read_list(struct reader *r, char ***ret)
{
    g_autoptr(GPtrArray) v = g_ptr_array_new_with_free_func(g_free);
    r->p++;
    for (;;) {
        char *s = NULL;
        skip(r, true);
        if (*r->p == ']')
            break;
        if (*r->p != '"' && *r->p != '\'')
            return bad(r, "a list holds strings in quotes, separated by commas, and ends with ]");
        if (read_string(r, &s) < 0)
            return -EINVAL;
        g_ptr_array_add(v, s);
        skip(r, true);
        if (*r->p == ',')
            r->p++;
        else if (*r->p != ']')
            return bad(r, "expecting , or ] in the list");
    }
    r->p++;
    g_ptr_array_add(v, NULL);
    *ret = (char **) g_ptr_array_steal(v, NULL);
    return 0;
}

static int read_value(struct reader *r, struct value *v)
{
    char *end;
    switch (*r->p) {
    case '"':
    case '\'':
        v->kind = CONF_STR;
        return read_string(r, &v->str);
    case '[':
        v->kind = CONF_LIST;
        return read_list(r, &v->list);
    default:
        v->kind = CONF_INT;
        v->num = g_ascii_strtoll(r->p, &end, 10);
        if (end == r->p)
            return bad(r, "expecting a number, a \"string\" or a [ list ]");
        r->p = end;
        return 0;
    }
}

static const struct conf_row *row_of(const struct conf_row *rows, const char *key)
{
    for (; rows->key; rows++)
        if (strcmp(rows->key, key) == 0)
            return rows;
    return NULL;
}

static const char *nearest_key(const struct conf_row *rows, const char *key)
{
    g_autoptr(GPtrArray) v = g_ptr_array_new();
    for (; rows->key; rows++)
        g_ptr_array_add(v, (void *) rows->key);
    return word_nearest((const char *const *) v->pdata, v->len, key);
}

static int store_number(struct reader *r, const struct conf_row *row, void *at, const struct value *v)
{
    long long min = row->max || row->min ? row->min : row->kind == CONF_INT ? INT_MIN : 0;
    long long max = row->max ? row->max : row->kind == CONF_BOOL ? 1 : row->kind == CONF_INT ? INT_MAX : UINT_MAX;
    if (v->kind != CONF_INT)
        return bad(r, "%s: expecting a number", row->key);
    if (v->num < min || v->num > max)
        return bad(r, "%s: %lld is out of range (%lld to %lld)", row->key, v->num, min, max);
    if (row->kind == CONF_BOOL)
        *(bool *) at = v->num != 0;
    else
        *(int *) at = (int) v->num; /* the unsigned member takes the same bits */
    return 0;
}

static int store_string(struct reader *r, const struct conf_row *row, void *at, struct value *v)
{
    if (v->kind != CONF_STR)
        return bad(r, "%s: expecting a \"string\"", row->key);
    if (row->words && !g_strv_contains(row->words, v->str)) {
        g_autofree char *all = g_strjoinv("\", \"", (char **) row->words);
        return bad(r, "%s: \"%s\" is not one of \"%s\"", row->key, v->str, all);
    }
    g_free(*(char **) at);
    *(char **) at = g_steal_pointer(&v->str);
    return 0;
}

static int store_list(struct reader *r, const struct conf_row *row, void *at, struct value *v)
{
    if (v->kind == CONF_STR) {
        v->list = g_new0(char *, 2);
        v->list[0] = g_steal_pointer(&v->str);
    } else if (v->kind != CONF_LIST) {
        return bad(r, "%s: expecting a [ list ] of \"strings\"", row->key);
    }
    g_strfreev(*(char ***) at);
    *(char ***) at = g_steal_pointer(&v->list);
    return 0;
}

static int store(struct reader *r, const struct conf_row *row, void *obj, struct value *v)
{
    void *at = (char *) obj + row->off;
    switch (row->kind) {
    case CONF_STR:
        return store_string(r, row, at, v);
    case CONF_LIST:
        return store_list(r, row, at, v);
    default:
        return store_number(r, row, at, v);
    }
}

static int read_line(struct reader *r, const struct conf_row *rows, void *obj,
                     void (*unknown)(const char *, int, const char *, const char *))
{
    size_t n = strspn(r->p, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");
    if (!n)
        return bad(r, "expecting a name and a value: name = value");
    g_autofree char *key = g_strndup(r->p, n);
    struct value v = {0};
    int line = r->line;

    r->p += n;
    skip(r, false);
    if (*r->p != '=')
        return bad(r, "expecting = after %s", key);
    r->p++;
    skip(r, false);
    int rc = read_value(r, &v);
    const struct conf_row *row = row_of(rows, key);
    if (rc == 0 && row)
        rc = store(r, row, obj, &v);
    else if (rc == 0 && unknown)
        unknown(r->name, line, key, nearest_key(rows, key));
    value_done(&v);
    if (rc < 0)
        return rc;
    skip(r, false);
    return *r->p && *r->p != '\n' ? bad(r, "nothing may follow the value of %s", key) : 0;
}

int conf_read(const char *name, const char *text, const struct conf_row *rows, void *obj, char **ret_why,
              void (*unknown)(const char *, int, const char *, const char *))
{
    struct reader r = {.name = name, .p = text, .line = 1};
    for (skip(&r, true); *r.p; skip(&r, true))
        if (read_line(&r, rows, obj, unknown) < 0) {
            *ret_why = r.why;
            return -EINVAL;
        }
    return 0;
}

int conf_load(const char *path, const struct conf_row *rows, void *obj, char **ret_why,
              void (*unknown)(const char *, int, const char *, const char *))
{
    g_autofree char *text = NULL;
    ssize_t n = file_load(path, 1 << 20, &text);
    if (n == -ENOENT)
        return 0;
    if (n < 0) {
        *ret_why = g_strdup_printf("%s: %s", path, g_strerror((int) -n));
        return (int) n;
    }
    return conf_read(path, text, rows, obj, ret_why, unknown);
}

void conf_done(const struct conf_row *rows, void *obj)
{
    for (; rows->key; rows++) {
        void *at = (char *) obj + rows->off;
        if (rows->kind == CONF_STR)
            g_clear_pointer((char **) at, g_free);
        else if (rows->kind == CONF_LIST)
            g_clear_pointer((char ***) at, g_strfreev);
    }
}
