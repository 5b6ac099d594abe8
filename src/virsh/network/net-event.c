/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh net-event: Network Events. */
#include "virsh/common/common.h"
#include "virsh/common/events.h"

struct args {
    virNetworkPtr net;
    const char *event;
    bool loop, list, timestamp;
    struct num_int timeout;
};

static const struct opt opts[] = {
    OPT_NETWORK(net, resolve_network, 0, "filter by network name or uuid"),
    OPT_STR(event, "event", 0, "which event type to wait for"),
    OPT_BOOL(loop, "loop", "loop until timeout or interrupt, rather than one-shot"),
    OPT_INT(timeout, "timeout", 0, "timeout seconds"),
    OPT_BOOL(list, "list", "list valid event types"),
    OPT_BOOL(timestamp, "timestamp", "show timestamp for each printed event"),
    OPT_END,
};

static const char *const words[] = {"Defined", "Undefined", "Started", "Stopped"};

static void on_lifecycle(virConnectPtr conn, virNetworkPtr net, int event, int detail, void *watch)
{
    (void) conn, (void) detail;
    event_print(watch, "event 'lifecycle' for network %s: %s\n", virNetworkGetName(net), NAME_OF(words, event));
}

static const struct event_row rows[] = {
    {"lifecycle", VIR_NETWORK_EVENT_ID_LIFECYCLE, (void *) on_lifecycle},
};

static int add(virConnectPtr conn, void *object, int id, void *callback, void *watch)
{
    return virConnectNetworkEventRegisterAny(conn, object, id, callback, watch, NULL);
}

static const struct event_family family = {rows, G_N_ELEMENTS(rows), add, virConnectNetworkEventDeregisterAny};

static bool run(struct virsh *sh, const struct args *a)
{
    const struct event_choice c = EVENT_CHOICE(a);

    return events_run(sh, &family, &c, a->net);
}

COMMAND(net_event, "net-event", "Network Events", "List event types, or wait for network events to occur");
