/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* lookup.c: guests by name, id, uuid; lists and their filters. */
#define ERR_FROM VIR_FROM_QEMU
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/uuid.h"
#include "drivers/qemu/functions.h"
#include "drivers/qemu/guest.h"

static int found(struct object *o, virDomainPtr *ret)
{
    if (!o)
        return -1;
    *ret = (virDomainPtr) object_handle(o);
    object_unref(o);
    return 0;
}

int qemu_virDomainLookupByID(struct call *c, const struct virDomainLookupByID_args *a,
                             struct virDomainLookupByID_ret *ret)
{
    struct object *o = registry_get_id(qemu_of_call(c)->guests, a->id);
    if (!o)
        err(VIR_ERR_NO_DOMAIN, "no domain with matching id %d", a->id);
    return found(o, &ret->dom);
}

int qemu_virDomainLookupByName(struct call *c, const struct virDomainLookupByName_args *a,
                               struct virDomainLookupByName_ret *ret)
{
    struct object *o = registry_get_name(qemu_of_call(c)->guests, a->name);
    if (!o)
        err(VIR_ERR_NO_DOMAIN, "no domain with matching name '%s'", a->name);
    return found(o, &ret->dom);
}

int qemu_virDomainLookupByUUID(struct call *c, const struct virDomainLookupByUUID_args *a,
                               struct virDomainLookupByUUID_ret *ret)
{
    char text[UUID_TEXT];
    struct object *o = registry_get(qemu_of_call(c)->guests, a->uuid);
    if (!o)
        err(VIR_ERR_NO_DOMAIN, "no domain with matching uuid '%s'", uuid_format(a->uuid, text));
    return found(o, &ret->dom);
}

/* ---- filters: one row for each pair or group; a group says nothing when none or all of it is asked ---- */
static bool has_managed_save(struct guest *g)
{
    g_autofree char *path = managed_save_path(g);
    return file_exists(path);
}

static bool has_moments(struct guest *g, const char *dir)
{
    g_autofree char *path = g_build_filename(dir, g->o.name, NULL);
    return file_exists(path);
}

static unsigned is_active(struct guest *g)
{
    return object_active(&g->o) ? VIR_CONNECT_LIST_DOMAINS_ACTIVE : VIR_CONNECT_LIST_DOMAINS_INACTIVE;
}

static unsigned is_persistent(struct guest *g)
{
    return g->o.persistent ? VIR_CONNECT_LIST_DOMAINS_PERSISTENT : VIR_CONNECT_LIST_DOMAINS_TRANSIENT;
}

static unsigned is_state(struct guest *g)
{
    int state;
    guest_get_state(g, &state, NULL);
    return state == VIR_DOMAIN_RUNNING   ? VIR_CONNECT_LIST_DOMAINS_RUNNING
           : state == VIR_DOMAIN_PAUSED  ? VIR_CONNECT_LIST_DOMAINS_PAUSED
           : state == VIR_DOMAIN_SHUTOFF ? VIR_CONNECT_LIST_DOMAINS_SHUTOFF
                                         : VIR_CONNECT_LIST_DOMAINS_OTHER;
}

static unsigned is_managed_save(struct guest *g)
{
    return has_managed_save(g) ? VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE : VIR_CONNECT_LIST_DOMAINS_NO_MANAGEDSAVE;
}

static unsigned is_autostart(struct guest *g)
{
    return g->o.autostart ? VIR_CONNECT_LIST_DOMAINS_AUTOSTART : VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART;
}

static unsigned is_snapshot(struct guest *g)
{
    return has_moments(g, g->qemu->dirs.snapshot) ? VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT
                                                  : VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT;
}

static unsigned is_checkpoint(struct guest *g)
{
    return has_moments(g, g->qemu->dirs.checkpoint) ? VIR_CONNECT_LIST_DOMAINS_HAS_CHECKPOINT
                                                    : VIR_CONNECT_LIST_DOMAINS_NO_CHECKPOINT;
}

static const struct {
    unsigned group;
    unsigned (*is)(struct guest *g);
} filters[] = {
    {VIR_CONNECT_LIST_DOMAINS_ACTIVE | VIR_CONNECT_LIST_DOMAINS_INACTIVE, is_active},
    {VIR_CONNECT_LIST_DOMAINS_PERSISTENT | VIR_CONNECT_LIST_DOMAINS_TRANSIENT, is_persistent},
    {VIR_CONNECT_LIST_DOMAINS_RUNNING | VIR_CONNECT_LIST_DOMAINS_PAUSED | VIR_CONNECT_LIST_DOMAINS_SHUTOFF |
         VIR_CONNECT_LIST_DOMAINS_OTHER,
     is_state},
    {VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE | VIR_CONNECT_LIST_DOMAINS_NO_MANAGEDSAVE, is_managed_save},
    {VIR_CONNECT_LIST_DOMAINS_AUTOSTART | VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART, is_autostart},
    {VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT | VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT, is_snapshot},
    {VIR_CONNECT_LIST_DOMAINS_HAS_CHECKPOINT | VIR_CONNECT_LIST_DOMAINS_NO_CHECKPOINT, is_checkpoint},
};

bool guest_matches(struct guest *g, unsigned flags)
{
    for (size_t i = 0; i < G_N_ELEMENTS(filters); i++)
        if (flags & filters[i].group && !(flags & filters[i].is(g)))
            return false;
    return true;
}

int qemu_virConnectListAllDomains(struct call *c, const struct virConnectListAllDomains_args *a,
                                  struct virConnectListAllDomains_ret *ret)
{
    size_t n;
    struct object **v = registry_list(qemu_of_call(c)->guests, &n);
    ret->domains.v = g_new(virDomainPtr, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (!guest_matches(guest_of(v[i]), a->flags))
            continue;
        ret->ret++;
        if (a->need_results)
            ret->domains.v[ret->domains.n++] = (virDomainPtr) object_handle(v[i]);
    }
    object_list_free(v, n);
    return 0;
}

int qemu_virConnectListDomains(struct call *c, const struct virConnectListDomains_args *a,
                               struct virConnectListDomains_ret *ret)
{
    size_t n;
    struct object **v = registry_list(qemu_of_call(c)->guests, &n);
    ret->ids.v = g_new(int32_t, n + 1);
    for (size_t i = 0; i < n && (int) ret->ids.n < a->maxids; i++)
        if (object_active(v[i]))
            ret->ids.v[ret->ids.n++] = v[i]->id;
    object_list_free(v, n);
    return 0;
}

int qemu_virConnectListDefinedDomains(struct call *c, const struct virConnectListDefinedDomains_args *a,
                                      struct virConnectListDefinedDomains_ret *ret)
{
    size_t n;
    struct object **v = registry_list(qemu_of_call(c)->guests, &n);
    ret->names.v = g_new(char *, n + 1);
    for (size_t i = 0; i < n && (int) ret->names.n < a->maxnames; i++)
        if (!object_active(v[i])) {
            object_lock(v[i]);
            ret->names.v[ret->names.n++] = g_strdup(v[i]->name);
            object_unlock(v[i]);
        }
    object_list_free(v, n);
    return 0;
}

static int count(struct call *c, bool active)
{
    size_t n;
    int found_ = 0;
    struct object **v = registry_list(qemu_of_call(c)->guests, &n);
    for (size_t i = 0; i < n; i++)
        found_ += object_active(v[i]) == active;
    object_list_free(v, n);
    return found_;
}

int qemu_virConnectNumOfDomains(struct call *c, const void *a, struct virConnectNumOfDomains_ret *ret)
{
    ret->num = count(c, true);
    return 0;
}

int qemu_virConnectNumOfDefinedDomains(struct call *c, const void *a, struct virConnectNumOfDefinedDomains_ret *ret)
{
    ret->num = count(c, false);
    return 0;
}

int qemu_virDomainIsActive(struct call *c, const struct virDomainIsActive_args *a, struct virDomainIsActive_ret *ret)
{
    ret->active = object_active(c->object);
    return 0;
}

int qemu_virDomainIsPersistent(struct call *c, const struct virDomainIsPersistent_args *a,
                               struct virDomainIsPersistent_ret *ret)
{
    ret->persistent = c->object->persistent;
    return 0;
}

int qemu_virDomainIsUpdated(struct call *c, const struct virDomainIsUpdated_args *a, struct virDomainIsUpdated_ret *ret)
{
    ret->updated = guest_of_call(c)->updated;
    return 0;
}

int qemu_virDomainHasManagedSaveImage(struct call *c, const struct virDomainHasManagedSaveImage_args *a,
                                      struct virDomainHasManagedSaveImage_ret *ret)
{
    ret->result = has_managed_save(guest_of_call(c));
    return 0;
}
