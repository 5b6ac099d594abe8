/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* CPU documents from a file, and what comparing one with the host says. */
#pragma once

#include "virsh/common/common.h"

/* Every <cpu> in the file, however deep; NULL after an error line, g_strfreev. */
char **cpus_read(struct virsh *sh, const char *path);
bool cpu_compared(struct virsh *sh, const char *file, int result, const char *incompatible, const char *identical,
                  const char *superset, const char *failed);
