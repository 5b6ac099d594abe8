/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * json.h: described structs as JSON values. A row's path is the key; "a/b" reaches into an object, "@" is left
 * out, "." is the value itself, or the key "value" where the record has more. Numbers above INT64_MAX travel as
 * the signed number of the same bits, which is how Jansson can hold them and QEMU takes them.
 */
#pragma once

#include <jansson.h>

#include "rec/rec.h"

/* A new value, never NULL. Absent members are left out; lists, flags and plain numbers are always there.  */
json_t *rec_to_json(const struct rec *r, const void *obj);
/* Fills a zeroed object; unknown keys are ignored, an unknown word of an enumeration is as good as none.
 * -1: the error is set (VIR_ERR_INTERNAL_ERROR, with the path), the object zeroed.  */
int rec_from_json(const struct rec *r, void *obj, const json_t *value);
/* The same, but what is wrong is returned ("return/3/name: string expected", to be freed), NULL when all is well.  */
char *rec_json_why(const struct rec *r, void *obj, const json_t *value);
