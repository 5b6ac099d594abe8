/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* params.c: lists of typed parameters. */
#include "core/params.h"

#include <glib.h>
#include <string.h>

static virTypedParameterPtr add(struct params *p, const char *name, int type)
{
    virTypedParameterPtr v;

    g_assert(strlen(name) < VIR_TYPED_PARAM_FIELD_LENGTH);
    if (p->n == p->max) {
        p->max = p->max ? 2 * p->max : 16;
        p->v = g_realloc_n(p->v, (gsize) p->max, sizeof(*p->v));
    }
    v = &p->v[p->n++];
    memset(v, 0, sizeof(*v));
    g_strlcpy(v->field, name, sizeof(v->field));
    v->type = type;
    return v;
}

void params_int(struct params *p, const char *name, int v)
{
    add(p, name, VIR_TYPED_PARAM_INT)->value.i = v;
}

void params_uint(struct params *p, const char *name, unsigned v)
{
    add(p, name, VIR_TYPED_PARAM_UINT)->value.ui = v;
}

void params_llong(struct params *p, const char *name, long long v)
{
    add(p, name, VIR_TYPED_PARAM_LLONG)->value.l = v;
}

void params_ullong(struct params *p, const char *name, unsigned long long v)
{
    add(p, name, VIR_TYPED_PARAM_ULLONG)->value.ul = v;
}

void params_double(struct params *p, const char *name, double v)
{
    add(p, name, VIR_TYPED_PARAM_DOUBLE)->value.d = v;
}

void params_bool(struct params *p, const char *name, bool v)
{
    add(p, name, VIR_TYPED_PARAM_BOOLEAN)->value.b = v;
}

void params_str(struct params *p, const char *name, const char *v)
{
    if (v)
        add(p, name, VIR_TYPED_PARAM_STRING)->value.s = g_strdup(v);
}

/* "block.%zu.rd.reqs" of a guest with absurdly many disks is cut, not trusted.  */
#define NAME_FROM_FORMAT(name)                \
    char name[VIR_TYPED_PARAM_FIELD_LENGTH];  \
    va_list ap;                               \
    va_start(ap, fmt);                        \
    g_vsnprintf(name, sizeof(name), fmt, ap); \
    va_end(ap)

void params_ullong_f(struct params *p, unsigned long long v, const char *fmt, ...)
{
    NAME_FROM_FORMAT(name);
    params_ullong(p, name, v);
}

void params_str_f(struct params *p, const char *v, const char *fmt, ...)
{
    NAME_FROM_FORMAT(name);
    params_str(p, name, v);
}

const virTypedParameter *params_get(const struct params *p, const char *name)
{
    for (int i = 0; i < p->n; i++)
        if (strcmp(p->v[i].field, name) == 0)
            return &p->v[i];
    return NULL;
}

void params_copy(struct params *to, const struct params *from)
{
    to->n = to->max = from->n;
    to->v = g_memdup2(from->v, (gsize) from->n * sizeof(*from->v));
    for (int i = 0; i < to->n; i++)
        if (to->v[i].type == VIR_TYPED_PARAM_STRING)
            to->v[i].value.s = g_strdup(from->v[i].value.s);
}

void params_done(struct params *p)
{
    for (int i = 0; i < p->n; i++)
        if (p->v[i].type == VIR_TYPED_PARAM_STRING)
            g_free(p->v[i].value.s);
    g_free(p->v);
    memset(p, 0, sizeof(*p));
}
