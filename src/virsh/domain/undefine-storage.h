/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The volumes that undefine removes together with the domain. */
#pragma once

#include "virsh/vsh/virsh.h"

struct storage_volume;

struct storage_removal {
    const char *chosen; /* comma separated targets or source paths */
    bool all, wipe, snapshots;
    struct storage_volume *volumes;
    unsigned n;
};

/* Before: finds the volumes, so that nothing is undefined when one of them cannot be. */
bool storage_plan(struct virsh *sh, virDomainPtr dom, struct storage_removal *r);
/* After. */
bool storage_remove(struct virsh *sh, struct storage_removal *r);
void storage_done(struct storage_removal *r);
