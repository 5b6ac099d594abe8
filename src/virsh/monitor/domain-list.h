/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Domains as people want to see them: running ones by id, then the others by name. */
#pragma once

#include "virsh/vsh/virsh.h"

struct domain_list {
    virDomainPtr *doms;
    unsigned n;
};

bool domain_list_get(struct virsh *sh, unsigned flags, struct domain_list *list);
void domain_list_done(struct domain_list *list);
