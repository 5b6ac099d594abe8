/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The terminal as the guest's console until the escape character is typed. */
#pragma once

#include "virsh/vsh/virsh.h"

bool console_run(struct virsh *sh, virDomainPtr dom, const char *devname, unsigned flags);
