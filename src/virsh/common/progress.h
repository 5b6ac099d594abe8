/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A long call in a thread of its own while this one shows how far the job is and hears Ctrl-C. */
#pragma once

#include "virsh/vsh/virsh.h"

/* Runs WORK(arg) and gives its result. LABEL NULL shows nothing. Ctrl-C aborts the domain's job. */
int progress_run(struct virsh *sh, virDomainPtr dom, const char *label, int (*work)(void *), void *arg);
/* One line "\rLabel: [ 42 %]" on stderr. */
void progress_show(const char *label, unsigned long long remaining, unsigned long long total);
