/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop.c: a thread around sd-event; an eventfd carries the posted functions across. */
#include "base/loop.h"

#include <errno.h>
#include <glib.h>
#include <pthread.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

struct posted {
    void (*fn)(void *arg);
    void *arg;
    struct waiter *waiter;
};
struct waiter {
    pthread_mutex_t lock;
    pthread_cond_t done;
    bool ran;
};

struct loop {
    sd_event *event;
    pthread_t thread;
    int wake;
    char name[16];
    pthread_mutex_t lock;
    GArray *queue; /* of struct posted */
    bool ending;
};

uint64_t clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t) t.tv_sec * 1000 + (uint64_t) t.tv_nsec / 1000000;
}

void clock_deadline(struct timespec *t, unsigned ms)
{
    clock_gettime(CLOCK_MONOTONIC, t);
    t->tv_sec += ms / 1000;
    t->tv_nsec += (long) (ms % 1000) * 1000000;
    if (t->tv_nsec >= 1000000000) {
        t->tv_sec++;
        t->tv_nsec -= 1000000000;
    }
}

static void posted_run(const struct posted *p)
{
    struct waiter *w = p->waiter;

    p->fn(p->arg);
    if (w) {
        pthread_mutex_lock(&w->lock);
        w->ran = true;
        pthread_cond_signal(&w->done);
        pthread_mutex_unlock(&w->lock);
    }
}

static void queue_drain(struct loop *l)
{
    GArray *batch;

    pthread_mutex_lock(&l->lock);
    batch = l->queue;
    l->queue = g_array_new(FALSE, FALSE, sizeof(struct posted));
    pthread_mutex_unlock(&l->lock);
    for (guint i = 0; i < batch->len; i++)
        posted_run(&g_array_index(batch, struct posted, i));
    g_array_free(batch, TRUE);
}

static int on_wake(sd_event_source *s, int fd, uint32_t events, void *arg)
{
    struct loop *l = arg;
    eventfd_t n;

    if (eventfd_read(fd, &n) < 0) {
        /* a spurious wake: the queue tells */
    }
    queue_drain(l);
    pthread_mutex_lock(&l->lock);
    if (l->ending && l->queue->len == 0)
        sd_event_exit(l->event, 0);
    pthread_mutex_unlock(&l->lock);
    return 0;
}

static void *loop_run(void *arg)
{
    struct loop *l = arg;
    sigset_t all;

    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL);
    pthread_setname_np(pthread_self(), l->name);
    sd_event_loop(l->event);
    queue_drain(l);
    return NULL;
}

struct loop *loop_new(const char *name)
{
    struct loop *l = g_new0(struct loop, 1);
    int r;

    g_strlcpy(l->name, name, sizeof(l->name));
    pthread_mutex_init(&l->lock, NULL);
    l->queue = g_array_new(FALSE, FALSE, sizeof(struct posted));
    l->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    r = l->wake < 0 ? -errno : sd_event_new(&l->event);
    if (r >= 0)
        r = sd_event_add_io(l->event, NULL, l->wake, EPOLLIN, on_wake, l);
    if (r >= 0)
        r = -pthread_create(&l->thread, NULL, loop_run, l);
    if (r < 0) {
        sd_event_unref(l->event);
        if (l->wake >= 0)
            close(l->wake);
        g_array_free(l->queue, TRUE);
        g_free(l);
        errno = -r;
        return NULL;
    }
    return l;
}

static void loop_wake(struct loop *l)
{
    if (eventfd_write(l->wake, 1) < 0) {
        /* full: it is awake already */
    }
}

void loop_free(struct loop *l)
{
    if (!l)
        return;
    pthread_mutex_lock(&l->lock);
    l->ending = true;
    pthread_mutex_unlock(&l->lock);
    loop_wake(l);
    pthread_join(l->thread, NULL);
    sd_event_unref(l->event);
    close(l->wake);
    g_array_free(l->queue, TRUE);
    pthread_mutex_destroy(&l->lock);
    g_free(l);
}

sd_event *loop_event(struct loop *l)
{
    return l->event;
}

bool loop_here(const struct loop *l)
{
    return pthread_equal(l->thread, pthread_self());
}

static void queue_add(struct loop *l, struct posted p)
{
    pthread_mutex_lock(&l->lock);
    g_array_append_val(l->queue, p);
    pthread_mutex_unlock(&l->lock);
    loop_wake(l);
}

void loop_post(struct loop *l, void (*fn)(void *arg), void *arg)
{
    queue_add(l, (struct posted){fn, arg, NULL});
}

void loop_call(struct loop *l, void (*fn)(void *arg), void *arg)
{
    struct waiter w = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false};

    if (loop_here(l)) {
        fn(arg);
        return;
    }
    queue_add(l, (struct posted){fn, arg, &w});
    pthread_mutex_lock(&w.lock);
    while (!w.ran)
        pthread_cond_wait(&w.done, &w.lock);
    pthread_mutex_unlock(&w.lock);
}
