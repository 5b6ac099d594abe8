/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * ioloop.h: one epoll and the thread that waits on it. Made for many sockets whose owners are also touched
 * by other threads: interest may be changed from anywhere, at the price of one system call, and nothing is
 * handed over. (sd-event belongs to one thread: a worker with an answer would have to wake it up.)
 *
 * What is in the loop is removed and let go of in the loop's own thread, so that a batch of events never
 * meets freed memory.
 */
#pragma once

#include <glib.h>
#include <stdint.h>
#include <sys/epoll.h>

struct ioloop;

struct io { /* a member of its owner */
    int fd;
    uint32_t events; /* what is waited for now; 0: nothing */
    void (*ready)(struct io *io, uint32_t events);
};

struct io_timer {        /* a member of its owner; used only in the loop's thread */
    uint64_t at;         /* monotonic ms */
    GSequenceIter *iter; /* NULL: not set */
    void (*fire)(struct io_timer *t);
};

struct ioloop *ioloop_new(void);
void ioloop_free(struct ioloop *l);
/* Runs until ioloop_stop; ioloop_start does so in a thread named `name`, which ioloop_join waits for.  */
void ioloop_run(struct ioloop *l);
int ioloop_start(struct ioloop *l, const char *name);
void ioloop_join(struct ioloop *l);
void ioloop_stop(struct ioloop *l); /* from any thread or signal-free context */

int ioloop_add(struct ioloop *l, struct io *io, uint32_t events);   /* 0 or -errno */
void ioloop_want(struct ioloop *l, struct io *io, uint32_t events); /* any thread that holds the owner's lock */
void ioloop_del(struct ioloop *l, struct io *io);
/* Calls fn(arg) in the loop's thread, soon; from any thread.  */
void ioloop_post(struct ioloop *l, void (*fn)(void *arg), void *arg);
/* Calls fn(arg) when the batch of events at hand is done; only in the loop's thread.  */
void ioloop_later(struct ioloop *l, void (*fn)(void *arg), void *arg);

void ioloop_timer(struct ioloop *l, struct io_timer *t, uint64_t at); /* sets or moves */
void ioloop_timer_off(struct ioloop *l, struct io_timer *t);
/* The scratch buffer of the calling loop thread (CHANNEL_SCRATCH bytes).  */
uint8_t *ioloop_scratch(void);
