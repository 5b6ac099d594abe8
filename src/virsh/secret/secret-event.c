/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh secret-event: Secret Events. */
#include "virsh/common/common.h"
#include "virsh/common/events.h"

struct args {
    virSecretPtr secret;
    const char *event;
    bool loop, list, timestamp;
    struct num_int timeout;
};

static const struct opt opts[] = {
    OPT_SECRET(secret, 0, "filter by secret name or uuid"),
    OPT_STR(event, "event", 0, "which event type to wait for"),
    OPT_BOOL(loop, "loop", "loop until timeout or interrupt, rather than one-shot"),
    OPT_INT(timeout, "timeout", 0, "timeout seconds"),
    OPT_BOOL(list, "list", "list valid event types"),
    OPT_BOOL(timestamp, "timestamp", "show timestamp for each printed event"),
    OPT_END,
};

static const char *const words[] = {"Defined", "Undefined"};

static void on_lifecycle(virConnectPtr conn, virSecretPtr secret, int event, int detail, void *watch)
{
    char uuid[VIR_UUID_STRING_BUFLEN] = "";

    (void) conn, (void) detail;
    virSecretGetUUIDString(secret, uuid);
    event_print(watch, "event 'lifecycle' for secret %s: %s\n", uuid, NAME_OF(words, event));
}

static void on_value(virConnectPtr conn, virSecretPtr secret, void *watch)
{
    char uuid[VIR_UUID_STRING_BUFLEN] = "";

    (void) conn;
    virSecretGetUUIDString(secret, uuid);
    event_print(watch, "event 'value-changed' for secret %s\n", uuid);
}

static const struct event_row rows[] = {
    {"lifecycle", VIR_SECRET_EVENT_ID_LIFECYCLE, (void *) on_lifecycle},
    {"value-changed", VIR_SECRET_EVENT_ID_VALUE_CHANGED, (void *) on_value},
};

static int add(virConnectPtr conn, void *object, int id, void *callback, void *watch)
{
    return virConnectSecretEventRegisterAny(conn, object, id, callback, watch, NULL);
}

static const struct event_family family = {rows, G_N_ELEMENTS(rows), add, virConnectSecretEventDeregisterAny};

static bool run(struct virsh *sh, const struct args *a)
{
    const struct event_choice c = EVENT_CHOICE(a);

    return events_run(sh, &family, &c, a->secret);
}

COMMAND(secret_event, "secret-event", "Secret Events", "List event types, or wait for secret events to occur");
