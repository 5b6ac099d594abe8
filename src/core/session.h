/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * session.h: one open connection as the drivers see it: who is at the other end, what it may do, which
 * drivers serve it, and where its events go. A daemon client has one; so has an in-process connection.
 */
#pragma once

#include "core/api.h"
#include "core/handle.h"
#include "core/params.h"

struct driver;
struct event;

/* A driver group: the functions of one object kind are served by one driver (qemu for domains, ...).  */
enum driver_group {
    GROUP_HYPERVISOR, /* connect, domain, snapshot, checkpoint */
    GROUP_NETWORK,
    GROUP_INTERFACE,
    GROUP_STORAGE,
    GROUP_NODEDEV,
    GROUP_SECRET,
    GROUP_NWFILTER,
    GROUP_ADMIN,
    GROUP_LAST
};

struct identity { /* SO_PEERCRED and what authentication said; -1 and NULL: unknown */
    long long pid, uid, gid;
    unsigned long long start_time;
    char *user, *group, *sasl, *x509, *selinux;
};

struct session {
    bool readonly;
    struct identity who;
    char *uri;                               /* as opened: "qemu:///system" */
    const struct driver *driver[GROUP_LAST]; /* NULL: none */
    void *state[GROUP_LAST];
    /* Where an event goes; called from any thread, must not block; takes no ownership.  */
    void (*deliver)(struct session *s, const struct event *e, int callback_id);
    void *owner; /* of `deliver`: the daemon's client or the connection */
};

/* What a driver says of itself; the generated struct driver starts with it.  */
struct driver_info {
    const char *name; /* "QEMU" */
    enum driver_group group;
    /* 1: the URI is this driver's and `*ret_state` is set (session->state); 0: not mine; -1: error.  */
    int (*open)(struct session *s, const char *uri, unsigned flags, void **ret_state);
    void (*close)(struct session *s, void *state);
    /* The object that a handle names, referenced; NULL with the driver's "not found" error set.  */
    struct object *(*find)(struct call *c, const struct handle *h);
};

/* Opens the session on the first hypervisor driver that takes the URI, and the secondary drivers with it. */
int session_open(struct session *s, const char *uri, unsigned flags);
void session_close(struct session *s);
void driver_register(const struct driver *d); /* at start-up, before any session */
