/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Families of typed parameters: without values they are shown, with values they are set. */
#pragma once

#include "virsh/common/common.h"

struct tune {
    int (*get)(void *object, virTypedParameterPtr params, int *n, unsigned flags);
    int (*set)(void *object, virTypedParameterPtr params, int n, unsigned flags);
    char *(*text)(const virTypedParameter *p); /* NULL result: the plain form */
    const char *count_error, *get_error, *set_error;
};

struct tune_values {
    virTypedParameterPtr params;
    int n, max;
};

void tune_add(struct tune_values *v, const virTypedParameter *p);
void tune_add_int(struct tune_values *v, const char *field, int value);
void tune_add_uint(struct tune_values *v, const char *field, unsigned value);
void tune_add_ull(struct tune_values *v, const char *field, unsigned long long value);
void tune_add_bool(struct tune_values *v, const char *field, bool value);
void tune_add_string(struct tune_values *v, const char *field, const char *value);
void tune_values_done(struct tune_values *v);
#define auto_tune_values __attribute__((cleanup(tune_values_done))) struct tune_values

bool tune_run(struct virsh *sh, const struct tune *t, void *object, struct tune_values *v, unsigned flags);
