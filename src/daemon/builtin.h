/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * builtin.h: calls that the daemon answers by itself, because they are about the connection and not about
 * what drivers manage: authentication, opening and closing, features, event subscriptions.
 */
#pragma once

#include "daemon/client.h"

enum { BUILTIN_DONE = 0, BUILTIN_LATER = 1 };

struct builtin {
    /* Answer with ret (0), later (1), or with the thread's error (-1). On the client's I/O thread.  */
    int (*fn)(struct client *c, const struct msg_header *call, const struct api *api, const void *args, void *ret);
    void (*after)(struct client *c); /* when the answer was queued */
    bool before_auth;
};

/* NULL when the drivers serve it.  */
const struct builtin *builtin_find(const struct api *api);

/* events.c */
int builtin_event_register(struct client *c, const struct msg_header *call, const struct api *api, const void *args,
                           void *ret);
int builtin_event_deregister(struct client *c, const struct msg_header *call, const struct api *api, const void *args,
                             void *ret);
void builtin_events_release(struct client *c);
/* polkit.c */
int builtin_auth_polkit(struct client *c, const struct msg_header *call, const struct api *api, const void *args,
                        void *ret);
/* Where the client's events go: session.deliver.  */
void client_deliver(struct session *s, const struct event *e, int callback_id);
