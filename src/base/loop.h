/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * loop.h: an sd-event loop in a thread of its own. Sources are added and removed on the loop's thread only;
 * from anywhere else post a function there.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <systemd/sd-event.h>
#include <time.h>

struct loop;

/* Starts the thread; NULL when the kernel has no descriptors or threads left (errno).  */
struct loop *loop_new(const char *name);
/* Runs what was posted, then ends the thread and frees the loop.  */
void loop_free(struct loop *l);
sd_event *loop_event(struct loop *l);
bool loop_here(const struct loop *l);
/* Runs fn(arg) on the loop's thread, in order of posting; never blocks.  */
void loop_post(struct loop *l, void (*fn)(void *arg), void *arg);
/* The same, and waits until it has run; runs in place when already there.  */
void loop_call(struct loop *l, void (*fn)(void *arg), void *arg);

/* Milliseconds of the monotonic clock.  */
uint64_t clock_ms(void);
/* The moment that many milliseconds from now, for pthread_cond_timedwait on that clock.  */
void clock_deadline(struct timespec *t, unsigned ms);
