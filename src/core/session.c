/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* session.c: which drivers serve a connection. */
#define ERR_FROM VIR_FROM_NONE
#include "core/session.h"

#include <glib.h>
#include <string.h>

#include "api-driver.h"
#include "base/err.h"
#include "core/event.h"

enum { DRIVERS_MAX = 16 };

static const struct driver *drivers[DRIVERS_MAX];
static size_t n_drivers;

void driver_register(const struct driver *d)
{
    g_assert(n_drivers < DRIVERS_MAX);
    for (size_t i = 0; i < n_drivers; i++)
        if (drivers[i] == d)
            return;
    drivers[n_drivers++] = d;
}

/* Asks the drivers of one group in order of registration. 1 when one took the session, 0, or -1.  */
static int group_open(struct session *s, enum driver_group group, const char *uri, unsigned flags)
{
    for (size_t i = 0; i < n_drivers; i++) {
        int r;
        if (drivers[i]->info.group != group)
            continue;
        r = drivers[i]->info.open(s, uri, flags, &s->state[group]);
        if (r > 0)
            s->driver[group] = drivers[i];
        if (r != 0)
            return r;
    }
    return 0;
}

int session_open(struct session *s, const char *uri, unsigned flags)
{
    int r = group_open(s, GROUP_HYPERVISOR, uri, flags);

    if (r == 0)
        err(VIR_ERR_NO_CONNECT, "%s", uri);
    for (int g = GROUP_HYPERVISOR + 1; g < GROUP_LAST && r > 0; g++)
        if (group_open(s, (enum driver_group) g, uri, flags) < 0)
            r = -1;
    if (r <= 0) {
        session_close(s);
        return -1;
    }
    if (!s->uri) /* a driver that was asked for by no name has said its own */
        s->uri = g_strdup(uri);
    return 0;
}

void session_close(struct session *s)
{
    event_unsubscribe_all(s);
    for (int g = GROUP_LAST - 1; g >= 0; g--) {
        if (s->driver[g] && s->driver[g]->info.close)
            s->driver[g]->info.close(s, s->state[g]);
        s->driver[g] = NULL;
        s->state[g] = NULL;
    }
    g_clear_pointer(&s->uri, g_free);
}
