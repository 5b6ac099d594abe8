/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* handle.c: life of the public objects, one struct for all kinds. */
#define ERR_FROM VIR_FROM_NONE
#include "core/handle.h"

#include <glib.h>
#include <string.h>

static const struct {
    const char *name;
    int invalid, domain;
} kinds[HANDLE_LAST] = {
    [HANDLE_NONE] = {"object", VIR_ERR_INVALID_ARG, VIR_FROM_NONE},
    [HANDLE_CONNECT] = {"connection", VIR_ERR_INVALID_CONN, VIR_FROM_NONE},
    [HANDLE_DOMAIN] = {"domain", VIR_ERR_INVALID_DOMAIN, VIR_FROM_DOM},
    [HANDLE_NETWORK] = {"network", VIR_ERR_INVALID_NETWORK, VIR_FROM_NETWORK},
    [HANDLE_NETWORK_PORT] = {"network port", VIR_ERR_INVALID_NETWORK_PORT, VIR_FROM_NETWORK},
    [HANDLE_INTERFACE] = {"interface", VIR_ERR_INVALID_INTERFACE, VIR_FROM_INTERFACE},
    [HANDLE_STORAGE_POOL] = {"storage pool", VIR_ERR_INVALID_STORAGE_POOL, VIR_FROM_STORAGE},
    [HANDLE_STORAGE_VOL] = {"storage volume", VIR_ERR_INVALID_STORAGE_VOL, VIR_FROM_STORAGE},
    [HANDLE_NODE_DEVICE] = {"node device", VIR_ERR_INVALID_NODE_DEVICE, VIR_FROM_NODEDEV},
    [HANDLE_SECRET] = {"secret", VIR_ERR_INVALID_SECRET, VIR_FROM_SECRET},
    [HANDLE_NWFILTER] = {"network filter", VIR_ERR_INVALID_NWFILTER, VIR_FROM_NWFILTER},
    [HANDLE_NWFILTER_BINDING] = {"filter binding", VIR_ERR_INVALID_NWFILTER_BINDING, VIR_FROM_NWFILTER},
    [HANDLE_DOMAIN_SNAPSHOT] = {"domain snapshot", VIR_ERR_INVALID_DOMAIN_SNAPSHOT, VIR_FROM_DOMAIN_SNAPSHOT},
    [HANDLE_DOMAIN_CHECKPOINT] = {"domain checkpoint", VIR_ERR_INVALID_DOMAIN_CHECKPOINT, VIR_FROM_DOMAIN_CHECKPOINT},
    [HANDLE_STREAM] = {"stream", VIR_ERR_INVALID_STREAM, VIR_FROM_STREAMS},
    [HANDLE_ADM_CONNECT] = {"administration connection", VIR_ERR_INVALID_CONN, VIR_FROM_ADMIN},
    [HANDLE_ADM_SERVER] = {"server", VIR_ERR_INVALID_ARG, VIR_FROM_ADMIN},
    [HANDLE_ADM_CLIENT] = {"client", VIR_ERR_INVALID_ARG, VIR_FROM_ADMIN},
};

struct handle *handle_new(enum handle_kind kind, const char *name, const uint8_t uuid[16], int id)
{
    struct handle *h = g_new0(struct handle, 1);

    h->magic = HANDLE_MAGIC + kind;
    h->kind = kind;
    h->refs = 1;
    h->id = id;
    h->name = g_strdup(name);
    if (uuid)
        memcpy(h->uuid, uuid, sizeof(h->uuid));
    return h;
}

struct handle *handle_ref(struct handle *h)
{
    if (h)
        atomic_fetch_add_explicit(&h->refs, 1, memory_order_relaxed);
    return h;
}

/* The library may be told who keeps connections alive; a daemon's handles have none.  */
static void (*conn_ref)(struct _virConnect *), (*conn_unref)(struct _virConnect *);

void handle_conn_ops(void (*ref)(struct _virConnect *), void (*unref)(struct _virConnect *))
{
    conn_ref = ref;
    conn_unref = unref;
}

void handle_unref(struct handle *h)
{
    struct _virConnect *conn;

    if (!h || atomic_fetch_sub_explicit(&h->refs, 1, memory_order_acq_rel) > 1)
        return;
    conn = h->conn;
    handle_unref(h->parent);
    g_free(h->name);
    g_free(h->key);
    g_free(h->pool);
    h->magic = 0;
    g_free(h);
    if (conn && conn_unref)
        conn_unref(conn);
}

void handle_adopt(struct handle *h, struct _virConnect *conn)
{
    for (; h && !h->conn; h = h->parent) {
        if (conn_ref)
            conn_ref(conn);
        h->conn = conn;
    }
}

bool handle_is(const void *p, enum handle_kind kind)
{
    const struct handle *h = p;
    return h && h->magic == HANDLE_MAGIC + kind;
}

const char *handle_kind_name(enum handle_kind kind)
{
    return kinds[kind].name;
}

int handle_invalid_code(enum handle_kind kind)
{
    return kinds[kind].invalid;
}

int handle_error_domain(enum handle_kind kind)
{
    return kinds[kind].domain;
}
