/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lists of objects in the order of their names. */
#pragma once

#include "virsh/common/common.h"

typedef const char *(*name_fn)(void *object);
void objects_sort(void **objects, int n, name_fn name);
void objects_free(void **objects, int n, int (*unref)(void *));

/* "active" or "inactive"; "yes", "no" or WHAT IS NOT KNOWN. */
const char *active_word(int active);
const char *yes_no(int v);
