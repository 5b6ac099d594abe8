/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Words for the states of a domain and the reasons of them. */
#include "virsh/common/common.h"

static const char *const states[] = {"no state",    "running",  "idle",    "paused",
                                     "in shutdown", "shut off", "crashed", "pmsuspended"};

static const char *const running[] = {"unknown",       "booted",   "migrated",           "restored",
                                      "from snapshot", "unpaused", "migration canceled", "save canceled",
                                      "event wakeup",  "crashed",  "post-copy",          "post-copy failed"};
static const char *const paused[] = {
    "unknown",   "user",        "migrating",     "saving",           "dumping",
    "I/O error", "watchdog",    "from snapshot", "shutting down",    "creating snapshot",
    "crashed",   "starting up", "post-copy",     "post-copy failed", "api error"};
static const char *const shutting[] = {"unknown", "user"};
static const char *const shutoff[] = {"unknown", "shutdown", "destroyed",     "crashed", "migrated",
                                      "saved",   "failed",   "from snapshot", "daemon"};
static const char *const crashed[] = {"unknown", "panicked"};
static const char *const unknown[] = {"unknown"};

#define SET(names)                 \
    {                              \
        names, G_N_ELEMENTS(names) \
    }
static const struct {
    const char *const *names;
    size_t n;
} reasons[] = {
    [VIR_DOMAIN_NOSTATE] = SET(unknown), [VIR_DOMAIN_RUNNING] = SET(running),     [VIR_DOMAIN_BLOCKED] = SET(unknown),
    [VIR_DOMAIN_PAUSED] = SET(paused),   [VIR_DOMAIN_SHUTDOWN] = SET(shutting),   [VIR_DOMAIN_SHUTOFF] = SET(shutoff),
    [VIR_DOMAIN_CRASHED] = SET(crashed), [VIR_DOMAIN_PMSUSPENDED] = SET(unknown),
};

const char *domain_state_name(int state)
{
    return state >= 0 && state < (int) G_N_ELEMENTS(states) ? states[state] : "no state";
}

const char *domain_reason_name(int state, int reason)
{
    if (state < 0 || state >= (int) G_N_ELEMENTS(reasons) || reason < 0 || reason >= (int) reasons[state].n)
        return "unknown";
    return reasons[state].names[reason];
}
