/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* clock.c: the real time clock and the timers that are no part of the processor.  */
#define ERR_FROM VIR_FROM_QEMU
#include <stdlib.h>
#include <time.h>

#include "drivers/qemu/plan/build.h"

static void rtc_at(GString *out, int64_t seconds)
{
    g_autoptr(GDateTime) t = g_date_time_new_from_unix_utc(seconds);
    g_autofree char *text = t ? g_date_time_format(t, "%Y-%m-%dT%H:%M:%S") : NULL;

    g_string_append(out, text ? text : "utc");
}

/* Local time is UTC plus what the host's zone adds to it now.  */
static int64_t zone_offset(void)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_local();

    return g_date_time_get_utc_offset(now) / G_TIME_SPAN_SECOND;
}

static void rtc_base(const struct clock_def *c, GString *out)
{
    int64_t adjust = c->adjustment ? strtoll(c->adjustment, NULL, 10) : 0;

    switch (c->offset) {
    case CLOCK_LOCALTIME:
    case CLOCK_TIMEZONE:
        g_string_append(out, "base=localtime");
        return;
    case CLOCK_VARIABLE:
        g_string_append(out, "base=");
        rtc_at(out, (int64_t) time(NULL) + adjust + (c->basis == CLOCK_BASIS_LOCALTIME ? zone_offset() : 0));
        return;
    case CLOCK_ABSOLUTE:
        g_string_append(out, "base=");
        rtc_at(out, c->start.v);
        return;
    default:
        g_string_append(out, "base=utc");
    }
}

static const struct timer *find(const struct clock_def *c, unsigned name)
{
    for (size_t i = 0; i < c->timers.n; i++)
        if (c->timers.v[i]->name == name)
            return c->timers.v[i];
    return NULL;
}

static void rtc_timer(const struct timer *t, GString *out)
{
    static const char *const clocks[] = {
        [TIMER_TRACK_GUEST] = "vm", [TIMER_TRACK_WALL] = "host", [TIMER_TRACK_REALTIME] = "rt"};

    if (t->track < G_N_ELEMENTS(clocks) && clocks[t->track])
        g_string_append_printf(out, ",clock=%s", clocks[t->track]);
    if (t->policy == TIMER_CATCHUP)
        g_string_append(out, ",driftfix=slew");
}

int plan_clock(struct build *b)
{
    const struct clock_def *c = &b->def->clock;
    const struct timer *rtc = find(c, TIMER_RTC), *pit = find(c, TIMER_PIT), *hpet = find(c, TIMER_HPET);
    GString *out = g_string_new(NULL);

    rtc_base(c, out);
    if (rtc)
        rtc_timer(rtc, out);
    plan_arg(b, "rtc", g_string_free(out, false));
    if (pit && pit->policy == TIMER_MERGE)
        return plan_refuse(b, "unsupported pit tickpolicy '%s'", names_word(&timer_policy_names, pit->policy));
    if (pit && (pit->policy == TIMER_DELAY || pit->policy == TIMER_DISCARD))
        plan_argf(b, "global", "kvm-pit.lost_tick_policy=%s", names_word(&timer_policy_names, pit->policy));
    if (hpet && hpet->present == TRI_NO && domain_is_x86(b->def))
        plan_arg(b, "no-hpet", NULL);
    return 0;
}
