/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * registry.c: all objects of one kind, found by uuid, name or id without a scan, listed in order of
 * creation. Readers share the lock; nothing waits under it.
 */
#include "core/object.h"

#include <string.h>

#include "base/err.h"
#include "base/uuid.h"

struct registry {
    const struct objtype *type;
    pthread_rwlock_t lock;
    GHashTable *by_uuid, *by_name, *by_id;
    GPtrArray *order; /* of referenced objects */
};

static guint uuid_hash(gconstpointer p)
{
    guint h;
    memcpy(&h, p, sizeof(h)); /* uuids are random enough as they are */
    return h ^ ((const uint8_t *) p)[15];
}

static gboolean uuid_equal(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, UUID_LEN) == 0;
}

struct registry *registry_new(const struct objtype *type)
{
    struct registry *r = g_new0(struct registry, 1);

    r->type = type;
    pthread_rwlock_init(&r->lock, NULL);
    r->by_uuid = g_hash_table_new(uuid_hash, uuid_equal);
    r->by_name = g_hash_table_new(g_str_hash, g_str_equal);
    r->by_id = g_hash_table_new(NULL, NULL);
    r->order = g_ptr_array_new_with_free_func((GDestroyNotify) object_unref);
    return r;
}

void registry_free(struct registry *r)
{
    if (!r)
        return;
    g_hash_table_destroy(r->by_uuid);
    g_hash_table_destroy(r->by_name);
    g_hash_table_destroy(r->by_id);
    g_ptr_array_free(r->order, TRUE);
    pthread_rwlock_destroy(&r->lock);
    g_free(r);
}

static struct object *lookup(struct registry *r, GHashTable *table, gconstpointer key)
{
    struct object *o;

    pthread_rwlock_rdlock(&r->lock);
    o = object_ref(g_hash_table_lookup(table, key));
    pthread_rwlock_unlock(&r->lock);
    return o;
}

struct object *registry_get(struct registry *r, const uint8_t uuid[16])
{
    return lookup(r, r->by_uuid, uuid);
}

struct object *registry_get_name(struct registry *r, const char *name)
{
    return lookup(r, r->by_name, name);
}

struct object *registry_get_id(struct registry *r, int id)
{
    return id < 0 ? NULL : lookup(r, r->by_id, GINT_TO_POINTER(id));
}

struct object *registry_find(struct registry *r, const struct handle *h)
{
    struct object *o = registry_get(r, h->uuid);
    char text[UUID_TEXT];

    if (!o)
        err_set(r->type->error_domain, r->type->not_found, 0, __FILE__, __func__, __LINE__,
                "no %s with matching uuid '%s' (%s)", r->type->what, uuid_format(h->uuid, text),
                h->name ? h->name : "");
    return o;
}

/* Sets the error if another object has the uuid or the name. The lock is held.  */
static bool is_taken(struct registry *r, const struct object *o)
{
    const struct object *u = g_hash_table_lookup(r->by_uuid, o->uuid);
    const struct object *n = g_hash_table_lookup(r->by_name, o->name);
    char text[UUID_TEXT];

    if (u && strcmp(u->name, o->name) != 0)
        err_set(r->type->error_domain, r->type->exists, 0, __FILE__, __func__, __LINE__,
                "%s '%s' is already defined with uuid %s", r->type->what, u->name, uuid_format(u->uuid, text));
    else if (u || n)
        err_set(r->type->error_domain, r->type->exists, 0, __FILE__, __func__, __LINE__,
                "%s '%s' already exists with uuid %s", r->type->what, o->name,
                uuid_format(u ? u->uuid : n->uuid, text));
    return u || n;
}

int registry_add(struct registry *r, struct object *o)
{
    int result = -1;

    pthread_rwlock_wrlock(&r->lock);
    if (!is_taken(r, o)) {
        g_hash_table_insert(r->by_uuid, o->uuid, o);
        g_hash_table_insert(r->by_name, o->name, o);
        g_ptr_array_add(r->order, object_ref(o));
        result = 0;
    }
    pthread_rwlock_unlock(&r->lock);
    return result;
}

void registry_remove(struct registry *r, struct object *o)
{
    struct object *kept = object_ref(o); /* the registry's may be the last */

    pthread_rwlock_wrlock(&r->lock);
    if (g_hash_table_lookup(r->by_uuid, o->uuid) == o) {
        g_hash_table_remove(r->by_uuid, o->uuid);
        g_hash_table_remove(r->by_name, o->name);
        if (o->id >= 0)
            g_hash_table_remove(r->by_id, GINT_TO_POINTER(o->id));
        g_ptr_array_remove(r->order, o);
    }
    object_lock(o);
    o->gone = true;
    pthread_cond_broadcast(&o->changed);
    object_unlock(o);
    pthread_rwlock_unlock(&r->lock);
    object_unref(kept);
}

int registry_rename(struct registry *r, struct object *o, const char *name)
{
    bool taken;

    pthread_rwlock_wrlock(&r->lock);
    taken = g_hash_table_contains(r->by_name, name);
    if (!taken) {
        g_hash_table_remove(r->by_name, o->name);
        object_lock(o);
        o->old_names = g_slist_prepend(o->old_names, o->name);
        o->name = g_strdup(name);
        object_unlock(o);
        g_hash_table_insert(r->by_name, o->name, o);
    }
    pthread_rwlock_unlock(&r->lock);
    if (taken)
        err_set(r->type->error_domain, VIR_ERR_OPERATION_INVALID, 0, __FILE__, __func__, __LINE__,
                "%s with name '%s' already exists", r->type->what, name);
    return taken ? -1 : 0;
}

static void set_id(struct registry *r, struct object *o, int id)
{
    pthread_rwlock_wrlock(&r->lock);
    object_lock(o);
    if (o->id >= 0)
        g_hash_table_remove(r->by_id, GINT_TO_POINTER(o->id));
    o->id = id;
    object_unlock(o);
    if (id >= 0)
        g_hash_table_insert(r->by_id, GINT_TO_POINTER(id), o);
    pthread_rwlock_unlock(&r->lock);
}

void registry_activate(struct registry *r, struct object *o, int id)
{
    set_id(r, o, id);
}

void registry_deactivate(struct registry *r, struct object *o)
{
    set_id(r, o, -1);
}

struct object **registry_list(struct registry *r, size_t *ret_n)
{
    struct object **v;

    pthread_rwlock_rdlock(&r->lock);
    v = g_new(struct object *, r->order->len + 1);
    for (guint i = 0; i < r->order->len; i++)
        v[i] = object_ref(g_ptr_array_index(r->order, i));
    *ret_n = r->order->len;
    pthread_rwlock_unlock(&r->lock);
    v[*ret_n] = NULL;
    return v;
}

void object_list_free(struct object **v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        object_unref(v[i]);
    g_free(v);
}

size_t registry_count(struct registry *r, bool active)
{
    size_t n = 0;

    pthread_rwlock_rdlock(&r->lock);
    for (guint i = 0; i < r->order->len; i++)
        n += object_active(g_ptr_array_index(r->order, i)) == active;
    pthread_rwlock_unlock(&r->lock);
    return n;
}
