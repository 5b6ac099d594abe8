/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From text to calls: words, quoting, several commands on a line, options to their rows. */
#pragma once

#include "virsh/vsh/virsh.h"

/* A command with the raw values of its options; values[i] belongs to opts[i]. */
struct call {
    const struct command *cmd;
    const struct command *help_for; /* --help was given: show this instead */
    unsigned nopts;
    const char **values; /* NULL: not given; "" for a flag */
    GPtrArray *rest;     /* words of the argv row, NULL-terminated by the filler */
    GPtrArray *owned;
};

/* Splits LINE into commands, each an array of words. False after an error line. */
bool line_split(struct virsh *sh, const char *line, GPtrArray **commands);
struct call *call_parse(struct virsh *sh, char **words, unsigned nwords);
void call_free(struct call *call);

/* Fills a zeroed struct args from the call: exclusions, objects, numbers. False after an error line. */
bool args_fill(struct virsh *sh, const struct call *call, void *args);
void args_done(const struct call *call, void *args);

bool virsh_run_call(struct virsh *sh, const struct call *call);
