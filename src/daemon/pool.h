/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * pool.h: the threads that run calls which may block. Threads are made when there is work for them, up to a
 * limit; some are kept for work with priority, which therefore never waits behind a stuck call.
 */
#pragma once

struct pool;

struct pool_limits {
    unsigned min, max, prio;
};
struct pool_counts {
    unsigned min, max, prio, threads, free, prio_threads, queued;
};

struct pool *pool_new(const char *name, struct pool_limits limits);
/* Runs what is queued to its end, then frees.  */
void pool_free(struct pool *p);
void pool_run(struct pool *p, void (*fn)(void *arg), void *arg);
void pool_run_first(struct pool *p, void (*fn)(void *arg), void *arg); /* with priority */
void pool_set_limits(struct pool *p, struct pool_limits limits);
void pool_count(struct pool *p, struct pool_counts *ret);
