/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* news.h: what QEMU tells of a guest beside its running and ending: one function an event, called by monitor.c. */
#pragma once

#include "drivers/qemu/guest.h"

/* `data` is the struct of the event's record.  */
void on_panicked(struct run *r, const void *data);
void on_crashloaded(struct run *r, const void *data);
void on_watchdog(struct run *r, const void *data);
void on_io_error(struct run *r, const void *data);
void on_reset(struct run *r, const void *data);
void on_rtc(struct run *r, const void *data);
void on_balloon(struct run *r, const void *data);
void on_pmsuspend(struct run *r, const void *data);
void on_pmsuspend_disk(struct run *r, const void *data);
void on_wakeup(struct run *r, const void *data);
void on_tray(struct run *r, const void *data);
void on_device_deleted(struct run *r, const void *data);
void on_unplug_error(struct run *r, const void *data);
void on_vserport(struct run *r, const void *data);
void on_graphics_connect(struct run *r, const void *data);
void on_graphics_initialize(struct run *r, const void *data);
void on_graphics_disconnect(struct run *r, const void *data);
void on_memory_device(struct run *r, const void *data);
void on_threshold(struct run *r, const void *data);
