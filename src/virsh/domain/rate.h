/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bandwidth as people write it: average[,peak[,burst[,floor]]]. */
#pragma once

#include "virsh/common/common.h"

struct rate {
    struct num_ull part[4]; /* average, peak, burst, floor */
};

extern const char *const rate_names[4];
bool rate_parse(struct virsh *sh, const char *text, bool floor_ok, struct rate *r);
/* As <bandwidth><WHICH average=.../></bandwidth>. */
bool rate_put(struct virsh *sh, xmlNodePtr root, const char *which, const char *text, bool floor_ok);
