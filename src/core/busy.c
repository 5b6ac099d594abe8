/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* busy.c: a count, and whom to tell when it falls to nothing. */
#include "core/busy.h"

#include <stdatomic.h>
#include <stddef.h>

static atomic_int count;
static void (*on_idle)(void *arg);
static void *on_idle_arg;

void busy_hold(void)
{
    atomic_fetch_add(&count, 1);
}

void busy_release(void)
{
    if (atomic_fetch_sub(&count, 1) == 1 && on_idle)
        on_idle(on_idle_arg);
}

int busy_count(void)
{
    return atomic_load(&count);
}

void busy_on_idle(void (*fn)(void *arg), void *arg)
{
    on_idle_arg = arg;
    on_idle = fn;
}
