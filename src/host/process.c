/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* process.c: see process.h. */
#include "host/process.h"

#include <errno.h>
#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

static char *proc_read(pid_t pid, pid_t tid, const char *file, size_t *ret_len)
{
    char path[64];
    char *text = NULL;
    if (tid > 0)
        snprintf(path, sizeof(path), "/proc/%d/task/%d/%s", (int) pid, (int) tid, file);
    else
        snprintf(path, sizeof(path), "/proc/%d/%s", (int) pid, file);
    return g_file_get_contents(path, &text, ret_len, NULL) ? text : NULL;
}

int process_times(pid_t pid, pid_t tid, struct process_times *ret)
{
    g_autofree char *text = proc_read(pid, tid, "stat", NULL);
    char *at = text ? strrchr(text, ')') : NULL; /* the name may hold anything, brackets and blanks too */
    if (!at)
        return -ESRCH;
    unsigned long long user, sys, start;
    long long rss;
    struct process_times t = {0};
    if (sscanf(at + 1,
               " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu %*d %*d %*d %*d %*d %*d %llu %*u %lld %*u %*u "
               "%*u %*u %*u %*u %*u %*u %*u %*u %*u %*u %*u %*d %d",
               &t.state, &user, &sys, &start, &rss, &t.cpu) != 6)
        return -EIO;
    uint64_t tick = 1000000000ULL / (uint64_t) sysconf(_SC_CLK_TCK);
    t.user = user * tick;
    t.system = sys * tick;
    t.start = start;
    t.rss_kib = rss > 0 ? (uint64_t) rss * ((uint64_t) sysconf(_SC_PAGESIZE) / 1024) : 0;
    *ret = t;
    return 0;
}

int process_sched(pid_t pid, pid_t tid, uint64_t *ret_run, uint64_t *ret_delay)
{
    g_autofree char *text = proc_read(pid, tid > 0 ? tid : pid, "schedstat", NULL);
    unsigned long long run, delay;
    if (!text || sscanf(text, "%llu %llu", &run, &delay) != 2)
        return -ESRCH;
    *ret_run = run;
    *ret_delay = delay;
    return 0;
}

int process_open(pid_t pid, uint64_t start)
{
    struct process_times t;
    if (pid <= 1)
        return -ESRCH;
    int fd = (int) syscall(SYS_pidfd_open, pid, 0);
    if (fd < 0)
        return -errno;
    /* read after the open: if it is right now, the descriptor is the right process for good */
    int e = process_times(pid, 0, &t);
    if (e == 0 && ((start && t.start != start) || t.state == 'Z'))
        e = -ESRCH;
    if (e < 0) {
        close(fd);
        return e;
    }
    return fd;
}

int process_kill(int pidfd, int sig)
{
    return syscall(SYS_pidfd_send_signal, pidfd, sig, NULL, 0) < 0 ? -errno : 0;
}

bool process_wait(int pidfd, int timeout_ms)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t until = now.tv_sec * 1000LL + now.tv_nsec / 1000000 + timeout_ms;
    for (int left = timeout_ms; left >= 0;) {
        struct pollfd p = {.fd = pidfd, .events = POLLIN};
        int n = poll(&p, 1, left);
        if (n > 0)
            return true;
        if (n == 0 || errno != EINTR)
            return false;
        clock_gettime(CLOCK_MONOTONIC, &now);
        left = (int) (until - (now.tv_sec * 1000LL + now.tv_nsec / 1000000));
    }
    return false;
}

void process_reap(int pidfd)
{
    siginfo_t info;
    while (waitid(P_PIDFD, (id_t) pidfd, &info, WEXITED | WNOHANG) < 0 && errno == EINTR)
        ;
}

bool process_has_arg(pid_t pid, const char *part)
{
    size_t len = 0;
    g_autofree char *text = proc_read(pid, 0, "cmdline", &len);
    for (size_t at = 0; text && at < len; at += strlen(text + at) + 1)
        if (strstr(text + at, part))
            return true;
    return false;
}

uint64_t process_wait_sum(pid_t pid, pid_t tid)
{
    g_autofree char *text = proc_read(pid, tid, "sched", NULL);
    const char *at = text ? strstr(text, "wait_sum") : NULL;
    at = at ? strchr(at, ':') : NULL;
    return at ? (uint64_t) (g_ascii_strtod(at + 1, NULL) * 1000000.0) : 0;
}
