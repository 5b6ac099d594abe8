/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The library's event loop in a thread of its own: keepalive, events, streams. */
#pragma once

#include <stdbool.h>

void loop_start(void); /* once; later calls do nothing */
void loop_stop(void);

/* Waiting for events: woken by wait_wake() from a callback, by SIGINT, or by the deadline. */
enum wait_end { WAIT_DONE, WAIT_TIMEOUT, WAIT_INTERRUPT };
bool wait_begin(void);
void wait_wake(void);
enum wait_end wait_for(int timeout_ms); /* negative: no deadline */
void wait_finish(void);
