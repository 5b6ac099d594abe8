/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* object.c: the common part of every managed thing. */
#include "core/object.h"

#include <string.h>

void object_init(struct object *o, const struct objtype *type, const char *name, const uint8_t uuid[16])
{
    pthread_condattr_t attr;

    o->type = type;
    o->refs = 1;
    o->id = -1;
    o->name = g_strdup(name);
    memcpy(o->uuid, uuid, sizeof(o->uuid));
    pthread_mutex_init(&o->lock, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC); /* deadlines do not jump with the wall clock */
    pthread_cond_init(&o->changed, &attr);
    pthread_condattr_destroy(&attr);
}

struct object *object_ref(struct object *o)
{
    if (o)
        atomic_fetch_add_explicit(&o->refs, 1, memory_order_relaxed);
    return o;
}

void object_unref(struct object *o)
{
    if (!o || atomic_fetch_sub_explicit(&o->refs, 1, memory_order_acq_rel) > 1)
        return;
    if (o->type->free)
        o->type->free(o);
    def_unref(o->live);
    def_unref(o->config);
    g_free(o->name);
    g_slist_free_full(o->old_names, g_free);
    pthread_cond_destroy(&o->changed);
    pthread_mutex_destroy(&o->lock);
    g_free(o);
}

static struct def *def_read(struct object *o, struct def **first, struct def **second)
{
    struct def *d;

    object_lock(o);
    d = def_ref(*first ? *first : second ? *second : NULL);
    object_unlock(o);
    return d;
}

struct def *object_live(struct object *o)
{
    return def_read(o, &o->live, NULL);
}

struct def *object_config(struct object *o)
{
    return def_read(o, &o->config, NULL);
}

struct def *object_current(struct object *o)
{
    return def_read(o, &o->live, &o->config);
}

static void def_swap(struct object *o, struct def **where, struct def *d)
{
    struct def *old;

    object_lock(o);
    old = *where;
    *where = d;
    object_unlock(o);
    def_unref(old);
}

void object_set_live(struct object *o, struct def *d)
{
    def_swap(o, &o->live, d);
}

void object_set_config(struct object *o, struct def *d)
{
    def_swap(o, &o->config, d);
}

bool object_active(struct object *o)
{
    bool active;

    object_lock(o);
    active = o->live != NULL;
    object_unlock(o);
    return active;
}

struct handle *object_handle(struct object *o)
{
    struct handle *h;

    object_lock(o);
    h = handle_new(o->type->kind, o->name, o->uuid, o->id);
    object_unlock(o);
    return h;
}
