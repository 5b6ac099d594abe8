/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domblkthreshold: set the threshold for block-threshold event for a given block device or it's backing chain
 * element. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *dev, *threshold;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(dev, "dev", REQ, "device to set threshold for"),
    OPT_STR(threshold, "threshold", REQ | NUMBER, "threshold as a scaled number (by default bytes)"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned long long bytes;

    return size_parse(sh, "threshold", a->threshold, 1, G_MAXUINT64, &bytes) &&
           virDomainSetBlockThreshold(a->dom, a->dev, bytes, 0) == 0;
}

COMMAND(domblkthreshold, "domblkthreshold",
        "set the threshold for block-threshold event for a given block device or it's backing chain element",
        "set threshold for block-threshold event for a block device");
