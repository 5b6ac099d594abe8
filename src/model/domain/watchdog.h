/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* watchdog.h: <watchdog>.  */
#pragma once

#include "model/domain/address.h"

enum watchdog_model { WATCHDOG_MODEL_NONE, WATCHDOG_I6300ESB, WATCHDOG_IB700, WATCHDOG_DIAG288, WATCHDOG_ITCO };
enum watchdog_action {
    WATCHDOG_ACTION_NONE_GIVEN,
    WATCHDOG_RESET,
    WATCHDOG_SHUTDOWN,
    WATCHDOG_POWEROFF,
    WATCHDOG_PAUSE,
    WATCHDOG_DUMP,
    WATCHDOG_NONE,
    WATCHDOG_INJECT_NMI
};
extern const struct names watchdog_model_names, watchdog_action_names;
struct watchdog {
    unsigned model, action;
    struct device_info info;
};
extern const struct rec watchdog_rec;
