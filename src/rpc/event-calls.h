/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* event-calls.h: which calls subscribe to the events of which kind of object; both ends read this table. */
#pragma once

#include <stdbool.h>

#include "api-ids.h"
#include "core/event.h"

struct event_calls {
    enum api_id on, off;
    enum handle_kind kind;
    bool old;         /* messages come without a callback id */
    bool monitor;     /* QEMU's own events, with a filter */
    const char *what; /* in messages */
};

/* What every call of `on` starts with, but those of old and the monitor's; and every call of `off`.  */
struct event_on_args {
    int32_t event_id;
    struct handle *only;
};
struct event_off_args {
    int32_t id;
};

/* The row of a call (of either kind), or NULL.  */
const struct event_calls *event_calls_of(const struct api *api);
/* The row that a client uses for an event.  */
const struct event_calls *event_calls_for(const struct event_type *type);
