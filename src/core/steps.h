/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * steps.h: an operation that can be undone: a table of steps, run in order; a failure undoes what was done,
 * last first. Stopping is undoing the start.
 */
#pragma once

#include <stddef.h>

struct step {
    const char *name;        /* in logs, in the status file, in NEOVIRT_FAIL_STEP=table:name */
    int (*apply)(void *ctx); /* 0, or -1 with the thread error set */
    void (*undo)(void *ctx); /* cannot fail; copes with a half-done apply; may be NULL */
};

/* Runs all; `*done` counts what is applied (so that a status file can say so). On failure everything is undone, the
 * failing step included, the first error stays, `*done` is 0, and -1 comes back.  */
int steps_run(const char *table, const struct step *s, void *ctx, size_t *done);
void steps_undo(const struct step *s, void *ctx, size_t done);
size_t steps_count(const struct step *s);
/* For tests: the next run of `table` fails at `name` (NULL: none). Also from the environment NEOVIRT_FAIL_STEP.  */
void steps_fail_at(const char *table, const char *name);
