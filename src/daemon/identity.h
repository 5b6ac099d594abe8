/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* identity.h: who is at the other end of a local socket, as the kernel says. */
#pragma once

#include "core/session.h"

void identity_of_socket(int fd, struct identity *ret);
void identity_done(struct identity *who);
/* Field 22 of /proc/PID/stat: two processes with one pid have different ones. 0: unknown.  */
unsigned long long process_start_time(long long pid);
