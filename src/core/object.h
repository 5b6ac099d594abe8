/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * object.h: what every managed thing (domain, network, pool, ...) is made of, and the one registry that
 * holds each kind. Definitions are immutable and reference-counted: reading one never blocks and never
 * sees half a change; changing is copy, change, check, swap.
 *
 * Lock order: registry, then object. An object's lock guards its members for moments and is never held
 * across a wait; the *job* is what spans work that waits.
 */
#pragma once

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/api.h"
#include "rec/rec.h"

/* A definition: immutable from the moment it is shared.  */
struct def {
    _Atomic int refs;
    const struct rec *rec;
    void *data; /* the described struct: struct domain_def, ... */
};
struct def *def_new(const struct rec *rec, void *data); /* takes the data */
struct def *def_ref(struct def *d);
void def_unref(struct def *d);

struct registry;
struct object;

struct objtype {
    enum handle_kind kind;
    const char *what;      /* "domain" */
    const struct rec *rec; /* of its definitions */
    int error_domain;
    int not_found;                  /* VIR_ERR_NO_DOMAIN */
    int exists;                     /* VIR_ERR_OPERATION_FAILED */
    void (*free)(struct object *o); /* the kind's own members; the object itself is freed after it */
};

struct object {
    const struct objtype *type;
    _Atomic int refs;
    uint8_t uuid[16];
    char *name;        /* changes only by registry_rename, under both locks */
    GSList *old_names; /* before renames: whoever reads the name without the lock may still look at them */
    int id;            /* -1: not active */
    pthread_mutex_t lock;
    pthread_cond_t changed; /* job ended, object gone, state changed */
    bool gone;              /* removed from its registry: every waiter must look again */
    bool persistent, autostart;
    struct def *live;   /* what runs; NULL: not active */
    struct def *config; /* what will run next; NULL: transient */
    /* The jobs (job.h).  */
    enum job_kind job;
    enum job_kind async; /* JOB_ASYNC while a long one is under way */
    const struct api *job_api, *async_api;
    uint64_t job_since, async_since; /* monotonic ms */
    unsigned beside;                 /* normal jobs held beside the named one (a destroy beside a stuck modify) */
    int waiting;
};

void object_init(struct object *o, const struct objtype *type, const char *name, const uint8_t uuid[16]);
struct object *object_ref(struct object *o);
void object_unref(struct object *o);
#define object_lock(o) pthread_mutex_lock(&(o)->lock)
#define object_unlock(o) pthread_mutex_unlock(&(o)->lock)

/* The definitions, referenced, or NULL; short locks inside.  */
struct def *object_live(struct object *o);
struct def *object_config(struct object *o);
/* The live one if active, else the config.  */
struct def *object_current(struct object *o);
/* Swap one in (takes the reference of `d`; NULL allowed).  */
void object_set_live(struct object *o, struct def *d);
void object_set_config(struct object *o, struct def *d);
bool object_active(struct object *o);
/* A handle that names it.  */
struct handle *object_handle(struct object *o);

struct registry *registry_new(const struct objtype *type);
void registry_free(struct registry *r);
/* Referenced, unlocked, or NULL (no error set).  */
struct object *registry_get(struct registry *r, const uint8_t uuid[16]);
struct object *registry_get_name(struct registry *r, const char *name);
struct object *registry_get_id(struct registry *r, int id);
/* Like the first, with the kind's "not found" error.  */
struct object *registry_find(struct registry *r, const struct handle *h);
/* Adds a new object unless its uuid or name is taken by another. What is in the way is described in the error
 * ("domain 'x' already exists with uuid ..."), as libvirt words it. On success the registry holds a reference.  */
int registry_add(struct registry *r, struct object *o);
void registry_remove(struct registry *r, struct object *o); /* sets gone, wakes the waiters */
int registry_rename(struct registry *r, struct object *o, const char *name);
/* The next free id (1, 2, ...), given to the object under the registry's lock; and taken back (-1).  */
void registry_activate(struct registry *r, struct object *o, int id);
void registry_deactivate(struct registry *r, struct object *o);
/* A snapshot of all objects in order of creation, each referenced: free with object_list_free.  */
struct object **registry_list(struct registry *r, size_t *ret_n);
void object_list_free(struct object **v, size_t n);
size_t registry_count(struct registry *r, bool active);
