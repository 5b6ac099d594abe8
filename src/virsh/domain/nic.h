/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The interface of a domain that a user names: by its device or by its MAC address. */
#pragma once

#include "virsh/common/common.h"

/* NULL when there is none, or more than one; *n says how many. */
xmlNodePtr nic_find(struct xdoc *x, const char *name, unsigned *n);
bool nic_is_mac(const char *name);
