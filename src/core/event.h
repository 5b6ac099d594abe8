/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * event.h: what happened, from drivers to whoever asked to be told. One row per event in the API
 * description (api-events.h); the message struct is described by a rec table, so that the wire, the
 * delivery to callbacks and `virsh event` read the same rows.
 */
#pragma once

#include "core/api.h"

struct session;

struct event_type {
    const char *name;      /* "lifecycle" */
    enum handle_kind kind; /* of the object that it is about */
    int id;                /* VIR_DOMAIN_EVENT_ID_LIFECYCLE */
    enum api_program program;
    unsigned proc;                /* wire procedure with a callback id; 0: none */
    unsigned legacy_proc;         /* wire procedure of the registration without ids; 0: none */
    const struct rec *rec;        /* of the message without callback id: first member is the handle */
    const struct rec *legacy_rec; /* of the legacy message where it differs; NULL: the same */
};

struct event {
    _Atomic int refs;
    const struct event_type *type;
    void *data; /* described by type->rec */
};

/* Tables from the description.  */
extern const struct event_type event_types[];
extern const unsigned n_event_types;
const struct event_type *event_type(enum handle_kind kind, int id);

/* Takes `data`. Delivers to every matching subscription in order; never blocks.  */
void event_emit(const struct event_type *type, void *data);

/* Subscriptions of a session. `only` (may be NULL) restricts to one object by uuid/name. Returns a callback id >= 0, or
 * -1.  */
int event_subscribe(struct session *s, const struct event_type *type, const struct handle *only);
int event_unsubscribe(struct session *s, int callback_id);
void event_unsubscribe_all(struct session *s);
