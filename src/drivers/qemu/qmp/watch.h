/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * watch.h: the monitor loop: one thread that watches the descriptors of all monitors, started with the first.
 */
#pragma once

#include <stdint.h>

struct watch;

/* `cb` runs on the loop's thread when one of `events` (EPOLLIN, EPOLLOUT; hang-up always) is there.  */
struct watch *watch_add(int fd, uint32_t events, void (*cb)(uint32_t events, void *opaque), void *opaque);
/* Any thread; what is wanted from now on. 0 with hang-up: nothing.  */
void watch_set(struct watch *w, uint32_t events);
/* After the return `cb` does not run (unless it is `cb` that calls). Before the descriptor is closed. NULL is fine.  */
void watch_remove(struct watch *w);
