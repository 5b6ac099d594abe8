/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From a word to a handle: each kind of object has one row that looks up, lists names and frees. */
#pragma once

#include "virsh/vsh/command.h"

struct resolver {
    /* The handle for WORD; PREV is the object of the row before (domain or pool). Says its own error. */
    void *(*find)(struct virsh *sh, const struct resolver *r, const char *word, const struct opt *opt);
    int (*unref)(void *object);
    /* Names for completion, NULL-terminated; ARG is the flags of the list call. */
    char **(*names)(struct virsh *sh, unsigned arg);
    unsigned arg;
    unsigned by; /* BY_* a word is tried as, in the order id, uuid, name */
};

enum by { BY_ID = 1, BY_UUID = 2, BY_NAME = 4 };

extern const struct resolver resolve_domain, resolve_domain_active, resolve_domain_inactive, resolve_domain_running,
    resolve_domain_paused, resolve_domain_persistent, resolve_domain_saved, resolve_domain_not_id,
    resolve_domain_not_name, resolve_domain_not_uuid;
extern const struct resolver resolve_network, resolve_network_by_name, resolve_network_by_uuid;
extern const struct resolver resolve_pool, resolve_pool_by_name, resolve_pool_by_uuid;
extern const struct resolver resolve_interface, resolve_interface_by_name, resolve_interface_by_mac;
extern const struct resolver resolve_nwfilter, resolve_binding, resolve_secret, resolve_nodedev;

#define HELP_DOMAIN "domain name, id or uuid"
#define OPT_DOMAIN_HELP(M, WHICH, FLAGS, HELP) OPT_OBJECT(M, virDomainPtr, WHICH, "domain", FLAGS, HELP)
#define OPT_DOMAIN(M, WHICH) OPT_DOMAIN_HELP(M, WHICH, REQ, HELP_DOMAIN)
#define OPT_NETWORK(M, WHICH, FLAGS, HELP) OPT_OBJECT(M, virNetworkPtr, WHICH, "network", FLAGS, HELP)
#define OPT_POOL(M, WHICH, NAME, FLAGS, HELP) OPT_OBJECT(M, virStoragePoolPtr, WHICH, NAME, FLAGS, HELP)
#define OPT_INTERFACE(M, WHICH, HELP) OPT_OBJECT(M, virInterfacePtr, WHICH, "interface", REQ, HELP)
#define OPT_NWFILTER(M, HELP) OPT_OBJECT(M, virNWFilterPtr, resolve_nwfilter, "nwfilter", REQ, HELP)
#define OPT_BINDING(M, HELP) OPT_OBJECT(M, virNWFilterBindingPtr, resolve_binding, "binding", REQ, HELP)
#define OPT_SECRET(M, FLAGS, HELP) OPT_OBJECT(M, virSecretPtr, resolve_secret, "secret", FLAGS, HELP)
#define OPT_NODEDEV(M, FLAGS, HELP) OPT_OBJECT(M, virNodeDevicePtr, resolve_nodedev, "device", FLAGS, HELP)
