/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* params.h: a growing list of typed parameters; the member of K_PARAMS rows. */
#pragma once

#include <libvirt/libvirt.h>
#include <stdbool.h>

#ifndef STRUCT_PARAMS
#define STRUCT_PARAMS
struct params {
    virTypedParameterPtr v;
    int n;
    int max;
};
#endif

/* Appends; names longer than VIR_TYPED_PARAM_FIELD_LENGTH - 1 are a programmer's mistake.  */
void params_int(struct params *p, const char *name, int v);
void params_uint(struct params *p, const char *name, unsigned v);
void params_llong(struct params *p, const char *name, long long v);
void params_ullong(struct params *p, const char *name, unsigned long long v);
void params_double(struct params *p, const char *name, double v);
void params_bool(struct params *p, const char *name, bool v);
void params_str(struct params *p, const char *name, const char *v); /* copied; NULL appends nothing */
/* The same with a name made of a format ("block.%zu.rd.reqs").  */
void params_ullong_f(struct params *p, unsigned long long v, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void params_str_f(struct params *p, const char *v, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
const virTypedParameter *params_get(const struct params *p, const char *name);
void params_copy(struct params *to, const struct params *from);
void params_done(struct params *p);
