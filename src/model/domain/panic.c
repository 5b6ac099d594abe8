/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* panic.c: the rows of <panic>.  */
#include "model/domain/panic.h"

#include "model/domain/table.h"

NAMES(
    panic_model_names,
    "panic model", [PANIC_ISA] = "isa", [PANIC_PSERIES] = "pseries", [PANIC_HYPERV] = "hyperv", [PANIC_S390] = "s390");

static const struct fld panic_flds[] = {
    FLD(struct panic, ENUM, "@model", model, NAMED(panic_model_names), .flags = SAYS_UNSUPPORTED | GUEST_ABI),
    FLD(struct panic, SUB, ".", info, RECORD(device_info_rec)),
    {0},
};
const struct rec panic_rec = {"panic", sizeof(struct panic), panic_flds};
