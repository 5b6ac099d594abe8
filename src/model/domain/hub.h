/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hub.h: <hub>.  */
#pragma once

#include "model/domain/address.h"

enum hub_type { HUB_NONE, HUB_USB };
extern const struct names hub_type_names;
struct hub {
    unsigned type;
    struct device_info info;
};
extern const struct rec hub_rec;
