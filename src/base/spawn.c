/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * spawn.c: vfork and exec. The child shares our memory until exec, so that a daemon of any size starts a
 * program in the same time, and its errno comes back without a pipe. It must not call anything that takes
 * locks or knows of threads: ids are set by system call, for glibc's setuid() would signal our threads.
 */
#include "base/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/loop.h"

extern char **environ;

static int child_ids(const struct spawn *s)
{
    if (!s->as_user)
        return 0;
    if (syscall(SYS_setgroups, s->n_groups, s->groups) < 0 || syscall(SYS_setresgid, s->gid, s->gid, s->gid) < 0 ||
        syscall(SYS_setresuid, s->uid, s->uid, s->uid) < 0)
        return -errno;
    return 0;
}

static int child_fds(const struct spawn *s, int null)
{
    const int std[3] = {s->in, s->out, s->err};

    for (int i = 0; i < 3; i++)
        if (dup2(std[i] >= 0 ? std[i] : null, i) < 0)
            return -errno;
    for (size_t i = 0; i < s->n_keep; i++)
        if (fcntl(s->keep[i], F_SETFD, 0) < 0)
            return -errno;
    return 0;
}

/* In the child. Returns -errno only when something failed.  */
static int child_become(const struct spawn *s, const char *path, int null)
{
    struct sigaction dfl = {.sa_handler = SIG_DFL};
    sigset_t none;
    int r;

    for (int i = 1; i < 32; i++)
        sigaction(i, &dfl, NULL);
    if (s->new_session)
        setsid();
    if (s->die_with_parent)
        prctl(PR_SET_PDEATHSIG, SIGKILL);
    umask(s->umask ? s->umask : 0022);
    for (size_t i = 0; i < s->n_limits; i++)
        if (syscall(SYS_prlimit64, 0, s->limits[i].what, &s->limits[i].limit, NULL) < 0)
            return -errno;
    if (s->cwd && chdir(s->cwd) < 0)
        return -errno;
    if ((r = child_fds(s, null)) < 0 || (r = child_ids(s)) < 0)
        return r;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(path, (char *const *) s->argv, s->env ? (char *const *) s->env : environ);
    return -errno;
}

int spawn_start(const struct spawn *s, pid_t *ret_pid, int *ret_pidfd)
{
    g_autofree char *path = strchr(s->argv[0], '/') ? g_strdup(s->argv[0]) : g_find_program_in_path(s->argv[0]);
    cleanup_fd int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    volatile int failed = 0;
    sigset_t all, before;
    pid_t pid;

    if (!path)
        return -ENOENT;
    if (null < 0)
        return -errno;
    /* No handler of ours may run in the child, whose memory is ours.  */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid = vfork();
    if (pid == 0) {
        failed = child_become(s, path, null);
        _exit(127);
    }
    if (pid < 0)
        failed = -errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (pid > 0 && failed)
        waitpid(pid, NULL, 0);
    if (failed)
        return failed;
    *ret_pidfd = (int) syscall(SYS_pidfd_open, pid, 0);
    if (*ret_pidfd < 0) {
        failed = -errno;
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        return failed;
    }
    fcntl(*ret_pidfd, F_SETFD, FD_CLOEXEC);
    *ret_pid = pid;
    return 0;
}

int spawn_wait(int pidfd, int timeout_ms)
{
    struct pollfd p = {.fd = pidfd, .events = POLLIN};
    uint64_t until = clock_ms() + (uint64_t) MAX(timeout_ms, 0);
    siginfo_t info = {0};

    for (;;) {
        int left = timeout_ms < 0 ? -1 : (int) MAX((int64_t) (until - clock_ms()), 0);
        int r = poll(&p, 1, left);
        if (r < 0 && errno == EINTR)
            continue;
        if (r < 0)
            return -errno;
        if (r == 0)
            return -ETIMEDOUT;
        break;
    }
    if (waitid(P_PIDFD, (id_t) pidfd, &info, WEXITED) < 0)
        return -errno;
    return info.si_code == CLD_EXITED ? info.si_status : 128 + info.si_status;
}

void spawn_kill(int pidfd)
{
    siginfo_t info;

    syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, NULL, 0);
    while (waitid(P_PIDFD, (id_t) pidfd, &info, WEXITED) < 0 && errno == EINTR)
        ;
}

/* One of the two outputs of a program being run.  */
struct reading {
    int fd;
    GString *text;
    size_t max;
};

static void reading_take(struct reading *r)
{
    char part[4096];
    ssize_t n = read(r->fd, part, sizeof(part));

    if (n < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (n <= 0) {
        fd_closep(&r->fd);
        return;
    }
    g_string_append_len(r->text, part, (gssize) MIN((size_t) n, r->max - r->text->len));
}

/* Reads both until both are closed; false when the time is over.  */
static bool readings_finish(struct reading r[2], int timeout_ms)
{
    uint64_t until = clock_ms() + (uint64_t) timeout_ms;

    while (r[0].fd >= 0 || r[1].fd >= 0) {
        struct pollfd p[2] = {{r[0].fd, POLLIN, 0}, {r[1].fd, POLLIN, 0}};
        int64_t left = (int64_t) (until - clock_ms());
        int n = left > 0 ? poll(p, 2, (int) left) : 0;
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        for (int i = 0; i < 2; i++)
            if (p[i].revents)
                reading_take(&r[i]);
    }
    return true;
}

int spawn_run(const char *const *argv, int timeout_ms, size_t max, char **ret_out, char **ret_err)
{
    cleanup_fd int out = -1;
    cleanup_fd int errs = -1;
    cleanup_fd int pidfd = -1;
    struct reading r[2] = {{-1, NULL, max}, {-1, NULL, max}};
    struct spawn s = {.argv = argv, .in = -1};
    int o[2], e[2], status;
    pid_t pid;

    if (pipe2(o, O_CLOEXEC) < 0)
        return -errno;
    if (pipe2(e, O_CLOEXEC) < 0) {
        status = -errno;
        close(o[0]);
        close(o[1]);
        return status;
    }
    r[0].fd = o[0], r[1].fd = e[0];
    s.out = out = o[1], s.err = errs = e[1];
    status = spawn_start(&s, &pid, &pidfd);
    fd_closep(&out);
    fd_closep(&errs);
    if (status == 0) {
        r[0].text = g_string_new(NULL), r[1].text = g_string_new(NULL);
        status = readings_finish(r, timeout_ms) ? spawn_wait(pidfd, timeout_ms) : -ETIMEDOUT;
        if (status == -ETIMEDOUT)
            spawn_kill(pidfd);
    }
    for (int i = 0; i < 2; i++) {
        char **ret = i ? ret_err : ret_out;
        fd_closep(&r[i].fd);
        if (r[i].text && ret && status >= 0)
            *ret = g_string_free(r[i].text, FALSE);
        else if (r[i].text)
            g_string_free(r[i].text, TRUE);
    }
    return status;
}
