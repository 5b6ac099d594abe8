/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* typedparams.c: the public functions on lists of typed parameters. */
#define ERR_FROM VIR_FROM_NONE
#include <errno.h>
#include <glib.h>
#include <libvirt/libvirt.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "lib/errors.h"

static const char *const type_words[] = {
    [VIR_TYPED_PARAM_INT] = "int",       [VIR_TYPED_PARAM_UINT] = "uint",     [VIR_TYPED_PARAM_LLONG] = "llong",
    [VIR_TYPED_PARAM_ULLONG] = "ullong", [VIR_TYPED_PARAM_DOUBLE] = "double", [VIR_TYPED_PARAM_BOOLEAN] = "boolean",
    [VIR_TYPED_PARAM_STRING] = "string",
};

static const char *type_word(int type)
{
    return type > 0 && (size_t) type < G_N_ELEMENTS(type_words) ? type_words[type] : "unknown";
}

static virTypedParameterPtr find(virTypedParameterPtr params, int nparams, const char *name)
{
    for (int i = 0; params && name && i < nparams; i++)
        if (strcmp(params[i].field, name) == 0)
            return &params[i];
    return NULL;
}

virTypedParameterPtr virTypedParamsGet(virTypedParameterPtr params, int nparams, const char *name)
{
    err_reset();
    return find(params, nparams, name);
}

/* 1 and the parameter; 0: not there; -1: there, but of another type.  */
static int get(virTypedParameterPtr params, int nparams, const char *name, int type, virTypedParameterPtr *found)
{
    err_reset();
    *found = find(params, nparams, name);
    if (!*found)
        return 0;
    if ((*found)->type == type)
        return 1;
    err(VIR_ERR_INVALID_ARG, "Invalid type '%s' requested for parameter '%s', actual type is '%s'", type_word(type),
        name, type_word((*found)->type));
    error_dispatch(NULL);
    return -1;
}

#define GET(F, T, TYPE, MEMBER)                                                 \
    int F(virTypedParameterPtr params, int nparams, const char *name, T *value) \
    {                                                                           \
        virTypedParameterPtr p;                                                 \
        int r = get(params, nparams, name, TYPE, &p);                           \
        if (r > 0 && value)                                                     \
            *value = p->value.MEMBER;                                           \
        return r;                                                               \
    }

GET(virTypedParamsGetInt, int, VIR_TYPED_PARAM_INT, i)
GET(virTypedParamsGetUInt, unsigned int, VIR_TYPED_PARAM_UINT, ui)
GET(virTypedParamsGetLLong, long long, VIR_TYPED_PARAM_LLONG, l)
GET(virTypedParamsGetULLong, unsigned long long, VIR_TYPED_PARAM_ULLONG, ul)
GET(virTypedParamsGetDouble, double, VIR_TYPED_PARAM_DOUBLE, d)
GET(virTypedParamsGetString, const char *, VIR_TYPED_PARAM_STRING, s)

int virTypedParamsGetBoolean(virTypedParameterPtr params, int nparams, const char *name, int *value)
{
    virTypedParameterPtr p;
    int r = get(params, nparams, name, VIR_TYPED_PARAM_BOOLEAN, &p);

    if (r > 0 && value)
        *value = p->value.b != 0;
    return r;
}

/* The list as its owner holds it: array, used, room.  */
struct list {
    virTypedParameterPtr *v;
    int *n, *max;
};

static int refuse(void)
{
    error_dispatch(NULL);
    return -1;
}

/* Room for one more, cleared and named; NULL with the error told.  */
static virTypedParameterPtr append(struct list to, const char *name, int type)
{
    virTypedParameterPtr p;

    if (!to.v || !to.n || !to.max) {
        err(VIR_ERR_INVALID_ARG, "no list to add a parameter to");
        refuse();
        return NULL;
    }
    if (name && strlen(name) >= VIR_TYPED_PARAM_FIELD_LENGTH) {
        err(VIR_ERR_INTERNAL_ERROR, "Field name '%s' too long", name);
        refuse();
        return NULL;
    }
    if (*to.n >= *to.max) {
        *to.max = *to.n + 1;
        *to.v = g_realloc_n(*to.v, (gsize) *to.max, sizeof(**to.v));
    }
    p = &(*to.v)[(*to.n)++];
    memset(p, 0, sizeof(*p));
    g_strlcpy(p->field, name ? name : "", sizeof(p->field));
    p->type = type;
    return p;
}

#define ADD(F, T, TYPE, MEMBER, CONVERT)                                                         \
    int F(virTypedParameterPtr *params, int *nparams, int *maxparams, const char *name, T value) \
    {                                                                                            \
        virTypedParameterPtr p;                                                                  \
        err_reset();                                                                             \
        p = append((struct list){params, nparams, maxparams}, name, TYPE);                       \
        if (!p)                                                                                  \
            return -1;                                                                           \
        p->value.MEMBER = CONVERT;                                                               \
        return 0;                                                                                \
    }

ADD(virTypedParamsAddInt, int, VIR_TYPED_PARAM_INT, i, value)
ADD(virTypedParamsAddUInt, unsigned int, VIR_TYPED_PARAM_UINT, ui, value)
ADD(virTypedParamsAddLLong, long long, VIR_TYPED_PARAM_LLONG, l, value)
ADD(virTypedParamsAddULLong, unsigned long long, VIR_TYPED_PARAM_ULLONG, ul, value)
ADD(virTypedParamsAddDouble, double, VIR_TYPED_PARAM_DOUBLE, d, value)
ADD(virTypedParamsAddBoolean, int, VIR_TYPED_PARAM_BOOLEAN, b, value != 0)
ADD(virTypedParamsAddString, const char *, VIR_TYPED_PARAM_STRING, s, g_strdup(value ? value : ""))

int virTypedParamsAddStringList(virTypedParameterPtr *params, int *nparams, int *maxparams, const char *name,
                                const char **values)
{
    err_reset();
    for (; values && *values; values++)
        if (virTypedParamsAddString(params, nparams, maxparams, name, *values) < 0)
            return -1;
    return 0;
}

/* All of the text was one number, and it fitted.  */
static bool whole(const char *text, const char *end)
{
    return end != text && *end == '\0' && errno == 0;
}

static bool parse_signed(const char *text, long long min, long long max, long long *to)
{
    char *end;

    errno = 0;
    *to = strtoll(text, &end, 10);
    return whole(text, end) && *to >= min && *to <= max;
}

/* As with libvirt, "-1" is the greatest number.  */
static bool parse_unsigned(const char *text, unsigned long long max, unsigned long long *to)
{
    char *end;

    errno = 0;
    *to = strtoull(text, &end, 10);
    if (!whole(text, end))
        return false;
    if (max == G_MAXUINT && strchr(text, '-') && *to >= (unsigned long long) -(long long) G_MAXUINT - 1)
        *to &= G_MAXUINT;
    return *to <= max;
}

static bool parse_bool(const char *text, char *to)
{
    *to = strcmp(text, "1") == 0 || g_ascii_strcasecmp(text, "true") == 0;
    return *to || strcmp(text, "0") == 0 || g_ascii_strcasecmp(text, "false") == 0;
}

/* 0, or -1 with the error set.  */
static int parse(virTypedParameterPtr p, const char *name, int type, const char *text)
{
    long long l = 0;
    unsigned long long ul = 0;
    char *end;
    bool good = true;

    switch (type) {
    case VIR_TYPED_PARAM_INT:
        good = parse_signed(text, G_MININT, G_MAXINT, &l);
        p->value.i = (int) l;
        break;
    case VIR_TYPED_PARAM_UINT:
        good = parse_unsigned(text, G_MAXUINT, &ul);
        p->value.ui = (unsigned) ul;
        break;
    case VIR_TYPED_PARAM_LLONG:
        good = parse_signed(text, G_MININT64, G_MAXINT64, &p->value.l);
        break;
    case VIR_TYPED_PARAM_ULLONG:
        good = parse_unsigned(text, G_MAXUINT64, &p->value.ul);
        break;
    case VIR_TYPED_PARAM_DOUBLE:
        errno = 0;
        p->value.d = g_ascii_strtod(text, &end);
        good = whole(text, end);
        break;
    case VIR_TYPED_PARAM_BOOLEAN:
        if (!parse_bool(text, &p->value.b)) {
            err(VIR_ERR_INVALID_ARG, "Invalid boolean value for field '%s'", name);
            return -1;
        }
        break;
    case VIR_TYPED_PARAM_STRING:
        p->value.s = g_strdup(text);
        break;
    default:
        err(VIR_ERR_INTERNAL_ERROR, "unexpected type %d for field %s", type, name);
        return -1;
    }
    if (!good)
        err(VIR_ERR_INVALID_ARG, "Invalid value for field '%s': expected %s", name, type_word(type));
    return good ? 0 : -1;
}

int virTypedParamsAddFromString(virTypedParameterPtr *params, int *nparams, int *maxparams, const char *name, int type,
                                const char *value)
{
    virTypedParameter fresh = {0};
    virTypedParameterPtr p;

    err_reset();
    if (!value) {
        err(VIR_ERR_INVALID_ARG, "NULL value for field '%s'", name ? name : "");
        return refuse();
    }
    if (parse(&fresh, name ? name : "", type, value) < 0)
        return refuse();
    p = append((struct list){params, nparams, maxparams}, name, type);
    if (!p) {
        if (type == VIR_TYPED_PARAM_STRING)
            g_free(fresh.value.s);
        return -1;
    }
    p->value = fresh.value;
    return 0;
}

void virTypedParamsClear(virTypedParameterPtr params, int nparams)
{
    for (int i = 0; params && i < nparams; i++) {
        if (params[i].type != VIR_TYPED_PARAM_STRING)
            continue;
        g_free(params[i].value.s);
        params[i].value.s = NULL;
    }
}

void virTypedParamsFree(virTypedParameterPtr params, int nparams)
{
    virTypedParamsClear(params, nparams);
    g_free(params);
}
