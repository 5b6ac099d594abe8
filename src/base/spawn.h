/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * spawn.h: child processes by argument vector, never through a shell. Between the (v)fork and exec only
 * plain system calls run; every descriptor is close-on-exec but those passed by name.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/types.h>

struct spawn_limit {
    int what; /* RLIMIT_... */
    struct rlimit limit;
};

struct spawn {
    const char *const *argv; /* argv[0] is looked up in PATH when it has no slash */
    const char *const *env;  /* NULL: ours */
    const char *cwd;         /* NULL: ours */
    int in, out, err;        /* -1: /dev/null */
    const int *keep;         /* descriptors that the child gets under their own numbers */
    size_t n_keep;
    bool as_user; /* become uid, gid and groups below */
    uid_t uid;
    gid_t gid;
    const gid_t *groups;
    size_t n_groups;
    bool new_session;
    bool die_with_parent;
    mode_t umask; /* 0: 0022 */
    const struct spawn_limit *limits;
    size_t n_limits;
};

/* Starts the child. 0 with pid and pidfd (close it; wait with spawn_wait), or -errno of what failed, exec included.  */
int spawn_start(const struct spawn *s, pid_t *ret_pid, int *ret_pidfd);
/* Waits for the end for at most timeout_ms (negative: for ever). The exit status, 128 + signal, or -ETIMEDOUT.  */
int spawn_wait(int pidfd, int timeout_ms);
/* Ends it by force and collects it.  */
void spawn_kill(int pidfd);

/* Runs a program to its end with no input and reads what it says, at most `max` bytes each. Returns its exit status,
 * 128 + signal, or -errno (-ETIMEDOUT after killing it). ret_out and ret_err may be NULL.  */
int spawn_run(const char *const *argv, int timeout_ms, size_t max, char **ret_out, char **ret_err);
