/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * server.h: a set of sockets with one rule for all its clients: "libvirtd" (read-write and read-only) and
 * "admin". Clients are accepted on the main loop and then belong to one of the I/O threads.
 */
#pragma once

#include <glib.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "daemon/pool.h"
#include "rpc/ioloop.h"

enum auth_kind { AUTH_NONE, AUTH_SASL, AUTH_POLKIT };

struct client;
struct server;

struct server_limits {
    unsigned clients, anonymous, requests;
    int keepalive_interval; /* seconds; <= 0: never */
    unsigned keepalive_count;
    bool keepalive_required;
};

struct listener {
    struct io io; /* first */
    struct server *server;
    char *path; /* to remove at the end, or NULL (handed over by systemd) */
    bool readonly;
    enum auth_kind auth;
};

struct server {
    const char *name;
    bool admin;
    struct server_limits limits;
    struct pool *pool;
    struct ioloop *main, **io;
    unsigned n_io, next_io;
    GPtrArray *listeners;   /* struct listener */
    pthread_mutex_t lock;   /* of what follows */
    struct client *clients; /* a list */
    unsigned n_clients, n_anonymous;
    uint64_t next_id;
    bool paused;                                   /* not accepting: too many */
    bool starved;                                  /* the process has no descriptors left: accepting would only spin */
    struct io_timer expire;                        /* main loop: while paused, the silent ones are sent away */
    void (*on_count)(struct server *s, void *arg); /* any thread: the number of clients changed */
    void *on_count_arg;
};

struct server *server_new(const char *name, struct server_limits limits, struct pool *pool, struct ioloop *main,
                          struct ioloop **io, unsigned n_io);
/* All clients must be gone.  */
void server_free(struct server *s);
/* Takes a listening socket. 0 or -1 with the error set.  */
int server_listen(struct server *s, int fd, const char *path, bool readonly, enum auth_kind auth);
void server_stop(struct server *s);      /* main loop: no new clients */
void server_close_all(struct server *s); /* any thread: asks every client's loop to close it */
unsigned server_clients(struct server *s);

/* For clients.  */
void server_joined(struct server *s, struct client *c);
void server_left(struct server *s, struct client *c, bool anonymous);
void server_authenticated(struct server *s);
