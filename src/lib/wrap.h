/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * wrap.h: what the public functions are made of. The generated wrappers and those in hand/ check their
 * arguments and move results with these; everything else is api_call().
 */
#pragma once

#include "api-ids.h"
#include "core/api.h"
#include "core/params.h"

/* How many parameters an answer may have where the wire asks for a limit that the function does not.  */
#define WRAP_PARAMS_MAX 64

/* Is the first argument what the function needs? Otherwise the error is set, not yet told.  */
bool wrap_object(const struct api *api, const void *object);
/* After a mistake was set: tells it to the application; returns -1.  */
int wrap_fail(const void *object);
/* "NAME in virFoo must not be NULL": reset, set, told; returns -1.  */
int wrap_null(enum api_id id, const void *object, const char *name);
/* The same for other mistakes: "NAME in virFoo WHAT".  */
int wrap_bad(enum api_id id, const void *object, const char *name, const char *what);
/* A mistake in words of its own.  */
int wrap_mistake(enum api_id id, const void *object, const char *message);
/* "this function is not supported by the connection driver: virFoo"; returns -1.  */
int wrap_unsupported(enum api_id id, const void *object);

/* A number that was the answer: a negative one is a failure, however little was said about it.  */
static inline int wrap_int(const void *object, int value)
{
    return value < 0 ? wrap_fail(object) : value;
}
/* Moves strings or numbers into the caller's array; what does not fit is freed. Returns how many.  */
int wrap_strings(char *const *to, int max, char **from, size_t n);
int wrap_ints(int *to, int max, int32_t *from, size_t n);
/* Gives the array, all that an answer has, away with NULL at its end; nobody wants it when `to` is NULL. Returns the
 * total that was told.  */
int wrap_array(void ***to, const struct rec *rec, void *ret, void **from, size_t n, int total);
/* Two-call protocol: with room for 0 only the total is told.  */
void wrap_params(virTypedParameterPtr to, int *n, struct params *from, int total);
/* So many parameters for each of so many CPUs; the answer may have fewer for each, but the same for all.  */
void wrap_cpu_stats(virTypedParameterPtr to, unsigned n, unsigned cpus, struct params *from);
/* Characters that travelled as words.  */
void wrap_chars(char *to, size_t size, const int32_t *from, size_t n);
