/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nodedev-event: Node Device Events. */
#include "virsh/common/common.h"
#include "virsh/common/events.h"

struct args {
    virNodeDevicePtr device;
    const char *event;
    bool loop, list, timestamp;
    struct num_int timeout;
};

static const struct opt opts[] = {
    OPT_NODEDEV(device, 0, "filter by node device name"),
    OPT_STR(event, "event", 0, "which event type to wait for"),
    OPT_BOOL(loop, "loop", "loop until timeout or interrupt, rather than one-shot"),
    OPT_INT(timeout, "timeout", 0, "timeout seconds"),
    OPT_BOOL(list, "list", "list valid event types"),
    OPT_BOOL(timestamp, "timestamp", "show timestamp for each printed event"),
    OPT_END,
};

static const char *const words[] = {"Created", "Deleted", "Defined", "Undefined"};

static void on_lifecycle(virConnectPtr conn, virNodeDevicePtr dev, int event, int detail, void *watch)
{
    (void) conn, (void) detail;
    event_print(watch, "event 'lifecycle' for node device %s: %s\n", virNodeDeviceGetName(dev), NAME_OF(words, event));
}

static void on_update(virConnectPtr conn, virNodeDevicePtr dev, void *watch)
{
    (void) conn;
    event_print(watch, "event 'update' for node device %s\n", virNodeDeviceGetName(dev));
}

static const struct event_row rows[] = {
    {"lifecycle", VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE, (void *) on_lifecycle},
    {"update", VIR_NODE_DEVICE_EVENT_ID_UPDATE, (void *) on_update},
};

static int add(virConnectPtr conn, void *object, int id, void *callback, void *watch)
{
    return virConnectNodeDeviceEventRegisterAny(conn, object, id, callback, watch, NULL);
}

static const struct event_family family = {rows, G_N_ELEMENTS(rows), add, virConnectNodeDeviceEventDeregisterAny};

static bool run(struct virsh *sh, const struct args *a)
{
    const struct event_choice c = EVENT_CHOICE(a);

    return events_run(sh, &family, &c, a->device);
}

COMMAND(nodedev_event, "nodedev-event", "Node Device Events",
        "List event types, or wait for node device events to occur");
