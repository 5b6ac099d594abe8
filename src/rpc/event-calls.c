/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* event-calls.c: the table. */
#include "rpc/event-calls.h"

#include <glib.h>

#include "api-events.h"

static const struct event_calls rows[] = {
    {API_virConnectDomainEventCallbackRegisterAny, API_virConnectDomainEventCallbackDeregisterAny, HANDLE_DOMAIN, false,
     false, "domain"},
    {API_virConnectDomainQemuMonitorEventRegister, API_virConnectDomainQemuMonitorEventDeregister, HANDLE_DOMAIN, false,
     true, "domain monitor"},
    {API_virConnectNetworkEventRegisterAny, API_virConnectNetworkEventDeregisterAny, HANDLE_NETWORK, false, false,
     "network"},
    {API_virConnectStoragePoolEventRegisterAny, API_virConnectStoragePoolEventDeregisterAny, HANDLE_STORAGE_POOL, false,
     false, "storage pool"},
    {API_virConnectNodeDeviceEventRegisterAny, API_virConnectNodeDeviceEventDeregisterAny, HANDLE_NODE_DEVICE, false,
     false, "node device"},
    {API_virConnectSecretEventRegisterAny, API_virConnectSecretEventDeregisterAny, HANDLE_SECRET, false, false,
     "secret"},
    {API_virConnectDomainEventRegister, API_virConnectDomainEventDeregister, HANDLE_DOMAIN, true, false, "domain"},
    {API_virConnectDomainEventRegisterAny, API_virConnectDomainEventDeregisterAny, HANDLE_DOMAIN, true, false,
     "domain"},
};

const struct event_calls *event_calls_of(const struct api *api)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (&apis[rows[i].on] == api || &apis[rows[i].off] == api)
            return &rows[i];
    return NULL;
}

const struct event_calls *event_calls_for(const struct event_type *type)
{
    bool monitor = type->id == QEMU_MONITOR_EVENT_ID;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (rows[i].kind == type->kind && rows[i].monitor == monitor && !rows[i].old)
            return &rows[i];
    return NULL;
}
