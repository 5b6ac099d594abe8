/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * watch.h: the monitor loop: one thread that watches the descriptors of all monitors, started with the first.
 */
#pragma once

#include <stdint.h>

struct watch;

/* `cb` runs on the loop's thread when one of `events` (EPOLLIN, EPOLLOUT; hang-up always) is there. NULL: errno.  */
struct watch *watch_add(int fd, uint32_t events, void (*cb)(uint32_t events, void *opaque), void *opaque);
/* What is wanted from now on; any thread, before watch_remove begins.  */
void watch_set(struct watch *w, uint32_t events);
/* After the return `cb` does not run (unless it is `cb` that calls). Holds no lock that `cb` takes. NULL is fine.  */
void watch_remove(struct watch *w);
