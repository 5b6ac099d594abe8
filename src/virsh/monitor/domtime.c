/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domtime: domain time. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    bool now, pretty, sync;
    struct num_ll time;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_BOOL(now, "now", "set to the time of the host running virsh"),
    OPT_BOOL(pretty, "pretty", "print domain's time in human readable form"),
    OPT_BOOL(sync, "sync", "instead of setting given time, synchronize from domain's RTC"),
    OPT_LL(time, "time", 0, "time to set"),
    OPT_END,
};

static bool set(const struct args *a)
{
    long long seconds = a->now ? (long long) time(NULL) : a->time.v;
    unsigned flags = a->sync ? VIR_DOMAIN_TIME_SYNC : 0;

    return virDomainSetTime(a->dom, a->sync ? 0 : seconds, 0, flags) == 0;
}

static bool run(struct virsh *sh, const struct args *a)
{
    long long seconds;
    unsigned ns;

    if (a->time.set || a->now || a->sync)
        return set(a);
    if (virDomainGetTime(a->dom, &seconds, &ns, 0) < 0)
        return false;
    if (a->pretty) {
        g_autoptr(GDateTime) t = g_date_time_new_from_unix_utc(seconds);
        g_autofree char *text = t ? g_date_time_format(t, "%Y-%m-%d %H:%M:%S") : NULL;
        if (!text) {
            virsh_error(sh, "Unable to format time");
            return false;
        }
        virsh_print(sh, "Time: %s", text);
    } else {
        virsh_print(sh, "Time: %lld", seconds);
    }
    return true;
}

COMMAND(domtime, "domtime", "domain time", "Gets or sets the domain's system time",
        .excl = EXCL({"time", "now"}, {"time", "sync"}, {"now", "sync"}));
