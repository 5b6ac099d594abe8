/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domdirtyrate-calc: Calculate a vm's memory dirty rate. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    struct num_int seconds;
    const char *mode;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_INT(
        seconds, "seconds", 0,
        "calculate memory dirty rate within specified seconds, the supported value range from 1 to 60, default to 1."),
    OPT_STR(mode, "mode", 0,
            "dirty page rate calculation mode, either of these 3 options 'page-sampling, dirty-bitmap, dirty-ring' can "
            "be specified.",
            .complete = "page-sampling,dirty-bitmap,dirty-ring"),
    OPT_END,
};

static const char *const modes[] = {"page-sampling", "dirty-bitmap", "dirty-ring"};
static const unsigned bits[] = {VIR_DOMAIN_DIRTYRATE_MODE_PAGE_SAMPLING, VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP,
                                VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING};

static bool run(struct virsh *sh, const struct args *a)
{
    int mode = a->mode ? INDEX_OF(modes, a->mode) : 0;

    if (mode < 0) {
        virsh_error(sh, "Unknown calculation mode '%s'", a->mode);
        return false;
    }
    if (virDomainStartDirtyRateCalc(a->dom, a->seconds.set ? a->seconds.v : 1, bits[mode]) < 0)
        return false;
    virsh_extra(sh, "Start to calculate domain's memory dirty rate successfully.\n");
    return true;
}

COMMAND(domdirtyrate_calc, "domdirtyrate-calc", "Calculate a vm's memory dirty rate",
        "Calculate memory dirty rate of a domain in order to decide whether it's proper to be migrated out or "
        "not.\nThe calculated dirty rate information is available by calling 'domstats --dirtyrate'.");
