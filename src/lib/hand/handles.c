/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* handles.c: what a handle knows by itself: its references, its names, its connection and its parent. */
#define ERR_FROM VIR_FROM_NONE
#include <glib.h>
#include <libvirt/libvirt.h>
#include <string.h>

#include "base/err.h"
#include "base/uuid.h"
#include "api-types.h"
#include "lib/wrap.h"

/* Starts a public function: the error is reset, the handle is alive or the error is told.  */
static bool begin(enum api_id id, const void *object)
{
    err_reset();
    if (wrap_object(&apis[id], object))
        return true;
    wrap_fail(object);
    return false;
}

static int ref(enum api_id id, void *object)
{
    if (!begin(id, object))
        return -1;
    handle_ref(object);
    return 0;
}

static int drop(enum api_id id, void *object)
{
    if (!begin(id, object))
        return -1;
    handle_unref(object);
    return 0;
}

static const char *text(enum api_id id, const void *object, size_t member)
{
    return begin(id, object) ? *(char *const *) ((const char *) object + member) : NULL;
}

static virConnectPtr connection(enum api_id id, const void *object)
{
    return begin(id, object) ? ((const struct handle *) object)->conn : NULL;
}

static void *parent(enum api_id id, const void *object)
{
    return begin(id, object) ? ((const struct handle *) object)->parent : NULL;
}

static int uuid_raw(enum api_id id, const void *object, unsigned char *uuid)
{
    if (!uuid)
        return wrap_null(id, object, "uuid");
    if (!begin(id, object))
        return -1;
    memcpy(uuid, ((const struct handle *) object)->uuid, VIR_UUID_BUFLEN);
    return 0;
}

static int uuid_text(enum api_id id, const void *object, char *buf)
{
    if (!buf)
        return wrap_null(id, object, "buf");
    if (!begin(id, object))
        return -1;
    uuid_format(((const struct handle *) object)->uuid, buf);
    return 0;
}

/* The UUID in *uuid, or the mistake told.  */
static bool uuid_given(enum api_id id, const void *object, const char *str, uint8_t uuid[16])
{
    if (!str) {
        wrap_null(id, object, "uuidstr");
        return false;
    }
    if (uuid_parse(str, uuid) == 0)
        return true;
    wrap_mistake(id, object, "Invalid UUID");
    return false;
}

#define COUNTED(F, T)                  \
    int F##Ref(T h)                    \
    {                                  \
        return ref(API_##F##Ref, h);   \
    }                                  \
    int F##Free(T h)                   \
    {                                  \
        return drop(API_##F##Free, h); \
    }
#define TEXT(F, T, MEMBER)                                        \
    const char *F(T h)                                            \
    {                                                             \
        return text(API_##F, h, offsetof(struct handle, MEMBER)); \
    }
#define CONN(F, T)                     \
    virConnectPtr F(T h)               \
    {                                  \
        return connection(API_##F, h); \
    }
#define PARENT(F, T, P)            \
    P F(T h)                       \
    {                              \
        return parent(API_##F, h); \
    }
#define UUIDS(F, T)                                       \
    int F##GetUUID(T h, unsigned char *uuid)              \
    {                                                     \
        return uuid_raw(API_##F##GetUUID, h, uuid);       \
    }                                                     \
    int F##GetUUIDString(T h, char *buf)                  \
    {                                                     \
        return uuid_text(API_##F##GetUUIDString, h, buf); \
    }
#define BY_UUID(F, T, ON)                                                           \
    T F##String(ON on, const char *uuidstr)                                         \
    {                                                                               \
        uint8_t uuid[16];                                                           \
        return uuid_given(API_##F##String, on, uuidstr, uuid) ? F(on, uuid) : NULL; \
    }

COUNTED(virDomain, virDomainPtr)
COUNTED(virNetwork, virNetworkPtr)
COUNTED(virNetworkPort, virNetworkPortPtr)
COUNTED(virInterface, virInterfacePtr)
COUNTED(virStoragePool, virStoragePoolPtr)
COUNTED(virStorageVol, virStorageVolPtr)
COUNTED(virNodeDevice, virNodeDevicePtr)
COUNTED(virSecret, virSecretPtr)
COUNTED(virNWFilter, virNWFilterPtr)
COUNTED(virNWFilterBinding, virNWFilterBindingPtr)
COUNTED(virDomainSnapshot, virDomainSnapshotPtr)
COUNTED(virDomainCheckpoint, virDomainCheckpointPtr)

TEXT(virDomainGetName, virDomainPtr, name)
TEXT(virNetworkGetName, virNetworkPtr, name)
TEXT(virInterfaceGetName, virInterfacePtr, name)
TEXT(virInterfaceGetMACString, virInterfacePtr, key)
TEXT(virStoragePoolGetName, virStoragePoolPtr, name)
TEXT(virStorageVolGetName, virStorageVolPtr, name)
TEXT(virStorageVolGetKey, virStorageVolPtr, key)
TEXT(virNodeDeviceGetName, virNodeDevicePtr, name)
TEXT(virNWFilterGetName, virNWFilterPtr, name)
TEXT(virNWFilterBindingGetPortDev, virNWFilterBindingPtr, name)
TEXT(virNWFilterBindingGetFilterName, virNWFilterBindingPtr, key)
TEXT(virDomainSnapshotGetName, virDomainSnapshotPtr, name)
TEXT(virDomainCheckpointGetName, virDomainCheckpointPtr, name)
TEXT(virSecretGetUsageID, virSecretPtr, key)

CONN(virDomainGetConnect, virDomainPtr)
CONN(virNetworkGetConnect, virNetworkPtr)
CONN(virInterfaceGetConnect, virInterfacePtr)
CONN(virStoragePoolGetConnect, virStoragePoolPtr)
CONN(virStorageVolGetConnect, virStorageVolPtr)
CONN(virSecretGetConnect, virSecretPtr)
CONN(virDomainSnapshotGetConnect, virDomainSnapshotPtr)
CONN(virDomainCheckpointGetConnect, virDomainCheckpointPtr)

PARENT(virDomainSnapshotGetDomain, virDomainSnapshotPtr, virDomainPtr)
PARENT(virDomainCheckpointGetDomain, virDomainCheckpointPtr, virDomainPtr)
PARENT(virNetworkPortGetNetwork, virNetworkPortPtr, virNetworkPtr)

UUIDS(virDomain, virDomainPtr)
UUIDS(virNetwork, virNetworkPtr)
UUIDS(virNetworkPort, virNetworkPortPtr)
UUIDS(virStoragePool, virStoragePoolPtr)
UUIDS(virSecret, virSecretPtr)
UUIDS(virNWFilter, virNWFilterPtr)

BY_UUID(virDomainLookupByUUID, virDomainPtr, virConnectPtr)
BY_UUID(virNetworkLookupByUUID, virNetworkPtr, virConnectPtr)
BY_UUID(virNetworkPortLookupByUUID, virNetworkPortPtr, virNetworkPtr)
BY_UUID(virStoragePoolLookupByUUID, virStoragePoolPtr, virConnectPtr)
BY_UUID(virSecretLookupByUUID, virSecretPtr, virConnectPtr)
BY_UUID(virNWFilterLookupByUUID, virNWFilterPtr, virConnectPtr)

unsigned int virDomainGetID(virDomainPtr domain)
{
    return begin(API_virDomainGetID, domain) ? (unsigned) domain->h.id : (unsigned) -1;
}

int virSecretGetUsageType(virSecretPtr secret)
{
    return begin(API_virSecretGetUsageType, secret) ? secret->h.id : -1;
}

/* The name of the parent is asked for once and kept with the handle, as the caller does not own it.  */
const char *virNodeDeviceGetParent(virNodeDevicePtr dev)
{
    struct virNodeDeviceGetParent_args a = {.dev = dev};
    struct virNodeDeviceGetParent_ret r = {0};

    if (!begin(API_virNodeDeviceGetParent, dev))
        return NULL;
    if (dev->h.key)
        return dev->h.key;
    if (api_call(&apis[API_virNodeDeviceGetParent], dev, &a, &r) < 0)
        return NULL;
    dev->h.key = r.parent_name;
    return dev->h.key;
}
