/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* daemon.h: the daemon as a whole: what main() sets up, and what the administration shows. */
#pragma once

#include "daemon/conf.h"
#include "daemon/server.h"

struct daemon_options {
    bool session;                  /* of root: this user\'s own guests, not the system\'s */
    const char *config, *pid_file; /* NULL: the usual ones */
    int timeout;                   /* seconds without work before it ends; 0: never */
    bool background, verbose, listen;
};

struct daemon {
    struct daemon_options opt;
    struct daemon_conf conf;
    bool privileged;
    char *run_dir, *config_path, *pid_path;
    int pid_fd;
    struct ioloop *main, *io[2];
    struct pool *pool, *admin_pool;
    struct server *server, *admin;
    struct io signals;
    struct io_timer idle, late;
    bool stopping;
};

enum { DAEMON_IO_THREADS = 2 };

/* Sets up and runs until it is told to end. `ready()` is called when clients are served. The exit status.  */
int daemon_run(const struct daemon_options *opt, void (*ready)(void));
