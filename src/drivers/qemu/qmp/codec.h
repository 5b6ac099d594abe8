/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * codec.h: QMP's values by the rows of a record, and the reading of untrusted JSON within limits.
 */
#pragma once

#include <jansson.h>

#include "rec/rec.h"

#define QMP_TOKENS_MAX (512u << 10) /* values in one message: what bounds its memory */
#define QMP_DEPTH_MAX 512

/* A new JSON value; never NULL.  */
json_t *qmp_encode(const struct rec *r, const void *obj);
/* Fills a cleared object. NULL, or what is wrong ("return/3/name: string expected"), newly allocated; then the
 * object is cleared again.  */
char *qmp_decode(const struct rec *r, void *obj, const json_t *value);

/* Parses one message of `len` bytes. NULL with `*why` (static or newly allocated text to be freed by g_free).  */
json_t *qmp_read_json(const char *text, size_t len, char **why);
