/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See events.h. */
#include <stdarg.h>
#include <string.h>

#include "virsh/common/events.h"
#include "virsh/vsh/loop.h"

struct event_watch {
    struct virsh *sh;
    bool loop, timestamp;
    GMutex lock; /* callbacks come from the event thread */
    int count;
};

struct event_watch *event_watch_new(struct virsh *sh, const struct event_choice *c)
{
    struct event_watch *w = g_new0(struct event_watch, 1);

    w->sh = sh;
    w->loop = c->loop;
    w->timestamp = c->timestamp;
    return w;
}

void event_watch_free(struct event_watch *w)
{
    g_free(w);
}

void event_print(void *watch, const char *fmt, ...)
{
    struct event_watch *w = watch;
    va_list ap;

    va_start(ap, fmt);
    g_autofree char *text = g_strdup_vprintf(fmt, ap);
    va_end(ap);
    g_mutex_lock(&w->lock);
    if (w->loop || !w->count) {
        g_autofree char *stamp = w->timestamp ? stamp_text() : NULL;
        virsh_print(w->sh, "%s%s%s", stamp ? stamp : "", stamp ? ": " : "", text);
        fflush(stdout);
        w->count++;
        if (!w->loop)
            wait_wake();
    }
    g_mutex_unlock(&w->lock);
}

bool event_timeout_ok(struct virsh *sh, const struct event_choice *c)
{
    if (!c->timeout.set || (c->timeout.v >= 1 && c->timeout.v <= G_MAXINT / 1000))
        return true;
    virsh_error(sh, "Numeric value '%d' for <timeout> option is malformed or out of range", c->timeout.v);
    return false;
}

bool events_wait(struct virsh *sh, const struct event_choice *c, struct event_watch *w)
{
    enum wait_end end = wait_for(c->timeout.set ? c->timeout.v * 1000 : -1);

    if (end == WAIT_INTERRUPT)
        virsh_print(sh, "event loop interrupted\n");
    else if (end == WAIT_TIMEOUT)
        virsh_print(sh, "event loop timed out\n");
    g_mutex_lock(&w->lock);
    int count = w->count;
    g_mutex_unlock(&w->lock);
    virsh_print(sh, "events received: %d\n", count);
    return count > 0;
}

static bool chosen(const struct event_choice *c, const struct event_row *row)
{
    return c->all || strcmp(c->event, row->name) == 0;
}

static bool choice_ok(struct virsh *sh, const struct event_family *f, const struct event_choice *c)
{
    bool known = c->all;

    if (!c->event && !c->all) {
        virsh_error(sh, c->all_known ? "one of --list, --all, or --event <type> is required"
                                     : "either --list or --event <type> is required");
        return false;
    }
    for (unsigned i = 0; i < f->n && !known; i++)
        known = strcmp(c->event, f->rows[i].name) == 0;
    if (!known)
        virsh_error(sh, "unknown event type %s", c->event);
    return known && event_timeout_ok(sh, c);
}

/* A type that the driver lacks is an error only when it was asked for by name. */
static bool register_all(struct virsh *sh, const struct event_family *f, const struct event_choice *c, void *object,
                         struct event_watch *w, int *ids)
{
    for (unsigned i = 0; i < f->n; i++) {
        if (!chosen(c, &f->rows[i]))
            continue;
        ids[i] = f->add(sh->conn, object, f->rows[i].id, f->rows[i].callback, w);
        if (ids[i] < 0 && !c->all)
            return false;
        if (ids[i] < 0)
            virsh_forget(sh);
    }
    return true;
}

bool events_run(struct virsh *sh, const struct event_family *f, const struct event_choice *c, void *object)
{
    if (c->list) {
        for (unsigned i = 0; i < f->n; i++)
            virsh_print(sh, "%s\n", f->rows[i].name);
        return true;
    }
    if (!choice_ok(sh, f, c) || !wait_begin())
        return false;
    struct event_watch *w = event_watch_new(sh, c);
    g_autofree int *ids = g_new(int, f->n);
    memset(ids, 0xff, f->n * sizeof(int));
    bool ok = register_all(sh, f, c, object, w, ids) && events_wait(sh, c, w);
    virErrorPtr error = sh->last_error; /* taking the callbacks away is a call of its own */
    sh->last_error = NULL;
    for (unsigned i = 0; i < f->n; i++)
        if (ids[i] >= 0)
            f->remove(sh->conn, ids[i]);
    virsh_forget(sh);
    sh->last_error = error;
    wait_finish();
    event_watch_free(w);
    return ok;
}
