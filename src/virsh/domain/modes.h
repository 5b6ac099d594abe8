/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The ways to ask a guest to stop, as a list: "acpi,agent". */
#pragma once

#include "virsh/vsh/virsh.h"

bool modes_parse(struct virsh *sh, const char *text, unsigned *flags);
