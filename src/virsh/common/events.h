/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The event commands: choose types from a table, register, print what comes, end by count, deadline or Ctrl-C. */
#pragma once

#include "virsh/common/common.h"

struct event_watch;

struct event_row {
    const char *name;
    int id;
    void *callback; /* a function of the type that the event has; it calls event_print */
};

/* The options that all these commands have. */
struct event_choice {
    const char *event;
    bool list, all, loop, timestamp;
    struct num_int timeout;
    bool all_known; /* the command has --all */
};

struct event_family {
    const struct event_row *rows;
    unsigned n;
    int (*add)(virConnectPtr conn, void *object, int id, void *callback, void *watch);
    int (*remove)(virConnectPtr conn, int callback_id);
};

bool events_run(struct virsh *sh, const struct event_family *f, const struct event_choice *c, void *object);
/* The connection-wide form, for events that are not of a family. ADD gives a callback id, or -1. */
bool events_wait(struct virsh *sh, const struct event_choice *c, struct event_watch *w);
struct event_watch *event_watch_new(struct virsh *sh, const struct event_choice *c);
void event_watch_free(struct event_watch *w);
bool event_timeout_ok(struct virsh *sh, const struct event_choice *c);

/* From a callback, whose opaque is the watch. One call is one event. */
void event_print(void *watch, const char *fmt, ...) VIRSH_PRINTF(2, 3);

#define EVENT_CHOICE(a, ...)                                                                    \
    {                                                                                           \
        .event = (a)->event, .list = (a)->list, .loop = (a)->loop, .timestamp = (a)->timestamp, \
        .timeout = (a)->timeout, __VA_ARGS__                                                    \
    }
