/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nwfilter-undefine: undefine a network filter. */
#include "virsh/common/common.h"

struct args {
    virNWFilterPtr nwfilter;
};

static const struct opt opts[] = {
    OPT_NWFILTER(nwfilter, "network filter name or uuid"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return outcome(sh, virNWFilterUndefine(a->nwfilter), "Network filter %s undefined\n",
                   "Failed to undefine network filter %s", virNWFilterGetName(a->nwfilter));
}

COMMAND(nwfilter_undefine, "nwfilter-undefine", "undefine a network filter", "Undefine a given network filter.");
