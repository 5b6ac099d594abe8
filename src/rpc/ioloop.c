/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ioloop.c: the loop over epoll, its timers and its mailbox. */
#include "rpc/ioloop.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "base/loop.h"
#include "rpc/channel.h"

struct letter {
    void (*fn)(void *arg);
    void *arg;
};

struct ioloop {
    int epoll, wake;
    atomic_bool stop;
    pthread_t thread;
    bool threaded;
    pthread_mutex_t lock; /* of the mailbox */
    GArray *posted;       /* struct letter */
    GArray *later;        /* struct letter, the loop's thread only */
    GSequence *timers;
};

uint8_t *ioloop_scratch(void)
{
    static __thread uint8_t *scratch;
    if (!scratch)
        scratch = g_malloc(CHANNEL_SCRATCH);
    return scratch;
}

struct ioloop *ioloop_new(void)
{
    struct ioloop *l = g_new0(struct ioloop, 1);
    l->epoll = epoll_create1(EPOLL_CLOEXEC);
    l->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (l->epoll < 0 || l->wake < 0)
        g_error("cannot create an event loop: %s", g_strerror(errno));
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_ctl(l->epoll, EPOLL_CTL_ADD, l->wake, &e);
    pthread_mutex_init(&l->lock, NULL);
    l->posted = g_array_new(FALSE, FALSE, sizeof(struct letter));
    l->later = g_array_new(FALSE, FALSE, sizeof(struct letter));
    l->timers = g_sequence_new(NULL);
    return l;
}

void ioloop_free(struct ioloop *l)
{
    if (!l)
        return;
    close(l->epoll);
    close(l->wake);
    g_array_free(l->posted, TRUE);
    g_array_free(l->later, TRUE);
    g_sequence_free(l->timers);
    pthread_mutex_destroy(&l->lock);
    g_free(l);
}

static void wake_up(struct ioloop *l)
{
    uint64_t one = 1;
    if (write(l->wake, &one, sizeof one) < 0)
        return; /* the counter is full: the loop is awake already */
}

/* Letters may write letters: each round takes the whole box.  */
static void read_letters(GArray *box)
{
    for (guint i = 0; i < box->len; i++) {
        struct letter m = g_array_index(box, struct letter, i);
        m.fn(m.arg);
    }
    g_array_set_size(box, 0);
}

static void empty_mailbox(struct ioloop *l)
{
    uint64_t count;
    if (read(l->wake, &count, sizeof count) < 0 && errno != EAGAIN)
        return;
    pthread_mutex_lock(&l->lock);
    GArray *box = l->posted;
    l->posted = g_array_new(FALSE, FALSE, sizeof(struct letter));
    pthread_mutex_unlock(&l->lock);
    read_letters(box);
    g_array_free(box, TRUE);
}

static int fire_timers(struct ioloop *l)
{
    for (;;) {
        GSequenceIter *first = g_sequence_get_begin_iter(l->timers);
        if (g_sequence_iter_is_end(first))
            return -1;
        struct io_timer *t = g_sequence_get(first);
        uint64_t now = clock_ms();
        if (t->at > now)
            return (int) MIN(t->at - now, 3600000);
        ioloop_timer_off(l, t);
        t->fire(t);
        read_letters(l->later);
    }
}

void ioloop_run(struct ioloop *l)
{
    struct epoll_event v[64];
    while (!atomic_load(&l->stop)) {
        int n = epoll_wait(l->epoll, v, G_N_ELEMENTS(v), fire_timers(l));
        bool mail = false;
        for (int i = 0; i < n; i++) {
            struct io *io = v[i].data.ptr;
            if (!io)
                mail = true;
            else if (io->fd >= 0)
                io->ready(io, v[i].events);
        }
        if (mail)
            empty_mailbox(l);
        read_letters(l->later);
    }
}

static void *thread_main(void *arg)
{
    ioloop_run(arg);
    g_free(ioloop_scratch());
    return NULL;
}

int ioloop_start(struct ioloop *l, const char *name)
{
    int r = pthread_create(&l->thread, NULL, thread_main, l);
    if (r)
        return -r;
    l->threaded = true;
    pthread_setname_np(l->thread, name);
    return 0;
}

void ioloop_join(struct ioloop *l)
{
    if (l->threaded)
        pthread_join(l->thread, NULL);
    l->threaded = false;
}

void ioloop_stop(struct ioloop *l)
{
    atomic_store(&l->stop, true);
    wake_up(l);
}

int ioloop_add(struct ioloop *l, struct io *io, uint32_t events)
{
    struct epoll_event e = {.events = events, .data.ptr = io};
    io->events = events;
    return epoll_ctl(l->epoll, EPOLL_CTL_ADD, io->fd, &e) < 0 ? -errno : 0;
}

void ioloop_want(struct ioloop *l, struct io *io, uint32_t events)
{
    if (io->events == events || io->fd < 0)
        return;
    struct epoll_event e = {.events = events, .data.ptr = io};
    io->events = events;
    epoll_ctl(l->epoll, EPOLL_CTL_MOD, io->fd, &e);
}

void ioloop_del(struct ioloop *l, struct io *io)
{
    epoll_ctl(l->epoll, EPOLL_CTL_DEL, io->fd, NULL);
}

void ioloop_post(struct ioloop *l, void (*fn)(void *arg), void *arg)
{
    struct letter m = {fn, arg};
    pthread_mutex_lock(&l->lock);
    g_array_append_val(l->posted, m);
    pthread_mutex_unlock(&l->lock);
    wake_up(l);
}

void ioloop_later(struct ioloop *l, void (*fn)(void *arg), void *arg)
{
    struct letter m = {fn, arg};
    g_array_append_val(l->later, m);
}

static int timer_order(const void *a, const void *b, void *data)
{
    const struct io_timer *x = a, *y = b;
    return x->at < y->at ? -1 : x->at > y->at ? 1 : x < y ? -1 : x > y;
}

void ioloop_timer(struct ioloop *l, struct io_timer *t, uint64_t at)
{
    ioloop_timer_off(l, t);
    t->at = at;
    t->iter = g_sequence_insert_sorted(l->timers, t, timer_order, NULL);
}

void ioloop_timer_off(struct ioloop *l, struct io_timer *t)
{
    if (t->iter)
        g_sequence_remove(t->iter);
    t->iter = NULL;
}
