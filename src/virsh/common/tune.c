/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See tune.h. */
#include <string.h>

#include "virsh/common/tune.h"

char *param_text(const virTypedParameter *p)
{
    switch (p->type) {
    case VIR_TYPED_PARAM_INT:
        return g_strdup_printf("%d", p->value.i);
    case VIR_TYPED_PARAM_UINT:
        return g_strdup_printf("%u", p->value.ui);
    case VIR_TYPED_PARAM_LLONG:
        return g_strdup_printf("%lld", p->value.l);
    case VIR_TYPED_PARAM_ULLONG:
        return g_strdup_printf("%llu", p->value.ul);
    case VIR_TYPED_PARAM_DOUBLE:
        return g_strdup_printf("%f", p->value.d);
    case VIR_TYPED_PARAM_BOOLEAN:
        return g_strdup(p->value.b ? "yes" : "no");
    case VIR_TYPED_PARAM_STRING:
        return g_strdup(p->value.s);
    default:
        return g_strdup_printf("unimplemented parameter type %d", p->type);
    }
}

void tune_add_int(struct tune_values *v, const char *field, int value)
{
    virTypedParamsAddInt(&v->params, &v->n, &v->max, field, value);
}

void tune_add_uint(struct tune_values *v, const char *field, unsigned value)
{
    virTypedParamsAddUInt(&v->params, &v->n, &v->max, field, value);
}

void tune_add_ull(struct tune_values *v, const char *field, unsigned long long value)
{
    virTypedParamsAddULLong(&v->params, &v->n, &v->max, field, value);
}

void tune_add_bool(struct tune_values *v, const char *field, bool value)
{
    virTypedParamsAddBoolean(&v->params, &v->n, &v->max, field, value);
}

void tune_add_string(struct tune_values *v, const char *field, const char *value)
{
    virTypedParamsAddString(&v->params, &v->n, &v->max, field, value);
}

void tune_add(struct tune_values *v, const virTypedParameter *p)
{
    switch (p->type) {
    case VIR_TYPED_PARAM_LLONG:
        virTypedParamsAddLLong(&v->params, &v->n, &v->max, p->field, p->value.l);
        break;
    case VIR_TYPED_PARAM_DOUBLE:
        virTypedParamsAddDouble(&v->params, &v->n, &v->max, p->field, p->value.d);
        break;
    case VIR_TYPED_PARAM_ULLONG:
        tune_add_ull(v, p->field, p->value.ul);
        break;
    case VIR_TYPED_PARAM_UINT:
        tune_add_uint(v, p->field, p->value.ui);
        break;
    case VIR_TYPED_PARAM_INT:
        tune_add_int(v, p->field, p->value.i);
        break;
    case VIR_TYPED_PARAM_BOOLEAN:
        tune_add_bool(v, p->field, p->value.b);
        break;
    default:
        tune_add_string(v, p->field, p->value.s);
    }
}

void tune_values_done(struct tune_values *v)
{
    virTypedParamsFree(v->params, v->n);
    *v = (struct tune_values){0};
}

static bool tune_show(struct virsh *sh, const struct tune *t, void *object, unsigned flags)
{
    int n = 0;

    if (t->get(object, NULL, &n, flags) < 0) {
        virsh_error(sh, "%s", t->count_error);
        return false;
    }
    if (n == 0)
        return true;
    g_autofree virTypedParameterPtr params = g_new0(virTypedParameter, n);
    if (t->get(object, params, &n, flags) < 0) {
        virsh_error(sh, "%s", t->get_error);
        return false;
    }
    for (int i = 0; i < n; i++) {
        g_autofree char *special = t->text ? t->text(&params[i]) : NULL;
        g_autofree char *plain = special ? NULL : param_text(&params[i]);
        virsh_print(sh, "%-15s: %s\n", params[i].field, special ? special : plain);
    }
    virTypedParamsClear(params, n);
    return true;
}

bool tune_run(struct virsh *sh, const struct tune *t, void *object, struct tune_values *v, unsigned flags)
{
    if (!v->n)
        return tune_show(sh, t, object, flags);
    if (t->set(object, v->params, v->n, flags) == 0)
        return true;
    virsh_error(sh, "%s", t->set_error);
    return false;
}
