/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The disk of a domain that a user names: by its target or by its source. */
#pragma once

#include "virsh/common/common.h"

/* NULL after an error line. */
xmlNodePtr disk_find(struct virsh *sh, struct xdoc *x, const char *name);
