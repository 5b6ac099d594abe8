/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* watchdog.c: watchdogs, and what QEMU is to do when one fires.  */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/plan/build.h"

static const struct prop watchdog_props[] = {
    ROWS(struct watchdog, info, id_props),
    ROWS(struct watchdog, info, place_props),
    {0},
};
static const struct devmodel models[] = {
    {.bus = WATCHDOG_I6300ESB, .driver = "i6300esb", .props = watchdog_props},
    {.bus = WATCHDOG_IB700, .driver = "ib700", .props = watchdog_props},
    {.bus = WATCHDOG_DIAG288, .driver = "diag288", .props = watchdog_props},
    {0},
};

int plan_watchdog(struct build *b, const struct watchdog *w)
{
    const char *action = names_word(&watchdog_action_names, w->action);

    if (w->model == WATCHDOG_ITCO)
        plan_argf(b, "global", "ICH9-LPC.noreboot=off");
    else if (!plan_model_add(b, "watchdog", models, w->model, 0, w->info.address.type, w))
        return -1;
    if (w->action == WATCHDOG_DUMP) /* QEMU pauses; we dump and go on */
        action = "pause";
    plan_argf(b, "watchdog-action", "%s", action ? action : "reset");
    return 0;
}
