/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* clock.h: <clock> and its timers.  */
#pragma once

#include "rec/rec.h"

enum clock_offset { CLOCK_UTC, CLOCK_LOCALTIME, CLOCK_VARIABLE, CLOCK_TIMEZONE, CLOCK_ABSOLUTE };
enum clock_basis { CLOCK_BASIS_NONE, CLOCK_BASIS_UTC, CLOCK_BASIS_LOCALTIME };
enum timer_name {
    TIMER_NONE,
    TIMER_PLATFORM,
    TIMER_PIT,
    TIMER_RTC,
    TIMER_HPET,
    TIMER_TSC,
    TIMER_KVMCLOCK,
    TIMER_HYPERVCLOCK,
    TIMER_ARMVTIMER
};
enum timer_track { TIMER_TRACK_NONE, TIMER_TRACK_BOOT, TIMER_TRACK_GUEST, TIMER_TRACK_WALL, TIMER_TRACK_REALTIME };
enum timer_policy { TIMER_POLICY_NONE, TIMER_DELAY, TIMER_CATCHUP, TIMER_MERGE, TIMER_DISCARD };
enum timer_mode {
    TIMER_MODE_NONE,
    TIMER_MODE_AUTO,
    TIMER_MODE_NATIVE,
    TIMER_MODE_EMULATE,
    TIMER_MODE_PARAVIRT,
    TIMER_MODE_SMPSAFE
};
extern const struct names clock_offset_names, clock_basis_names, timer_name_names, timer_track_names,
    timer_policy_names, timer_mode_names;

struct timer {
    unsigned name;
    unsigned present; /* TRI yes/no */
    unsigned policy, track;
    struct opt_u64 frequency;
    unsigned mode;
    struct timer_catchup {
        struct opt_u64 threshold, slew, limit;
    } * catchup;
};
struct clock_def {
    unsigned offset;  /* enum clock_offset */
    char *adjustment; /* utc, localtime: "reset" or seconds; variable: seconds */
    unsigned basis;   /* variable */
    char *timezone;
    struct opt_i64 start;       /* absolute */
    struct opt_i64 adjustment0; /* status */
    REC_LIST(struct timer) timers;
};
extern const struct rec clock_def_rec;
