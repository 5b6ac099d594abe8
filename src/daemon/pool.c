/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pool.c: two queues, one lock. An ordinary worker takes priority work first; a priority worker nothing else. */
#include "daemon/pool.h"

#include <errno.h>
#include <glib.h>
#include <pthread.h>
#include <stdbool.h>
#include <time.h>

#include "base/log.h"

enum { IDLE_SECONDS = 30 }; /* after which a thread above the minimum ends */

struct work {
    void (*fn)(void *arg);
    void *arg;
};

struct crew { /* ordinary or priority */
    struct pool *pool;
    bool prio;
    pthread_cond_t wake;
    unsigned threads, idle;
};

struct pool {
    char *name;
    pthread_mutex_t lock;
    pthread_cond_t ended;
    struct pool_limits limits;
    GQueue work, prio;
    struct crew crew[2];
    bool stop;
};

struct pool *pool_new(const char *name, struct pool_limits limits)
{
    struct pool *p = g_new0(struct pool, 1);
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    p->name = g_strdup(name);
    p->limits = limits;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->ended, NULL);
    for (int i = 0; i < 2; i++) {
        p->crew[i] = (struct crew){.pool = p, .prio = i == 1};
        pthread_cond_init(&p->crew[i].wake, &attr);
    }
    pthread_condattr_destroy(&attr);
    return p;
}

static struct work *next_work(struct crew *c)
{
    struct work *w = g_queue_pop_head(&c->pool->prio);
    return w || c->prio ? w : g_queue_pop_head(&c->pool->work);
}

static unsigned limit_of(const struct crew *c)
{
    return c->prio ? c->pool->limits.prio : c->pool->limits.max;
}

/* Waits for work. False: this thread is not needed any more.  */
static bool wait_work(struct crew *c)
{
    struct pool *p = c->pool;
    struct timespec until;
    int r;
    if (p->stop || c->threads > limit_of(c))
        return false;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += IDLE_SECONDS;
    c->idle++;
    r = pthread_cond_timedwait(&c->wake, &p->lock, &until);
    c->idle--;
    return r != ETIMEDOUT || c->threads <= (c->prio ? 0 : p->limits.min);
}

static void *worker(void *arg)
{
    struct crew *c = arg;
    struct pool *p = c->pool;
    pthread_mutex_lock(&p->lock);
    for (;;) {
        struct work *w = next_work(c);
        if (!w && !wait_work(c)) {
            if (!(w = next_work(c)))
                break;
        }
        if (!w)
            continue;
        pthread_mutex_unlock(&p->lock);
        w->fn(w->arg);
        g_free(w);
        pthread_mutex_lock(&p->lock);
    }
    c->threads--;
    pthread_cond_broadcast(&p->ended);
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

/* One more pair of hands, if the crew may grow. */
static bool grow(struct crew *c)
{
    pthread_t t;
    pthread_attr_t attr;
    if (c->threads >= limit_of(c))
        return false;
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    int r = pthread_create(&t, &attr, worker, c);
    pthread_attr_destroy(&attr);
    if (r) {
        log_error("cannot start a worker thread: %s", g_strerror(r));
        return false;
    }
    c->threads++;
    pthread_setname_np(t, c->prio ? "prio-worker" : "worker");
    return true;
}

static bool find_hands(struct crew *c, unsigned queued)
{
    if (c->idle >= queued && c->idle > 0) {
        pthread_cond_signal(&c->wake);
        return true;
    }
    if (grow(c))
        return true;
    if (c->idle > 0)
        pthread_cond_signal(&c->wake);
    return false; /* those who idle have been called for something else */
}

static void add(struct pool *p, GQueue *queue, void (*fn)(void *), void *arg)
{
    struct work *w = g_new(struct work, 1);
    *w = (struct work){fn, arg};
    pthread_mutex_lock(&p->lock);
    g_queue_push_tail(queue, w);
    bool found = find_hands(&p->crew[0], p->work.length + p->prio.length);
    if (queue == &p->prio && !found)
        find_hands(&p->crew[1], p->prio.length);
    pthread_mutex_unlock(&p->lock);
}

void pool_run(struct pool *p, void (*fn)(void *arg), void *arg)
{
    add(p, &p->work, fn, arg);
}

void pool_run_first(struct pool *p, void (*fn)(void *arg), void *arg)
{
    add(p, &p->prio, fn, arg);
}

void pool_set_limits(struct pool *p, struct pool_limits limits)
{
    pthread_mutex_lock(&p->lock);
    p->limits = limits;
    for (int i = 0; i < 2; i++)
        pthread_cond_broadcast(&p->crew[i].wake);
    pthread_mutex_unlock(&p->lock);
}

void pool_count(struct pool *p, struct pool_counts *ret)
{
    pthread_mutex_lock(&p->lock);
    *ret = (struct pool_counts){p->limits.min,
                                p->limits.max,
                                p->limits.prio,
                                p->crew[0].threads,
                                p->crew[0].idle,
                                p->crew[1].threads,
                                p->work.length + p->prio.length};
    pthread_mutex_unlock(&p->lock);
}

void pool_free(struct pool *p)
{
    if (!p)
        return;
    pthread_mutex_lock(&p->lock);
    p->stop = true;
    for (int i = 0; i < 2; i++)
        pthread_cond_broadcast(&p->crew[i].wake);
    while (p->crew[0].threads || p->crew[1].threads)
        pthread_cond_wait(&p->ended, &p->lock);
    pthread_mutex_unlock(&p->lock);
    for (int i = 0; i < 2; i++)
        pthread_cond_destroy(&p->crew[i].wake);
    pthread_cond_destroy(&p->ended);
    pthread_mutex_destroy(&p->lock);
    g_free(p->name);
    g_free(p);
}
