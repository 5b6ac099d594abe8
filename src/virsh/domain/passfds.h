/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* --pass-fds N,M,...: descriptors of this process that go to the guest. */
#pragma once

#include "virsh/vsh/virsh.h"

bool passfds_parse(struct virsh *sh, const char *text, int **fds, unsigned *nfds);
