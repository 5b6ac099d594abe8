/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * busy.h: what keeps a daemon from ending when nobody is connected: running guests, long work. A driver
 * holds it once for each and releases it at its end.
 */
#pragma once

void busy_hold(void);
void busy_release(void);
int busy_count(void);
/* `fn(arg)` is called from any thread when the count has become 0.  */
void busy_on_idle(void (*fn)(void *arg), void *arg);
