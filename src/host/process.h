/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * process.h: a process by its number *and* start time, so that a number used again is never mistaken; its
 * end by a pidfd; its clocks from /proc without asking it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct process_times {
    char state;            /* 'R', 'S', 'D', 'T', 'Z', ... */
    uint64_t user, system; /* nanoseconds */
    uint64_t start;        /* clock ticks since boot */
    uint64_t rss_kib;
    int cpu; /* where it ran last */
};
/* tid 0: the whole process. 0 or -errno.  */
int process_times(pid_t pid, pid_t tid, struct process_times *ret);
/* Time on a processor and waiting for one, nanoseconds, of a thread (tid 0: the leader).  */
int process_sched(pid_t pid, pid_t tid, uint64_t *ret_run, uint64_t *ret_delay);
/* A descriptor of the process, readable when it has ended; start 0: any. -ESRCH: not that process any more.  */
int process_open(pid_t pid, uint64_t start);
int process_kill(int pidfd, int sig);
/* True when it ended before the deadline.  */
bool process_wait(int pidfd, int timeout_ms);
/* Reaps it if it is our child; harmless if not.  */
void process_reap(int pidfd);
/* Does its command line have this argument (or, `part`, contain it)?  */
bool process_has_arg(pid_t pid, const char *part);
/* Time that a thread waited to run although it could, as the scheduler's statistics say, in nanoseconds; 0: not kept.
 */
uint64_t process_wait_sum(pid_t pid, pid_t tid);
