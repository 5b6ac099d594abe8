/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* idset.h: sets of small numbers (processors, NUMA nodes, I/O threads) as bits, from and to "0-3,7".  */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { IDSET_MAX = 4096 };
struct idset {
    uint64_t bits[IDSET_MAX / 64];
};

bool idset_parse(const char *text, struct idset *set); /* canonical text; false: not one, or too large a number */
char *idset_format(const struct idset *set);           /* newly allocated; "" for the empty set */

static inline bool idset_has(const struct idset *s, unsigned id)
{
    return id < IDSET_MAX && s->bits[id / 64] >> (id % 64) & 1;
}

static inline void idset_add(struct idset *s, unsigned id)
{
    s->bits[id / 64] |= UINT64_C(1) << (id % 64);
}
