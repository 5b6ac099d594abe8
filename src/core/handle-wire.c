/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* handle-wire.c: which members of a public object travel, in which order, by its kind. */
#include "core/handle.h"

#include "rec/xdr.h"

#define ROW(K, M, ...) FLD(struct handle, K, #M, M, __VA_ARGS__)
#define NAME ROW(STR, name, .flags = REQUIRED)
#define KEY ROW(STR, key, .flags = REQUIRED)
#define UUID ROW(UUID, uuid, .flags = 0)
#define ID ROW(INT, id, .flags = 0)
#define PARENT(K) ROW(HANDLE, parent, .of.handle = HANDLE_##K)
#define LAYOUT(ident, NAME_, ...)                                \
    static const struct fld ident##_flds[] = {__VA_ARGS__, {0}}; \
    static const struct rec ident##_layout = {NAME_, sizeof(struct handle), ident##_flds}

LAYOUT(domain, "domain", NAME, UUID, ID);
LAYOUT(named, "object", NAME, UUID);
LAYOUT(port, "network port", PARENT(NETWORK), UUID);
LAYOUT(binding, "filter binding", NAME, KEY);
LAYOUT(interface, "interface", NAME, KEY);
LAYOUT(volume, "volume", ROW(STR, pool, .flags = REQUIRED), NAME, KEY);
LAYOUT(device, "node device", NAME);
LAYOUT(secret, "secret", UUID, ID, KEY);
LAYOUT(of_domain, "object of a domain", NAME, PARENT(DOMAIN));
LAYOUT(server, "server", NAME);
LAYOUT(client, "client", PARENT(ADM_SERVER), ROW(ULONG, client_id, .flags = 0), ROW(LONG, timestamp, .flags = 0),
       ROW(UINT, transport, .flags = 0));

static const struct rec *const layouts[HANDLE_LAST] = {
    [HANDLE_DOMAIN] = &domain_layout,
    [HANDLE_NETWORK] = &named_layout,
    [HANDLE_NETWORK_PORT] = &port_layout,
    [HANDLE_INTERFACE] = &interface_layout,
    [HANDLE_STORAGE_POOL] = &named_layout,
    [HANDLE_STORAGE_VOL] = &volume_layout,
    [HANDLE_NODE_DEVICE] = &device_layout,
    [HANDLE_SECRET] = &secret_layout,
    [HANDLE_NWFILTER] = &named_layout,
    [HANDLE_NWFILTER_BINDING] = &binding_layout,
    [HANDLE_DOMAIN_SNAPSHOT] = &of_domain_layout,
    [HANDLE_DOMAIN_CHECKPOINT] = &of_domain_layout,
    [HANDLE_ADM_SERVER] = &server_layout,
    [HANDLE_ADM_CLIENT] = &client_layout,
};

static void *make(int kind)
{
    return handle_new((enum handle_kind) kind, NULL, NULL, -1);
}

static void *ref(void *handle)
{
    return handle_ref(handle);
}

static void unref(void *handle)
{
    handle_unref(handle);
}

static bool is(const void *handle, int kind)
{
    return handle_is(handle, (enum handle_kind) kind);
}

const struct handle_ops rec_handles = {layouts, HANDLE_LAST, make, ref, unref, is};
