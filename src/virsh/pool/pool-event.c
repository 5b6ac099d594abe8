/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh pool-event: Storage Pool Events. */
#include "virsh/common/common.h"
#include "virsh/common/events.h"

struct args {
    virStoragePoolPtr pool;
    const char *event;
    bool loop, list, timestamp;
    struct num_int timeout;
};

static const struct opt opts[] = {
    OPT_POOL(pool, resolve_pool, "pool", 0, "filter by storage pool name or uuid"),
    OPT_STR(event, "event", 0, "which event type to wait for"),
    OPT_BOOL(loop, "loop", "loop until timeout or interrupt, rather than one-shot"),
    OPT_INT(timeout, "timeout", 0, "timeout seconds"),
    OPT_BOOL(list, "list", "list valid event types"),
    OPT_BOOL(timestamp, "timestamp", "show timestamp for each printed event"),
    OPT_END,
};

static const char *const words[] = {"Defined", "Undefined", "Started", "Stopped", "Created", "Deleted"};

static void on_lifecycle(virConnectPtr conn, virStoragePoolPtr pool, int event, int detail, void *watch)
{
    (void) conn, (void) detail;
    event_print(watch, "event 'lifecycle' for storage pool %s: %s\n", virStoragePoolGetName(pool),
                NAME_OF(words, event));
}

static void on_refresh(virConnectPtr conn, virStoragePoolPtr pool, void *watch)
{
    (void) conn;
    event_print(watch, "event 'refresh' for storage pool %s\n", virStoragePoolGetName(pool));
}

static const struct event_row rows[] = {
    {"lifecycle", VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE, (void *) on_lifecycle},
    {"refresh", VIR_STORAGE_POOL_EVENT_ID_REFRESH, (void *) on_refresh},
};

static int add(virConnectPtr conn, void *object, int id, void *callback, void *watch)
{
    return virConnectStoragePoolEventRegisterAny(conn, object, id, callback, watch, NULL);
}

static const struct event_family family = {rows, G_N_ELEMENTS(rows), add, virConnectStoragePoolEventDeregisterAny};

static bool run(struct virsh *sh, const struct args *a)
{
    const struct event_choice c = EVENT_CHOICE(a);

    return events_run(sh, &family, &c, a->pool);
}

COMMAND(pool_event, "pool-event", "Storage Pool Events", "List event types, or wait for storage pool events to occur");
