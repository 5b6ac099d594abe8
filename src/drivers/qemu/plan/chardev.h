/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* chardev.h: a character device backend as QMP takes it (chardev-add), printed as the command line takes it.  */
#pragma once

#include <jansson.h>

char *chardev_to_option(const json_t *chardev);
