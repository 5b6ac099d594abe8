/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* stats.h: figures of a guest: what QEMU is asked, and what is known without it. */
#pragma once

#include "core/params.h"
#include "drivers/qemu/guest.h"

/* The questions put to one guest's monitor; each may be NULL: not asked, or not possible.  */
struct stats_asked {
    struct qmp_pending *block, *balloon, *iothreads;
};
void stats_ask(struct run *r, const struct domain_def *d, unsigned stats, struct stats_asked *a);
/* Collects until the deadline and adds everything of `stats` (VIR_DOMAIN_STATS_*) to the parameters.  */
void stats_take(struct guest *g, struct run *r, const struct domain_def *d, unsigned stats, unsigned flags,
                struct stats_asked *a, const char *links, int64_t deadline, struct params *p);

/* Is QEMU's path (".../peripheral/ALIAS/...") that device's?  */
bool qdev_is(const char *qdev, const char *alias);
/* The entry of a disk in query-blockstats, or NULL.  */
const struct qmp_blockstats *blockstats_of(const struct qmp_blockstats_list *list, const struct disk *k);
struct disk_sizes {
    uint64_t capacity, allocation, physical;
};
/* Of the file or device, without QEMU; -errno.  */
int disk_sizes(const struct disk *k, struct disk_sizes *ret);
