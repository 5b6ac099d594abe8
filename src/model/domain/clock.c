/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* clock.c: the rows of <clock>.  */
#include "model/domain/clock.h"

#include <string.h>

#include "base/err.h"
#include "model/domain/table.h"

NAMES(clock_offset_names, "clock offset", "utc", [CLOCK_LOCALTIME] = "localtime", [CLOCK_VARIABLE] = "variable",
      [CLOCK_TIMEZONE] = "timezone", [CLOCK_ABSOLUTE] = "absolute");
NAMES(clock_basis_names, "clock basis", [CLOCK_BASIS_UTC] = "utc", [CLOCK_BASIS_LOCALTIME] = "localtime");
NAMES(timer_name_names, "timer name", [TIMER_PLATFORM] = "platform", [TIMER_PIT] = "pit", [TIMER_RTC] = "rtc",
      [TIMER_HPET] = "hpet", [TIMER_TSC] = "tsc", [TIMER_KVMCLOCK] = "kvmclock", [TIMER_HYPERVCLOCK] = "hypervclock",
      [TIMER_ARMVTIMER] = "armvtimer");
NAMES(timer_track_names, "timer track", [TIMER_TRACK_BOOT] = "boot", [TIMER_TRACK_GUEST] = "guest",
      [TIMER_TRACK_WALL] = "wall", [TIMER_TRACK_REALTIME] = "realtime");
NAMES(timer_policy_names, "timer tickpolicy", [TIMER_DELAY] = "delay", [TIMER_CATCHUP] = "catchup",
      [TIMER_MERGE] = "merge", [TIMER_DISCARD] = "discard");
NAMES(timer_mode_names, "timer mode", [TIMER_MODE_AUTO] = "auto", [TIMER_MODE_NATIVE] = "native",
      [TIMER_MODE_EMULATE] = "emulate", [TIMER_MODE_PARAVIRT] = "paravirt", [TIMER_MODE_SMPSAFE] = "smpsafe");

#define F(K, PATH, M, ...) FLD(struct timer_catchup, K, PATH, M, .flags = GUEST_ABI, __VA_ARGS__)
static const struct fld catchup_flds[] = {
    F(OPT64, "@threshold", threshold),
    F(OPT64, "@slew", slew),
    F(OPT64, "@limit", limit),
    {0},
};
#undef F
static const struct rec catchup_rec = {"catchup", sizeof(struct timer_catchup), catchup_flds};

#define F(K, PATH, M, ...) FLD(struct timer, K, PATH, M, .flags = GUEST_ABI, __VA_ARGS__)
static const struct fld timer_flds[] = {
    FLD(struct timer, ENUM, "@name", name, NAMED(timer_name_names), .flags = REQUIRED | GUEST_ABI),
    F(TRI, "@present", present, YESNO),
    F(ENUM, "@tickpolicy", policy, NAMED(timer_policy_names)),
    F(ENUM, "@track", track, NAMED(timer_track_names)),
    F(OPT64, "@frequency", frequency),
    F(ENUM, "@mode", mode, NAMED(timer_mode_names)),
    F(PTR, "catchup", catchup, RECORD(catchup_rec)),
    {0},
};
#undef F
static const struct rec timer_rec = {"timer", sizeof(struct timer), timer_flds};

#define F(K, PATH, M, ...) FLD(struct clock_def, K, PATH, M, __VA_ARGS__)
static const struct fld clock_flds[] = {
    F(ENUM, "@offset", offset, NAMED(clock_offset_names), .flags = SAYS_UNSUPPORTED | GUEST_ABI),
    F(STR, "@timezone", timezone),
    F(STR, "@adjustment", adjustment),
    F(ENUM, "@basis", basis, NAMED(clock_basis_names)),
    F(OPTI64, "@adjustment0", adjustment0, .flags = STATUS),
    F(OPTI64, "@start", start),
    F(LIST, "timer", timers, RECORD(timer_rec)),
    {0},
};
#undef F

/* What an offset does not use is forgotten; a variable one always has an adjustment and a basis.  */
static int clock_defaults(void *obj, struct rec_in *in)
{
    struct clock_def *c = obj;

    if (c->offset != CLOCK_TIMEZONE)
        g_clear_pointer(&c->timezone, g_free);
    if (c->offset == CLOCK_TIMEZONE || c->offset == CLOCK_ABSOLUTE)
        g_clear_pointer(&c->adjustment, g_free);
    if (c->offset != CLOCK_VARIABLE)
        c->basis = CLOCK_BASIS_NONE;
    else if (!c->basis)
        c->basis = CLOCK_BASIS_UTC;
    if (c->offset == CLOCK_VARIABLE && !c->adjustment)
        c->adjustment = g_strdup("0");
    if (c->offset != CLOCK_ABSOLUTE)
        c->start = (struct opt_i64){0};
    return 0;
}

static int clock_check(const void *obj, struct rec_in *in)
{
    const struct clock_def *c = obj;
    char *end;

    if (c->offset == CLOCK_TIMEZONE && !c->timezone)
        return rec_bad(in, VIR_ERR_CONFIG_UNSUPPORTED, "missing 'timezone' attribute for clock with offset='timezone'");
    if (!c->adjustment || (strcmp(c->adjustment, "reset") == 0 && c->offset != CLOCK_VARIABLE))
        return 0;
    (void) g_ascii_strtoll(c->adjustment, &end, 10);
    if (end == c->adjustment || *end)
        return rec_bad(in, VIR_ERR_CONFIG_UNSUPPORTED, "unknown clock adjustment '%s': seconds or 'reset'",
                       c->adjustment);
    return 0;
}
const struct rec clock_def_rec = {"clock", sizeof(struct clock_def), clock_flds, .defaults = clock_defaults,
                                  .check = clock_check};
