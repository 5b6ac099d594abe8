/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* watchdog.c: the rows of <watchdog>.  */
#include "model/domain/watchdog.h"

#include "base/err.h"
#include "model/domain/table.h"

NAMES(watchdog_model_names,
      "watchdog model", [WATCHDOG_I6300ESB] = "i6300esb", [WATCHDOG_IB700] = "ib700", [WATCHDOG_DIAG288] = "diag288");
NAMES(watchdog_action_names, "watchdog action", [WATCHDOG_RESET] = "reset", [WATCHDOG_SHUTDOWN] = "shutdown",
      [WATCHDOG_POWEROFF] = "poweroff", [WATCHDOG_PAUSE] = "pause", [WATCHDOG_DUMP] = "dump", [WATCHDOG_NONE] = "none",
      [WATCHDOG_INJECT_NMI] = "inject-nmi");

#define F(K, PATH, M, ...) FLD(struct watchdog, K, PATH, M, __VA_ARGS__)
static const struct fld watchdog_flds[] = {
    F(ENUM, "@model", model, NAMED(watchdog_model_names), .flags = SAYS_UNSUPPORTED | GUEST_ABI),
    F(ENUM, "@action", action, NAMED(watchdog_action_names), .flags = SAYS_UNSUPPORTED | GUEST_ABI),
    F(SUB, ".", info, RECORD(device_info_rec)),
    {0},
};
#undef F
static int watchdog_defaults(void *obj, struct rec_in *in)
{
    struct watchdog *w = obj;

    if (!w->model)
        return rec_bad(in, VIR_ERR_INTERNAL_ERROR, "watchdog must contain model name");
    if (!w->action)
        w->action = WATCHDOG_RESET;
    return 0;
}
const struct rec watchdog_rec = {"watchdog", sizeof(struct watchdog), watchdog_flds, .defaults = watchdog_defaults};
