/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The kinds of objects that commands take: how a word becomes a handle and which names complete it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "virsh/vsh/virsh.h"

#define BY_ANY (BY_ID | BY_UUID | BY_NAME)

typedef void *(*find_fn)(virConnectPtr conn, const char *word);

static bool is_uuid(const char *word)
{
    return g_uuid_string_is_valid(word);
}

static bool is_id(const char *word, int *id)
{
    char *end;
    long v = strtol(word, &end, 10);

    *id = (int) v;
    return end != word && !*end && v >= 0 && v <= G_MAXINT;
}

/* A lookup by another key than the one that finds it is not an error worth showing. */
static void *find_by(struct virsh *sh, const struct resolver *r, const char *word, find_fn by_uuid, find_fn by_name)
{
    void *object = NULL;

    if ((r->by & BY_UUID) && is_uuid(word))
        object = by_uuid(sh->conn, word);
    if (!object && (r->by & BY_NAME))
        object = by_name(sh->conn, word);
    return object;
}

#define LOOKUP(FN, API)                                   \
    static void *FN(virConnectPtr conn, const char *word) \
    {                                                     \
        return API(conn, word);                           \
    }
LOOKUP(domain_by_uuid, virDomainLookupByUUIDString)
LOOKUP(domain_by_name, virDomainLookupByName)
LOOKUP(network_by_uuid, virNetworkLookupByUUIDString)
LOOKUP(network_by_name, virNetworkLookupByName)
LOOKUP(pool_by_uuid, virStoragePoolLookupByUUIDString)
LOOKUP(pool_by_name, virStoragePoolLookupByName)
LOOKUP(nwfilter_by_uuid, virNWFilterLookupByUUIDString)
LOOKUP(nwfilter_by_name, virNWFilterLookupByName)
LOOKUP(interface_by_mac, virInterfaceLookupByMACString)
LOOKUP(interface_by_name, virInterfaceLookupByName)

static void *found(struct virsh *sh, const char *what, const char *word, void *object)
{
    if (!object)
        virsh_error(sh, "failed to get %s '%s'", what, word);
    return object;
}

static void *domain_find(struct virsh *sh, const struct resolver *r, const char *word, const struct opt *o)
{
    void *dom = NULL;
    int id;

    (void) o;
    if ((r->by & BY_ID) && is_id(word, &id))
        dom = virDomainLookupByID(sh->conn, id);
    if (!dom)
        dom = find_by(sh, r, word, domain_by_uuid, domain_by_name);
    virsh_forget(sh); /* the last of three tries says less than our own line */
    return found(sh, "domain", word, dom);
}

static void *network_find(struct virsh *sh, const struct resolver *r, const char *word, const struct opt *o)
{
    (void) o;
    return found(sh, "network", word, find_by(sh, r, word, network_by_uuid, network_by_name));
}

static void *pool_find(struct virsh *sh, const struct resolver *r, const char *word, const struct opt *o)
{
    (void) o;
    return found(sh, "pool", word, find_by(sh, r, word, pool_by_uuid, pool_by_name));
}

static void *nwfilter_find(struct virsh *sh, const struct resolver *r, const char *word, const struct opt *o)
{
    (void) o;
    return found(sh, "nwfilter", word, find_by(sh, r, word, nwfilter_by_uuid, nwfilter_by_name));
}

static bool is_mac(const char *word)
{
    unsigned b[6];
    char rest;

    return sscanf(word, "%2x:%2x:%2x:%2x:%2x:%2x%c", b, b + 1, b + 2, b + 3, b + 4, b + 5, &rest) == 6;
}

/* Here the second key is the MAC address, and what looks like one is no name. */
static void *interface_find(struct virsh *sh, const struct resolver *r, const char *word, const struct opt *o)
{
    void *iface = NULL;

    (void) o;
    if ((r->by & BY_NAME) && !is_mac(word))
        iface = interface_by_name(sh->conn, word);
    if ((r->by & BY_UUID) && is_mac(word))
        iface = interface_by_mac(sh->conn, word);
    return found(sh, "interface", word, iface);
}

static void *binding_find(struct virsh *sh, const struct resolver *r, const char *word, const struct opt *o)
{
    (void) r, (void) o;
    return found(sh, "nwfilter binding", word, virNWFilterBindingLookupByPortDev(sh->conn, word));
}

static void *secret_find(struct virsh *sh, const struct resolver *r, const char *word, const struct opt *o)
{
    (void) r, (void) o;
    return found(sh, "secret", word, virSecretLookupByUUIDString(sh->conn, word));
}

/* A name, or the pair of world wide names of a virtual HBA: 'wwnn,wwpn'. */
static void *nodedev_find(struct virsh *sh, const struct resolver *r, const char *word, const struct opt *o)
{
    void *dev;

    (void) r, (void) o;
    if (strchr(word, ',')) {
        g_auto(GStrv) wwn = g_strsplit(word, ",", -1);
        if (g_strv_length(wwn) != 2) {
            virsh_error(sh, "Malformed device value '%s'", word);
            return NULL;
        }
        for (char **w = wwn; *w; w++)
            if (strlen(*w) != 16 || strspn(*w, "0123456789abcdefABCDEF") != 16) {
                virsh_error(sh, "internal error: Malformed wwn: %s", *w);
                return NULL;
            }
        dev = virNodeDeviceLookupSCSIHostByWWN(sh->conn, wwn[0], wwn[1], 0);
    } else {
        dev = virNodeDeviceLookupByName(sh->conn, word);
    }
    if (!dev)
        virsh_error(sh, "Could not find matching device '%s'", word);
    return dev;
}

#define UNREF(FN, API)          \
    static int FN(void *object) \
    {                           \
        return API(object);     \
    }
UNREF(domain_unref, virDomainFree)
UNREF(network_unref, virNetworkFree)
UNREF(pool_unref, virStoragePoolFree)
UNREF(nwfilter_unref, virNWFilterFree)
UNREF(binding_unref, virNWFilterBindingFree)
UNREF(interface_unref, virInterfaceFree)
UNREF(secret_unref, virSecretFree)
UNREF(nodedev_unref, virNodeDeviceFree)

/* Names of all objects of a kind; FLAGS choose among them. */
#define NAMES(FN, TYPE, LIST, NAME, FREE)                 \
    static char **FN(struct virsh *sh, unsigned flags)    \
    {                                                     \
        TYPE *all = NULL;                                 \
        int n = LIST(sh->conn, &all, flags);              \
        char **names = g_new0(char *, n > 0 ? n + 1 : 1); \
        for (int i = 0; i < n; i++) {                     \
            names[i] = g_strdup(NAME(all[i]));            \
            FREE(all[i]);                                 \
        }                                                 \
        free(all);                                        \
        return names;                                     \
    }
static const char *secret_uuid(virSecretPtr secret)
{
    static __thread char buf[VIR_UUID_STRING_BUFLEN];

    return virSecretGetUUIDString(secret, buf) == 0 ? buf : "";
}
NAMES(domain_names, virDomainPtr, virConnectListAllDomains, virDomainGetName, virDomainFree)
NAMES(network_names, virNetworkPtr, virConnectListAllNetworks, virNetworkGetName, virNetworkFree)
NAMES(pool_names, virStoragePoolPtr, virConnectListAllStoragePools, virStoragePoolGetName, virStoragePoolFree)
NAMES(nwfilter_names, virNWFilterPtr, virConnectListAllNWFilters, virNWFilterGetName, virNWFilterFree)
NAMES(binding_names, virNWFilterBindingPtr, virConnectListAllNWFilterBindings, virNWFilterBindingGetPortDev,
      virNWFilterBindingFree)
NAMES(interface_names, virInterfacePtr, virConnectListAllInterfaces, virInterfaceGetName, virInterfaceFree)
NAMES(secret_names, virSecretPtr, virConnectListAllSecrets, secret_uuid, virSecretFree)
NAMES(nodedev_names, virNodeDevicePtr, virConnectListAllNodeDevices, virNodeDeviceGetName, virNodeDeviceFree)

#define ROW(NAME, KIND, BY, ARG) \
    const struct resolver NAME = {KIND##_find, KIND##_unref, KIND##_names, .arg = (ARG), .by = (BY)};
ROW(resolve_domain, domain, BY_ANY, 0)
ROW(resolve_domain_active, domain, BY_ANY, VIR_CONNECT_LIST_DOMAINS_ACTIVE)
ROW(resolve_domain_inactive, domain, BY_UUID | BY_NAME, VIR_CONNECT_LIST_DOMAINS_INACTIVE)
ROW(resolve_domain_running, domain, BY_ANY, VIR_CONNECT_LIST_DOMAINS_RUNNING)
ROW(resolve_domain_paused, domain, BY_ANY, VIR_CONNECT_LIST_DOMAINS_PAUSED)
ROW(resolve_domain_persistent, domain, BY_ANY, VIR_CONNECT_LIST_DOMAINS_PERSISTENT)
ROW(resolve_domain_saved, domain, BY_ANY, VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE)
ROW(resolve_domain_not_id, domain, BY_UUID | BY_NAME, 0)
ROW(resolve_domain_not_name, domain, BY_ID | BY_UUID, 0)
ROW(resolve_domain_not_uuid, domain, BY_ID | BY_NAME, 0)
ROW(resolve_network, network, BY_ANY, 0)
ROW(resolve_network_by_name, network, BY_NAME, 0)
ROW(resolve_network_by_uuid, network, BY_UUID, 0)
ROW(resolve_pool, pool, BY_ANY, 0)
ROW(resolve_pool_by_name, pool, BY_NAME, 0)
ROW(resolve_pool_by_uuid, pool, BY_UUID, 0)
ROW(resolve_interface, interface, BY_ANY, 0)
ROW(resolve_interface_by_name, interface, BY_NAME, 0)
ROW(resolve_interface_by_mac, interface, BY_UUID, 0)
ROW(resolve_nwfilter, nwfilter, BY_ANY, 0)
ROW(resolve_binding, binding, BY_ANY, 0)
ROW(resolve_secret, secret, BY_ANY, 0)
ROW(resolve_nodedev, nodedev, BY_ANY, 0)
