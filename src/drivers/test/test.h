/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test.h: the driver behind test:///default. */
#pragma once

void test_driver_register(void);
