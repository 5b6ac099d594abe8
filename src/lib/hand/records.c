/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* records.c: the functions that answer with lists of small structs, and what frees these. */
#define ERR_FROM VIR_FROM_DOMAIN
#include <glib.h>
#include <libvirt/libvirt.h>
#include <string.h>

#include "api-types.h"
#include "base/err.h"
#include "core/handle.h"
#include "lib/wrap.h"

/* A string changes hands.  */
static char *take(char **from)
{
    char *s = *from;
    *from = NULL;
    return s;
}

/* Many guests at once: the records become the caller's, closed by a NULL.  */
static int stats_out(virDomainStatsRecordPtr **to, struct virConnectGetAllDomainStats_ret *r)
{
    size_t n = r->ret_stats.n;
    virDomainStatsRecordPtr *all = g_new0(virDomainStatsRecordPtr, n + 1);

    for (size_t i = 0; i < n; i++) {
        struct wire_domain_stats_record *from = r->ret_stats.v[i];
        all[i] = g_new0(virDomainStatsRecord, 1);
        all[i]->dom = from->dom;
        all[i]->params = from->params.v;
        all[i]->nparams = from->params.n;
        from->dom = NULL;
        memset(&from->params, 0, sizeof(from->params));
    }
    rec_done(&virConnectGetAllDomainStats_ret_rec, r);
    *to = all;
    return (int) n;
}

int virConnectGetAllDomainStats(virConnectPtr conn, unsigned int stats, virDomainStatsRecordPtr **retStats,
                                unsigned int flags)
{
    struct virConnectGetAllDomainStats_args a = {.stats = stats, .flags = flags};
    struct virConnectGetAllDomainStats_ret r = {0};

    if (!retStats)
        return wrap_null(API_virConnectGetAllDomainStats, conn, "retStats");
    if (api_call(&apis[API_virConnectGetAllDomainStats], conn, &a, &r) < 0)
        return -1;
    return stats_out(retStats, &r);
}

int virDomainListGetStats(virDomainPtr *doms, unsigned int stats, virDomainStatsRecordPtr **retStats,
                          unsigned int flags)
{
    struct virConnectGetAllDomainStats_args a = {.stats = stats, .flags = flags, .doms = {.v = doms}};
    struct virConnectGetAllDomainStats_ret r = {0};
    virConnectPtr conn = doms && handle_is(doms[0], HANDLE_DOMAIN) ? doms[0]->h.conn : NULL;

    if (!doms)
        return wrap_mistake(API_virDomainListGetStats, NULL, "doms in virDomainListGetStats must not be NULL");
    if (!doms[0])
        return wrap_mistake(API_virDomainListGetStats, NULL,
                            "doms array in virDomainListGetStats must contain at least one domain");
    for (; doms[a.doms.n]; a.doms.n++) {
        if (!wrap_object(&apis[API_virDomainGetInfo], doms[a.doms.n]))
            return wrap_fail(conn);
        if (doms[a.doms.n]->h.conn != conn)
            return wrap_mistake(API_virDomainListGetStats, conn,
                                "domains in 'doms' array must belong to a single connection in virDomainListGetStats");
    }
    if (!retStats)
        return wrap_mistake(API_virDomainListGetStats, conn, "retStats in virDomainListGetStats must not be NULL");
    if (api_call(&apis[API_virConnectGetAllDomainStats], conn, &a, &r) < 0)
        return -1;
    return stats_out(retStats, &r);
}

void virDomainStatsRecordListFree(virDomainStatsRecordPtr *stats)
{
    for (size_t i = 0; stats && stats[i]; i++) {
        virTypedParamsFree(stats[i]->params, stats[i]->nparams);
        handle_unref((struct handle *) stats[i]->dom);
        g_free(stats[i]);
    }
    g_free(stats);
}

/* One record of each list: what it takes from the wire, and how it is freed.  */
static void *lease_of(struct wire_network_dhcp_lease *from)
{
    virNetworkDHCPLeasePtr l = g_new0(virNetworkDHCPLease, 1);

    l->iface = take(&from->iface);
    l->expirytime = from->expirytime;
    l->type = from->type;
    l->mac = take(&from->mac);
    l->iaid = take(&from->iaid);
    l->ipaddr = take(&from->ipaddr);
    l->prefix = from->prefix;
    l->hostname = take(&from->hostname);
    l->clientid = take(&from->clientid);
    return l;
}

void virNetworkDHCPLeaseFree(virNetworkDHCPLeasePtr lease)
{
    if (!lease)
        return;
    g_free(lease->iface);
    g_free(lease->mac);
    g_free(lease->iaid);
    g_free(lease->ipaddr);
    g_free(lease->hostname);
    g_free(lease->clientid);
    g_free(lease);
}

static void *fsinfo_of(struct wire_domain_fsinfo *from)
{
    virDomainFSInfoPtr f = g_new0(virDomainFSInfo, 1);

    f->mountpoint = take(&from->mountpoint);
    f->name = take(&from->name);
    f->fstype = take(&from->fstype);
    f->ndevAlias = from->dev_aliases.n;
    f->devAlias = from->dev_aliases.v;
    memset(&from->dev_aliases, 0, sizeof(from->dev_aliases));
    return f;
}

void virDomainFSInfoFree(virDomainFSInfoPtr info)
{
    if (!info)
        return;
    for (size_t i = 0; i < info->ndevAlias; i++)
        g_free(info->devAlias[i]);
    g_free(info->devAlias);
    g_free(info->mountpoint);
    g_free(info->name);
    g_free(info->fstype);
    g_free(info);
}

static void *iothread_of(struct wire_domain_iothread_info *from)
{
    virDomainIOThreadInfoPtr t = g_new0(virDomainIOThreadInfo, 1);

    t->iothread_id = from->iothread_id;
    t->cpumap = from->cpumap.v;
    t->cpumaplen = (int) from->cpumap.n;
    memset(&from->cpumap, 0, sizeof(from->cpumap));
    return t;
}

void virDomainIOThreadInfoFree(virDomainIOThreadInfoPtr info)
{
    if (info)
        g_free(info->cpumap);
    g_free(info);
}

static void *interface_of(struct wire_domain_interface *from)
{
    virDomainInterfacePtr i = g_new0(virDomainInterface, 1);

    i->name = take(&from->name);
    i->hwaddr = take(&from->hwaddr);
    i->naddrs = (unsigned) from->addrs.n;
    i->addrs = from->addrs.n ? g_new0(virDomainIPAddress, from->addrs.n) : NULL;
    for (size_t n = 0; n < from->addrs.n; n++)
        i->addrs[n] =
            (virDomainIPAddress){from->addrs.v[n]->type, take(&from->addrs.v[n]->addr), from->addrs.v[n]->prefix};
    return i;
}

void virDomainInterfaceFree(virDomainInterfacePtr iface)
{
    if (!iface)
        return;
    for (unsigned i = 0; i < iface->naddrs; i++)
        g_free(iface->addrs[i].addr);
    g_free(iface->addrs);
    g_free(iface->name);
    g_free(iface->hwaddr);
    g_free(iface);
}

/* An array of pointers made of a list of the wire, closed by a NULL. The program walks by the number that the function
 * returns: never more than there are, whatever the other end says.  */
#define ALL(to, list, convert)                         \
    do {                                               \
        *(to) = (void *) g_new0(void *, (list).n + 1); \
        for (size_t i_ = 0; i_ < (list).n; i_++)       \
            (*(to))[i_] = convert((list).v[i_]);       \
    } while (0)

int virNetworkGetDHCPLeases(virNetworkPtr network, const char *mac, virNetworkDHCPLeasePtr **leases, unsigned int flags)
{
    struct virNetworkGetDHCPLeases_args a = {
        .net = network, .mac = (char *) mac, .need_results = leases != NULL, .flags = flags};
    struct virNetworkGetDHCPLeases_ret r = {0};
    int told;

    if (api_call(&apis[API_virNetworkGetDHCPLeases], network, &a, &r) < 0)
        return -1;
    if (leases)
        ALL(leases, r.leases, lease_of);
    told = leases ? MIN((int) r.ret, (int) r.leases.n) : (int) r.ret;
    rec_done(&virNetworkGetDHCPLeases_ret_rec, &r);
    return wrap_int(network, told);
}

int virDomainGetFSInfo(virDomainPtr dom, virDomainFSInfoPtr **info, unsigned int flags)
{
    struct virDomainGetFSInfo_args a = {.dom = dom, .flags = flags};
    struct virDomainGetFSInfo_ret r = {0};
    int told;

    if (!info)
        return wrap_null(API_virDomainGetFSInfo, dom, "info");
    *info = NULL;
    if (api_call(&apis[API_virDomainGetFSInfo], dom, &a, &r) < 0)
        return -1;
    ALL(info, r.info, fsinfo_of);
    told = MIN((int) r.ret, (int) r.info.n);
    rec_done(&virDomainGetFSInfo_ret_rec, &r);
    return wrap_int(dom, told);
}

int virDomainGetIOThreadInfo(virDomainPtr dom, virDomainIOThreadInfoPtr **info, unsigned int flags)
{
    struct virDomainGetIOThreadInfo_args a = {.dom = dom, .flags = flags};
    struct virDomainGetIOThreadInfo_ret r = {0};
    int told;

    if (!info)
        return wrap_null(API_virDomainGetIOThreadInfo, dom, "info");
    *info = NULL;
    if (api_call(&apis[API_virDomainGetIOThreadInfo], dom, &a, &r) < 0)
        return -1;
    ALL(info, r.info, iothread_of);
    told = MIN((int) r.ret, (int) r.info.n);
    rec_done(&virDomainGetIOThreadInfo_ret_rec, &r);
    return wrap_int(dom, told);
}

int virDomainInterfaceAddresses(virDomainPtr dom, virDomainInterfacePtr **ifaces, unsigned int source,
                                unsigned int flags)
{
    struct virDomainInterfaceAddresses_args a = {.dom = dom, .source = source, .flags = flags};
    struct virDomainInterfaceAddresses_ret r = {0};
    int n;

    if (!ifaces)
        return wrap_null(API_virDomainInterfaceAddresses, dom, "ifaces");
    *ifaces = NULL;
    if (api_call(&apis[API_virDomainInterfaceAddresses], dom, &a, &r) < 0)
        return -1;
    n = (int) r.ifaces.n;
    ALL(ifaces, r.ifaces, interface_of);
    rec_done(&virDomainInterfaceAddresses_ret_rec, &r);
    return n;
}

int virDomainMemoryStats(virDomainPtr dom, virDomainMemoryStatPtr stats, unsigned int nr_stats, unsigned int flags)
{
    struct virDomainMemoryStats_args a = {.dom = dom, .max_stats = nr_stats, .flags = flags};
    struct virDomainMemoryStats_ret r = {0};
    int n;

    if (!stats || nr_stats == 0)
        return stats ? 0 : wrap_null(API_virDomainMemoryStats, dom, "stats");
    a.max_stats = MIN(nr_stats, VIR_DOMAIN_MEMORY_STAT_NR);
    if (api_call(&apis[API_virDomainMemoryStats], dom, &a, &r) < 0)
        return -1;
    n = (int) MIN(r.stats.n, a.max_stats);
    for (int i = 0; i < n; i++)
        stats[i] = (virDomainMemoryStatStruct){r.stats.v[i]->tag, r.stats.v[i]->val};
    rec_done(&virDomainMemoryStats_ret_rec, &r);
    return n;
}

int virDomainGetDiskErrors(virDomainPtr dom, virDomainDiskErrorPtr errors, unsigned int maxerrors, unsigned int flags)
{
    struct virDomainGetDiskErrors_args a = {.dom = dom, .maxerrors = maxerrors, .flags = flags};
    struct virDomainGetDiskErrors_ret r = {0};
    int told;

    if (maxerrors > 0 && !errors)
        return wrap_null(API_virDomainGetDiskErrors, dom, "errors");
    if (api_call(&apis[API_virDomainGetDiskErrors], dom, &a, &r) < 0)
        return -1;
    for (size_t i = 0; i < MIN(r.errors.n, maxerrors); i++)
        errors[i] = (virDomainDiskError){take(&r.errors.v[i]->disk), r.errors.v[i]->remote_error};
    told = maxerrors ? MIN(r.nerrors, (int) MIN(r.errors.n, maxerrors)) : r.nerrors;
    rec_done(&virDomainGetDiskErrors_ret_rec, &r);
    return wrap_int(dom, told);
}

int virDomainGetSecurityLabelList(virDomainPtr domain, virSecurityLabelPtr *seclabels)
{
    struct virDomainGetSecurityLabelList_args a = {.dom = domain};
    struct virDomainGetSecurityLabelList_ret r = {0};
    int told;

    if (!seclabels)
        return wrap_null(API_virDomainGetSecurityLabelList, domain, "seclabels");
    if (api_call(&apis[API_virDomainGetSecurityLabelList], domain, &a, &r) < 0)
        return -1;
    *seclabels = g_new0(virSecurityLabel, r.labels.n + 1);
    for (size_t i = 0; i < r.labels.n; i++) {
        struct wire_security_label *from = r.labels.v[i];
        wrap_chars((*seclabels)[i].label, sizeof((*seclabels)[i].label), from->label.v, from->label.n);
        (*seclabels)[i].enforcing = from->enforcing;
    }
    told = MIN(r.ret, (int) r.labels.n);
    rec_done(&virDomainGetSecurityLabelList_ret_rec, &r);
    return wrap_int(domain, told);
}
