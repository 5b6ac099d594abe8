/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* watch.c: the monitor loop, on base's loop. It lives as long as the process. */
#include "drivers/qemu/qmp/watch.h"

#include <errno.h>
#include <glib.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/epoll.h>

#include "base/loop.h"

struct watch {
    int fd, failed;
    _Atomic uint32_t events;
    sd_event_source *source;
    void (*cb)(uint32_t events, void *opaque);
    void *opaque;
};

static struct loop *loop;

static void loop_start(void)
{
    loop = loop_new("qemu-monitor");
}

static int on_io(sd_event_source *s, int fd, uint32_t events, void *arg)
{
    struct watch *w = arg;
    w->cb(events, w->opaque);
    return 0;
}

static void do_add(void *arg)
{
    struct watch *w = arg;
    w->failed = sd_event_add_io(loop_event(loop), &w->source, w->fd, w->events, on_io, w);
}

static void do_set(void *arg)
{
    struct watch *w = arg;
    if (w->source)
        sd_event_source_set_io_events(w->source, w->events);
}

static void do_remove(void *arg)
{
    struct watch *w = arg;
    w->source = sd_event_source_disable_unref(w->source);
    loop_post(loop, g_free, w);
}

struct watch *watch_add(int fd, uint32_t events, void (*cb)(uint32_t events, void *opaque), void *opaque)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, loop_start);
    if (!loop) {
        errno = EAGAIN;
        return NULL;
    }
    struct watch *w = g_new0(struct watch, 1);
    w->fd = fd;
    w->events = events;
    w->cb = cb;
    w->opaque = opaque;
    loop_call(loop, do_add, w);
    if (w->failed >= 0)
        return w;
    errno = -w->failed;
    g_free(w);
    return NULL;
}

void watch_set(struct watch *w, uint32_t events)
{
    if (w && atomic_exchange(&w->events, events) != events)
        loop_post(loop, do_set, w);
}

/* From the loop's own thread this runs at once, before what watch_set may have posted: so the watch itself goes by
 * post, after all of that.  */
void watch_remove(struct watch *w)
{
    if (w)
        loop_call(loop, do_remove, w);
}
