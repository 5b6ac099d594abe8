/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* log.h: the log file of a guest: what was started, what QEMU said, how it ended. */
#pragma once

#include "drivers/qemu/guest.h"

/* Opens NAME.log for adding; -1: error set.  */
int guest_log_open(const struct qemu *q, const char *name);
/* "2026-11-21 07:46:41.165+0000: starting up libvirt version: ..." and the command line.  */
void guest_log_start(int fd, const struct qemu_caps *caps, char *const *env, char *const *argv);
void guest_log_end(const struct qemu *q, const char *name, const char *reason);
/* What was added since `from`, at most 4 KiB of its end, without the last newline; newly allocated.  */
char *guest_log_since(const struct qemu *q, const char *name, off_t from);
