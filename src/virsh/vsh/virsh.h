/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The session that every command gets: the connection, the settings and the ways to speak to the user. */
#pragma once

#include <glib.h>
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

#include "virsh/vsh/command.h"
#include "virsh/vsh/resolve.h"

#define VIRSH_PRINTF(f, a) __attribute__((format(printf, f, a)))

struct virsh {
    virConnectPtr conn;
    char *uri; /* as given by -c, connect or the environment; NULL: the library chooses */
    bool readonly;
    bool quiet;
    bool timing;
    bool interactive;
    bool eager;    /* -c was given: the connection comes before the first command, whatever it is */
    bool done;     /* quit was asked for */
    bool was_open; /* a lost connection is re-opened and said so */
    int debug;
    int log_fd;
    int keepalive_interval; /* -1: not asked for */
    int keepalive_count;
    char escape[8];
    virErrorPtr last_error; /* newest error of the library, until reported */
    volatile int closed;    /* set by the close callback */
};

/* print: data. extra: decoration that --quiet drops. error: one `error: ...` line on stderr. */
void virsh_print(struct virsh *sh, const char *fmt, ...) VIRSH_PRINTF(2, 3);
void virsh_extra(struct virsh *sh, const char *fmt, ...) VIRSH_PRINTF(2, 3);
void virsh_error(struct virsh *sh, const char *fmt, ...) VIRSH_PRINTF(2, 3);
void virsh_debug(struct virsh *sh, int level, const char *fmt, ...) VIRSH_PRINTF(3, 4);

/* Shows and forgets the library's newest error; the other only forgets. */
void virsh_report(struct virsh *sh);
void virsh_forget(struct virsh *sh);
/* Code of the newest error of the library, VIR_ERR_OK when there is none. */
int virsh_last_code(struct virsh *sh);

bool virsh_connect(struct virsh *sh, bool readonly);
void virsh_disconnect(struct virsh *sh);

/* Runs the commands of one line, or one command given as words. Parse errors run nothing. */
bool virsh_run_line(struct virsh *sh, const char *line);
bool virsh_run_words(struct virsh *sh, char **words);
int virsh_shell(struct virsh *sh);

/* Completions for the last of the words; NULL-terminated, free with g_strfreev. */
char **virsh_complete(struct virsh *sh, char **words);

struct group {
    const char *keyword;
    const char *title;
};
extern const struct group virsh_groups[]; /* ends with a row without keyword */
/* The commands of a group one by one; *at starts at 0. NULL after the last. */
const struct command *group_next(const struct group *g, unsigned *at);
const struct command *command_find(const char *name);
const struct group *group_find(const char *keyword);
void help_command(struct virsh *sh, const struct command *cmd);
void help_group(struct virsh *sh, const struct group *group);
void help_all(struct virsh *sh);
void help_usage(const char *program);

/* The whole file; NULL after an error line. */
char *virsh_read_file(struct virsh *sh, const char *path);
