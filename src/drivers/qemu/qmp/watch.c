/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * watch.c: the monitor loop on epoll. A removed watch stays allocated until the batch of events that may still
 * name it has been worked off.
 */
#include "drivers/qemu/qmp/watch.h"

#include <errno.h>
#include <glib.h>
#include <pthread.h>
#include <stdbool.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct watch {
    int fd;
    uint32_t events;
    bool dead;
    void (*cb)(uint32_t events, void *opaque);
    void *opaque;
};

static struct {
    pthread_once_t once;
    pthread_mutex_t lock;
    pthread_cond_t idle;    /* `running` ended */
    pthread_t thread;
    int epoll, wake;
    struct watch *running;
    GPtrArray *graves;      /* removed, to be freed between batches */
} loop = {.once = PTHREAD_ONCE_INIT, .lock = PTHREAD_MUTEX_INITIALIZER, .idle = PTHREAD_COND_INITIALIZER};

static void run_one(struct watch *w, uint32_t events)
{
    pthread_mutex_lock(&loop.lock);
    bool dead = w->dead;
    if (!dead)
        loop.running = w;
    pthread_mutex_unlock(&loop.lock);
    if (dead)
        return;
    w->cb(events, w->opaque);
    pthread_mutex_lock(&loop.lock);
    loop.running = NULL;
    pthread_cond_broadcast(&loop.idle);
    pthread_mutex_unlock(&loop.lock);
}

static void *loop_main(void *arg)
{
    struct epoll_event ev[64];
    for (;;) {
        int n = epoll_wait(loop.epoll, ev, G_N_ELEMENTS(ev), -1);
        for (int i = 0; i < n; i++) {
            if (ev[i].data.ptr)
                run_one(ev[i].data.ptr, ev[i].events);
            else
                (void) !read(loop.wake, &(uint64_t){0}, 8);
        }
        pthread_mutex_lock(&loop.lock);
        g_ptr_array_set_size(loop.graves, 0);
        pthread_mutex_unlock(&loop.lock);
    }
    return NULL;
}

static void loop_start(void)
{
    pthread_attr_t attr;
    sigset_t all, old;
    loop.graves = g_ptr_array_new_with_free_func(g_free);
    loop.epoll = epoll_create1(EPOLL_CLOEXEC);
    loop.wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    struct epoll_event ev = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_ctl(loop.epoll, EPOLL_CTL_ADD, loop.wake, &ev);
    sigfillset(&all); /* signals belong to the main thread */
    pthread_sigmask(SIG_SETMASK, &all, &old);
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    if (loop.epoll < 0 || loop.wake < 0 || pthread_create(&loop.thread, &attr, loop_main, NULL) != 0)
        g_error("cannot start the monitor loop: %s", g_strerror(errno));
    pthread_setname_np(loop.thread, "qemu-monitor");
    pthread_attr_destroy(&attr);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
}

struct watch *watch_add(int fd, uint32_t events, void (*cb)(uint32_t events, void *opaque), void *opaque)
{
    pthread_once(&loop.once, loop_start);
    struct watch *w = g_new0(struct watch, 1);
    *w = (struct watch){.fd = fd, .events = events, .cb = cb, .opaque = opaque};
    struct epoll_event ev = {.events = events, .data.ptr = w};
    if (epoll_ctl(loop.epoll, EPOLL_CTL_ADD, fd, &ev) < 0) {
        g_free(w);
        return NULL;
    }
    return w;
}

void watch_set(struct watch *w, uint32_t events)
{
    if (!w || w->events == events)
        return;
    w->events = events;
    struct epoll_event ev = {.events = events, .data.ptr = w};
    epoll_ctl(loop.epoll, EPOLL_CTL_MOD, w->fd, &ev);
}

void watch_remove(struct watch *w)
{
    if (!w)
        return;
    pthread_mutex_lock(&loop.lock);
    w->dead = true;
    epoll_ctl(loop.epoll, EPOLL_CTL_DEL, w->fd, NULL);
    while (loop.running == w && !pthread_equal(pthread_self(), loop.thread))
        pthread_cond_wait(&loop.idle, &loop.lock);
    g_ptr_array_add(loop.graves, w);
    pthread_mutex_unlock(&loop.lock);
    (void) !write(loop.wake, &(uint64_t){1}, 8);
}
