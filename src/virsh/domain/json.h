/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Replies of QEMU and its agent, as they came or made readable. */
#pragma once

#include "virsh/vsh/virsh.h"

void json_show(struct virsh *sh, const char *text, bool pretty);
/* Only the value of "return"; false after an error line when there is none. */
bool json_show_return(struct virsh *sh, const char *text, bool pretty);
/* {"execute": words[0], "arguments": ...}; NULL after an error line. */
char *json_wrap(struct virsh *sh, const char **words);
