/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The event thread, and the pipe that ends a wait: see loop.h. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <libvirt/libvirt.h>

#include "virsh/vsh/loop.h"

static pthread_t thread;
static bool running;
static volatile bool stopping;

static void *loop_main(void *arg)
{
    (void) arg;
    while (!stopping)
        if (virEventRunDefaultImpl() < 0)
            break;
    return NULL;
}

void loop_start(void)
{
    sigset_t all, old;

    if (running || virEventRegisterDefaultImpl() < 0)
        return;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old); /* signals belong to the thread that waits */
    running = pthread_create(&thread, NULL, loop_main, NULL) == 0;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
}

static void on_stop(int timer, void *opaque)
{
    (void) opaque;
    virEventRemoveTimeout(timer);
}

void loop_stop(void)
{
    if (!running)
        return;
    stopping = true;
    virEventAddTimeout(0, on_stop, NULL, NULL); /* makes the loop come round */
    pthread_join(thread, NULL);
    running = false;
}

static int pipe_fd[2] = {-1, -1};
static struct sigaction old_int;

static void on_interrupt(int sig)
{
    int saved = errno;

    (void) sig;
    if (write(pipe_fd[1], "i", 1) < 0)
        errno = saved;
    errno = saved;
}

bool wait_begin(void)
{
    struct sigaction sa = {.sa_handler = on_interrupt};

    if (pipe2(pipe_fd, O_CLOEXEC | O_NONBLOCK) < 0)
        return false;
    sigemptyset(&sa.sa_mask);
    sigaction(SIGINT, &sa, &old_int);
    return true;
}

void wait_wake(void)
{
    if (write(pipe_fd[1], "d", 1) < 0)
        return; /* a full pipe wakes as well */
}

enum wait_end wait_for(int timeout_ms)
{
    struct pollfd pfd = {.fd = pipe_fd[0], .events = POLLIN};
    char c = 'd';
    int n;

    do
        n = poll(&pfd, 1, timeout_ms);
    while (n < 0 && errno == EINTR && (read(pipe_fd[0], &c, 1) != 1) && timeout_ms < 0);
    if (n == 0)
        return WAIT_TIMEOUT;
    if (n > 0 && read(pipe_fd[0], &c, 1) != 1)
        return WAIT_DONE;
    return c == 'i' ? WAIT_INTERRUPT : WAIT_DONE;
}

void wait_finish(void)
{
    sigaction(SIGINT, &old_int, NULL);
    close(pipe_fd[0]);
    close(pipe_fd[1]);
    pipe_fd[0] = pipe_fd[1] = -1;
}
