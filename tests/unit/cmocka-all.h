/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cmocka-all.h: cmocka wants four headers before its own. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
