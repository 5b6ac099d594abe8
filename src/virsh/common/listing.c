/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See listing.h. */
#include <stdlib.h>
#include <strings.h>

#include "virsh/common/listing.h"

static int compare(const void *a, const void *b, void *name)
{
    const char *na = (*(name_fn *) name)(*(void *const *) a), *nb = (*(name_fn *) name)(*(void *const *) b);

    return strcasecmp(na ? na : "", nb ? nb : "");
}

void objects_sort(void **objects, int n, name_fn name)
{
    if (n > 1)
        qsort_r(objects, (size_t) n, sizeof(*objects), compare, &name);
}

void objects_free(void **objects, int n, int (*unref)(void *))
{
    for (int i = 0; i < n; i++)
        unref(objects[i]);
    free(objects);
}

const char *active_word(int active)
{
    return active < 0 ? "unknown" : active ? "active" : "inactive";
}

const char *yes_no(int v)
{
    return v < 0 ? "unknown" : v ? "yes" : "no";
}
