/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* panic.h: <panic> notifiers.  */
#pragma once

#include "model/domain/address.h"

enum panic_model { PANIC_DEFAULT, PANIC_ISA, PANIC_PSERIES, PANIC_HYPERV, PANIC_S390, PANIC_PVPANIC };
extern const struct names panic_model_names;
struct panic {
    unsigned model;
    struct device_info info;
};
extern const struct rec panic_rec;
