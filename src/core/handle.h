/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * handle.h: the public objects. virDomainPtr, virNetworkPtr and their like are all one struct, so that
 * getters, reference counts, wire codec and clean-up are written once. A handle names an object; it never
 * points at a driver's state. In a daemon (and while a call is on the way) `conn` is NULL.
 */
#pragma once

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum handle_kind {
    HANDLE_NONE,
    HANDLE_CONNECT,
    HANDLE_DOMAIN,            /* name, uuid, id (-1: not running) */
    HANDLE_NETWORK,           /* name, uuid */
    HANDLE_NETWORK_PORT,      /* uuid, parent network */
    HANDLE_INTERFACE,         /* name, key = mac */
    HANDLE_STORAGE_POOL,      /* name, uuid */
    HANDLE_STORAGE_VOL,       /* name, key, pool = pool's name */
    HANDLE_NODE_DEVICE,       /* name, key = parent's name (filled by the getter) */
    HANDLE_SECRET,            /* uuid, id = usage type, key = usage id */
    HANDLE_NWFILTER,          /* name, uuid */
    HANDLE_NWFILTER_BINDING,  /* name = port device, key = filter name */
    HANDLE_DOMAIN_SNAPSHOT,   /* name, parent domain */
    HANDLE_DOMAIN_CHECKPOINT, /* name, parent domain */
    HANDLE_STREAM,
    HANDLE_ADM_CONNECT,
    HANDLE_ADM_SERVER, /* name */
    HANDLE_ADM_CLIENT, /* parent server, id64, timestamp, transport */
    HANDLE_LAST
};

struct handle {
    uint32_t magic; /* HANDLE_MAGIC + kind while alive: junk and freed pointers are refused */
    enum handle_kind kind;
    _Atomic int refs;
    int id;
    struct _virConnect *conn; /* referenced; NULL while not adopted by a connection */
    uint8_t uuid[16];
    char *name;
    char *key;
    char *pool;
    struct handle *parent; /* referenced */
    uint64_t client_id;    /* of an administration client, with the next two */
    int64_t timestamp;
    uint32_t transport;
};

struct _virDomain {
    struct handle h;
};
struct _virNetwork {
    struct handle h;
};
struct _virNetworkPort {
    struct handle h;
};
struct _virInterface {
    struct handle h;
};
struct _virStoragePool {
    struct handle h;
};
struct _virStorageVol {
    struct handle h;
};
struct _virNodeDevice {
    struct handle h;
};
struct _virSecret {
    struct handle h;
};
struct _virNWFilter {
    struct handle h;
};
struct _virNWFilterBinding {
    struct handle h;
};
struct _virDomainSnapshot {
    struct handle h;
};
struct _virDomainCheckpoint {
    struct handle h;
};
struct _virAdmServer {
    struct handle h;
};

#define HANDLE_MAGIC 0x4e560000u

/* A handle with one reference and no connection; strings are copied. */
struct handle *handle_new(enum handle_kind kind, const char *name, const uint8_t uuid[16], int id);
struct handle *handle_ref(struct handle *h);
/* Drops a reference; NULL is fine.  */
void handle_unref(struct handle *h);
/* Makes `conn` (referenced by it) the handle's connection, and its parents'.  */
void handle_adopt(struct handle *h, struct _virConnect *conn);
/* How a connection is kept alive; set once by the library.  */
void handle_conn_ops(void (*ref)(struct _virConnect *), void (*unref)(struct _virConnect *));
/* Is this a live handle of that kind?  */
bool handle_is(const void *h, enum handle_kind kind);
/* "domain", "network", ...; and the error for an invalid one (VIR_ERR_INVALID_DOMAIN ...) and its domain.  */
const char *handle_kind_name(enum handle_kind kind);
int handle_invalid_code(enum handle_kind kind);
int handle_error_domain(enum handle_kind kind);
