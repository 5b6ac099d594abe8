/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* process.h: the QEMU process of a run. */
#pragma once

#include "drivers/qemu/guest.h"
#include "drivers/qemu/plan/plan.h"

/* r NULL: for domxml-to-native, nothing exists. Strings are those of q and r.  */
void plan_env_init(struct plan_env *e, struct qemu *q, struct qemu_caps *caps, struct run *r);
/* Replaces the error by what QEMU said, if it ended.  */
void process_explain(struct run *r);
/* SIGTERM, then SIGKILL unless only_politely. 0 when it is dead, -1 if not (no error set).  */
int process_terminate(struct run *r, bool only_politely);
