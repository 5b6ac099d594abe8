/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * loop.c: the event loop that the program lends us (virEventRegisterImpl) or borrows from us
 * (virEventRegisterDefaultImpl): poll over a few descriptors and timers. Callbacks run without any lock; what
 * is removed is freed when the loop comes round, never under its user's feet.
 */
#define ERR_FROM VIR_FROM_EVENT
#include <errno.h>
#include <glib.h>
#include <libvirt/libvirt.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/err.h"
#include "base/log.h"
#include "base/loop.h"
#include "lib/errors.h"

/* ---- whose loop ---- */

static struct {
    virEventAddHandleFunc add_handle;
    virEventUpdateHandleFunc update_handle;
    virEventRemoveHandleFunc remove_handle;
    virEventAddTimeoutFunc add_timeout;
    virEventUpdateTimeoutFunc update_timeout;
    virEventRemoveTimeoutFunc remove_timeout;
} impl;

void virEventRegisterImpl(virEventAddHandleFunc addHandle, virEventUpdateHandleFunc updateHandle,
                          virEventRemoveHandleFunc removeHandle, virEventAddTimeoutFunc addTimeout,
                          virEventUpdateTimeoutFunc updateTimeout, virEventRemoveTimeoutFunc removeTimeout)
{
    if (impl.add_handle) {
        log_warn("Ignoring attempt to replace registered event loop");
        return;
    }
    impl.add_handle = addHandle;
    impl.update_handle = updateHandle;
    impl.remove_handle = removeHandle;
    impl.add_timeout = addTimeout;
    impl.update_timeout = updateTimeout;
    impl.remove_timeout = removeTimeout;
}

int virEventAddHandle(int fd, int events, virEventHandleCallback cb, void *opaque, virFreeCallback ff)
{
    return impl.add_handle ? impl.add_handle(fd, events, cb, opaque, ff) : -1;
}

void virEventUpdateHandle(int watch, int events)
{
    if (impl.update_handle)
        impl.update_handle(watch, events);
}

int virEventRemoveHandle(int watch)
{
    return impl.remove_handle ? impl.remove_handle(watch) : -1;
}

int virEventAddTimeout(int timeout, virEventTimeoutCallback cb, void *opaque, virFreeCallback ff)
{
    return impl.add_timeout ? impl.add_timeout(timeout, cb, opaque, ff) : -1;
}

void virEventUpdateTimeout(int timer, int timeout)
{
    if (impl.update_timeout)
        impl.update_timeout(timer, timeout);
}

int virEventRemoveTimeout(int timer)
{
    return impl.remove_timeout ? impl.remove_timeout(timer) : -1;
}

/* ---- ours ---- */

struct entry { /* a descriptor or a timer */
    int id, fd, events;
    int64_t ms; /* of a timer; negative: off */
    uint64_t due;
    bool removed;
    virEventHandleCallback on_fd;
    virEventTimeoutCallback on_time;
    void *opaque;
    virFreeCallback free;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static GPtrArray *handles, *timers; /* struct entry */
static int next_id = 1, wake = -1;
static pthread_t runner;
static bool running;

/* Whoever polls must look again at what there is to wait for. */
static void changed(void)
{
    uint64_t one = 1;
    if (running && !pthread_equal(runner, pthread_self()) && write(wake, &one, sizeof one) < 0)
        return; /* full: it wakes anyway */
}

static struct entry *find(GPtrArray *v, int id)
{
    for (guint i = 0; i < v->len; i++) {
        struct entry *e = g_ptr_array_index(v, i);
        if (e->id == id && !e->removed)
            return e;
    }
    return NULL;
}

static int add(GPtrArray *v, struct entry fresh)
{
    struct entry *e = g_new(struct entry, 1);
    *e = fresh;
    pthread_mutex_lock(&lock);
    int id = e->id = next_id++;
    g_ptr_array_add(v, e);
    changed();
    pthread_mutex_unlock(&lock);
    return id;
}

static int remove_entry(GPtrArray *v, int id)
{
    pthread_mutex_lock(&lock);
    struct entry *e = find(v, id);
    if (e)
        e->removed = true;
    changed();
    pthread_mutex_unlock(&lock);
    return e ? 0 : -1;
}

static int add_handle(int fd, int events, virEventHandleCallback cb, void *opaque, virFreeCallback ff)
{
    return add(handles, (struct entry){.fd = fd, .events = events, .on_fd = cb, .opaque = opaque, .free = ff});
}

static void update_handle(int watch, int events)
{
    pthread_mutex_lock(&lock);
    struct entry *e = find(handles, watch);
    if (e && e->events != events) {
        e->events = events;
        changed();
    }
    pthread_mutex_unlock(&lock);
}

static int remove_handle(int watch)
{
    return remove_entry(handles, watch);
}

static int add_timeout(int ms, virEventTimeoutCallback cb, void *opaque, virFreeCallback ff)
{
    uint64_t due = ms < 0 ? 0 : clock_ms() + (uint64_t) ms;
    return add(timers, (struct entry){.ms = ms, .due = due, .on_time = cb, .opaque = opaque, .free = ff});
}

static void update_timeout(int timer, int ms)
{
    pthread_mutex_lock(&lock);
    struct entry *e = find(timers, timer);
    if (e) {
        e->ms = ms;
        e->due = ms < 0 ? 0 : clock_ms() + (uint64_t) ms;
        changed();
    }
    pthread_mutex_unlock(&lock);
}

static int remove_timeout(int timer)
{
    return remove_entry(timers, timer);
}

int virEventRegisterDefaultImpl(void)
{
    err_reset();
    pthread_mutex_lock(&lock);
    if (wake < 0) {
        handles = g_ptr_array_new();
        timers = g_ptr_array_new();
        wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    }
    pthread_mutex_unlock(&lock);
    if (wake < 0) {
        err_sys(errno, "cannot make an event loop");
        error_dispatch(NULL);
        return -1;
    }
    virEventRegisterImpl(add_handle, update_handle, remove_handle, add_timeout, update_timeout, remove_timeout);
    return 0;
}

/* ---- one round ---- */

static short to_poll(int events)
{
    return (short) ((events & VIR_EVENT_HANDLE_READABLE ? POLLIN : 0) |
                    (events & VIR_EVENT_HANDLE_WRITABLE ? POLLOUT : 0));
}

static int from_poll(short events)
{
    return (events & POLLIN ? VIR_EVENT_HANDLE_READABLE : 0) | (events & POLLOUT ? VIR_EVENT_HANDLE_WRITABLE : 0) |
           (events & (POLLERR | POLLNVAL) ? VIR_EVENT_HANDLE_ERROR : 0) |
           (events & POLLHUP ? VIR_EVENT_HANDLE_HANGUP : 0);
}

struct round {
    struct pollfd *fds;
    int *ids;
    guint n;
    int timeout;
};

/* What to wait for, and how long: with the lock.  */
static void prepare(struct round *r)
{
    uint64_t now = clock_ms();
    r->fds = g_new(struct pollfd, handles->len + 1);
    r->ids = g_new(int, handles->len + 1);
    r->fds[0] = (struct pollfd){wake, POLLIN, 0};
    r->n = 1;
    for (guint i = 0; i < handles->len; i++) {
        const struct entry *e = g_ptr_array_index(handles, i);
        if (e->removed || !e->events)
            continue;
        r->fds[r->n] = (struct pollfd){e->fd, to_poll(e->events), 0};
        r->ids[r->n++] = e->id;
    }
    r->timeout = -1;
    for (guint i = 0; i < timers->len; i++) {
        const struct entry *e = g_ptr_array_index(timers, i);
        if (e->removed || e->ms < 0)
            continue;
        int left = e->due <= now ? 0 : (int) MIN(e->due - now, G_MAXINT);
        if (r->timeout < 0 || left < r->timeout)
            r->timeout = left;
    }
}

/* Frees what was removed; the lock is dropped for each free function.  */
static void sweep(GPtrArray *v)
{
    for (guint i = 0; i < v->len;) {
        struct entry *e = g_ptr_array_index(v, i);
        if (!e->removed) {
            i++;
            continue;
        }
        g_ptr_array_remove_index(v, i);
        pthread_mutex_unlock(&lock);
        if (e->free)
            e->free(e->opaque);
        g_free(e);
        pthread_mutex_lock(&lock);
        i = 0; /* the free function may have changed the list */
    }
}

static void fire_timers(void)
{
    uint64_t now = clock_ms();
    guint n = timers->len; /* those that callbacks add wait for the next round */
    for (guint i = 0; i < n && i < timers->len; i++) {
        struct entry *e = g_ptr_array_index(timers, i);
        if (e->removed || e->ms < 0 || e->due > now)
            continue;
        e->due = now + (uint64_t) e->ms;
        pthread_mutex_unlock(&lock);
        e->on_time(e->id, e->opaque);
        pthread_mutex_lock(&lock);
    }
}

static void fire_handles(const struct round *r)
{
    for (guint i = 1; i < r->n; i++) {
        struct entry *e = r->fds[i].revents ? find(handles, r->ids[i]) : NULL;
        if (!e || !e->events)
            continue;
        pthread_mutex_unlock(&lock);
        e->on_fd(e->id, e->fd, from_poll(r->fds[i].revents), e->opaque);
        pthread_mutex_lock(&lock);
    }
}

int virEventRunDefaultImpl(void)
{
    struct round r;
    uint64_t count;
    err_reset();
    if (wake < 0) {
        err(VIR_ERR_INTERNAL_ERROR, "virEventRegisterDefaultImpl has not been called");
        error_dispatch(NULL);
        return -1;
    }
    pthread_mutex_lock(&lock);
    runner = pthread_self();
    running = true;
    sweep(timers);
    sweep(handles);
    prepare(&r);
    pthread_mutex_unlock(&lock);
    int n = poll(r.fds, r.n, r.timeout);
    bool failed = n < 0 && errno != EINTR && errno != EAGAIN;
    if (failed) {
        err_sys(errno, "Unable to poll on file handles");
        error_dispatch(NULL);
    }
    pthread_mutex_lock(&lock);
    if (r.fds[0].revents && n > 0 && read(wake, &count, sizeof count) < 0 && errno != EAGAIN)
        log_warn("event loop: %s", g_strerror(errno));
    if (n >= 0)
        fire_timers();
    if (n > 0)
        fire_handles(&r);
    sweep(timers);
    sweep(handles);
    running = false;
    pthread_mutex_unlock(&lock);
    g_free(r.fds);
    g_free(r.ids);
    return failed ? -1 : 0;
}
