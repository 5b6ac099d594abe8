/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * drivers.h: the drivers of this build. A driver is a folder with a `NAME_driver_register` that enters its
 * functions, and, if it has state, a `NAME_driver_start` that loads it and a `NAME_driver_stop`.
 */
#pragma once

#include <stdbool.h>

/* Enters them all; once per process. For test:/// this is all that is needed.  */
void drivers_register(void);
/* Loads their state and starts what is to be started. `root`: NULL, or the folder of an embedded driver. 0, or -1 with
 * the error of the first that failed; the others are started all the same.  */
int drivers_start(bool privileged, const char *root);
void drivers_stop(void);
