/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* arrays.c: the functions that fill bytes, CPU maps and numbers into memory of the caller. */
#define ERR_FROM VIR_FROM_DOMAIN
#include <glib.h>
#include <libvirt/libvirt.h>
#include <string.h>

#include "api-types.h"
#include "base/err.h"
#include "lib/wrap.h"

/* What came, at most `size` of it; zeros behind.  */
static void bytes_out(void *to, size_t size, const struct bytes *from)
{
    if (to && size > 0)
        memset(to, 0, size);
    if (to && from->n > 0)
        memcpy(to, from->v, MIN(from->n, size));
}

int virDomainBlockPeek(virDomainPtr dom, const char *disk, unsigned long long offset, size_t size, void *buffer,
                       unsigned int flags)
{
    struct virDomainBlockPeek_args a = {
        .dom = dom, .path = (char *) disk, .offset = offset, .size = (uint32_t) size, .flags = flags};
    struct virDomainBlockPeek_ret r = {0};

    if (!disk)
        return wrap_null(API_virDomainBlockPeek, dom, "disk");
    if (!*disk)
        return wrap_mistake(API_virDomainBlockPeek, dom, "string disk in virDomainBlockPeek must not be empty");
    if (size > 0 && !buffer)
        return wrap_null(API_virDomainBlockPeek, dom, "buffer");
    if (size > G_MAXUINT32)
        return wrap_mistake(API_virDomainBlockPeek, dom, "size in virDomainBlockPeek is too large");
    if (api_call(&apis[API_virDomainBlockPeek], dom, &a, &r) < 0)
        return -1;
    bytes_out(buffer, size, &r.buffer);
    rec_done(&virDomainBlockPeek_ret_rec, &r);
    return 0;
}

int virDomainMemoryPeek(virDomainPtr dom, unsigned long long start, size_t size, void *buffer, unsigned int flags)
{
    struct virDomainMemoryPeek_args a = {.dom = dom, .offset = start, .size = (uint32_t) size, .flags = flags};
    struct virDomainMemoryPeek_ret r = {0};

    if (size > 0 && !buffer)
        return wrap_null(API_virDomainMemoryPeek, dom, "buffer");
    if (size > G_MAXUINT32)
        return wrap_mistake(API_virDomainMemoryPeek, dom, "size in virDomainMemoryPeek is too large");
    if ((flags & VIR_MEMORY_VIRTUAL) == (flags & VIR_MEMORY_PHYSICAL))
        return wrap_mistake(API_virDomainMemoryPeek, dom,
                            "flags in virDomainMemoryPeek must include VIR_MEMORY_VIRTUAL or VIR_MEMORY_PHYSICAL");
    if (api_call(&apis[API_virDomainMemoryPeek], dom, &a, &r) < 0)
        return -1;
    bytes_out(buffer, size, &r.buffer);
    rec_done(&virDomainMemoryPeek_ret_rec, &r);
    return 0;
}

int virDomainGetEmulatorPinInfo(virDomainPtr domain, unsigned char *cpumap, int maplen, unsigned int flags)
{
    struct virDomainGetEmulatorPinInfo_args a = {.dom = domain, .maplen = maplen, .flags = flags};
    struct virDomainGetEmulatorPinInfo_ret r = {0};
    int told;

    if (!cpumap)
        return wrap_null(API_virDomainGetEmulatorPinInfo, domain, "cpumap");
    if (maplen <= 0)
        return wrap_bad(API_virDomainGetEmulatorPinInfo, domain, "maplen", "must be greater than zero");
    if (api_call(&apis[API_virDomainGetEmulatorPinInfo], domain, &a, &r) < 0)
        return -1;
    bytes_out(cpumap, (size_t) maplen, &r.cpumaps);
    told = r.ret;
    rec_done(&virDomainGetEmulatorPinInfo_ret_rec, &r);
    return wrap_int(domain, told);
}

int virDomainGetVcpuPinInfo(virDomainPtr domain, int ncpumaps, unsigned char *cpumaps, int maplen, unsigned int flags)
{
    struct virDomainGetVcpuPinInfo_args a = {.dom = domain, .ncpumaps = ncpumaps, .maplen = maplen, .flags = flags};
    struct virDomainGetVcpuPinInfo_ret r = {0};
    int told;

    if (!cpumaps)
        return wrap_null(API_virDomainGetVcpuPinInfo, domain, "cpumaps");
    if (ncpumaps <= 0)
        return wrap_bad(API_virDomainGetVcpuPinInfo, domain, "ncpumaps", "must be greater than zero");
    if (maplen <= 0)
        return wrap_bad(API_virDomainGetVcpuPinInfo, domain, "maplen", "must be greater than zero");
    if (api_call(&apis[API_virDomainGetVcpuPinInfo], domain, &a, &r) < 0)
        return -1;
    bytes_out(cpumaps, (size_t) ncpumaps * (size_t) maplen, &r.cpumaps);
    told = r.num;
    rec_done(&virDomainGetVcpuPinInfo_ret_rec, &r);
    return wrap_int(domain, told);
}

int virDomainGetVcpus(virDomainPtr domain, virVcpuInfoPtr info, int maxinfo, unsigned char *cpumaps, int maplen)
{
    struct virDomainGetVcpus_args a = {.dom = domain, .maxinfo = maxinfo, .maplen = cpumaps ? maplen : 0};
    struct virDomainGetVcpus_ret r = {0};
    int n;

    if (!info)
        return wrap_null(API_virDomainGetVcpus, domain, "info");
    if (maxinfo <= 0)
        return wrap_bad(API_virDomainGetVcpus, domain, "maxinfo", "must be greater than zero");
    if (cpumaps && maplen <= 0)
        return wrap_bad(API_virDomainGetVcpus, domain, "maplen", "must be greater than zero");
    if (api_call(&apis[API_virDomainGetVcpus], domain, &a, &r) < 0)
        return -1;
    n = (int) MIN(r.info.n, (size_t) maxinfo);
    for (int i = 0; i < n; i++) {
        const struct wire_vcpu_info *v = r.info.v[i];
        info[i] = (virVcpuInfo){.number = v->number, .state = v->state, .cpuTime = v->cpu_time, .cpu = v->cpu};
    }
    bytes_out(cpumaps, cpumaps ? (size_t) maxinfo * (size_t) maplen : 0, &r.cpumaps);
    rec_done(&virDomainGetVcpus_ret_rec, &r);
    return n;
}

unsigned char *virSecretGetValue(virSecretPtr secret, size_t *value_size, unsigned int flags)
{
    struct virSecretGetValue_args a = {.secret = secret, .flags = flags};
    struct virSecretGetValue_ret r = {0};

    if (!value_size)
        return wrap_null(API_virSecretGetValue, secret, "value_size"), NULL;
    if (api_call(&apis[API_virSecretGetValue], secret, &a, &r) < 0)
        return NULL;
    *value_size = r.value.n;
    return r.value.v ? r.value.v : g_malloc0(1); /* an empty value is no failure */
}

int virNodeGetCPUMap(virConnectPtr conn, unsigned char **cpumap, unsigned int *online, unsigned int flags)
{
    struct virNodeGetCPUMap_args a = {.need_map = cpumap != NULL, .need_online = online != NULL, .flags = flags};
    struct virNodeGetCPUMap_ret r = {0};

    if (api_call(&apis[API_virNodeGetCPUMap], conn, &a, &r) < 0)
        return -1;
    if (cpumap)
        *cpumap = r.cpumap.v;
    else
        g_free(r.cpumap.v);
    if (online)
        *online = r.online;
    return wrap_int(conn, r.ret);
}

int virNodeGetCellsFreeMemory(virConnectPtr conn, unsigned long long *freeMems, int startCell, int maxCells)
{
    struct virNodeGetCellsFreeMemory_args a = {.start_cell = startCell, .maxcells = maxCells};
    struct virNodeGetCellsFreeMemory_ret r = {0};
    int n;

    if (!freeMems)
        return wrap_null(API_virNodeGetCellsFreeMemory, conn, "freeMems");
    if (maxCells <= 0)
        return wrap_bad(API_virNodeGetCellsFreeMemory, conn, "maxCells", "must be greater than zero");
    if (startCell < 0)
        return wrap_bad(API_virNodeGetCellsFreeMemory, conn, "startCell", "must be zero or greater");
    if (api_call(&apis[API_virNodeGetCellsFreeMemory], conn, &a, &r) < 0)
        return -1;
    n = (int) MIN(r.cells.n, (size_t) maxCells);
    for (int i = 0; i < n; i++)
        freeMems[i] = r.cells.v[i];
    rec_done(&virNodeGetCellsFreeMemory_ret_rec, &r);
    return n;
}

int virNodeGetFreePages(virConnectPtr conn, unsigned int npages, unsigned int *pages, int startCell,
                        unsigned int cellCount, unsigned long long *counts, unsigned int flags)
{
    struct virNodeGetFreePages_args a = {
        .pages = {.v = pages, .n = npages}, .start_cell = startCell, .cell_count = cellCount, .flags = flags};
    struct virNodeGetFreePages_ret r = {0};
    size_t room = (size_t) npages * cellCount, n;

    if (npages == 0)
        return wrap_bad(API_virNodeGetFreePages, conn, "npages", "must not be zero");
    if (!pages)
        return wrap_null(API_virNodeGetFreePages, conn, "pages");
    if (cellCount == 0)
        return wrap_bad(API_virNodeGetFreePages, conn, "cellCount", "must not be zero");
    if (!counts)
        return wrap_null(API_virNodeGetFreePages, conn, "counts");
    if (api_call(&apis[API_virNodeGetFreePages], conn, &a, &r) < 0)
        return -1;
    n = MIN(r.counts.n, room);
    for (size_t i = 0; i < n; i++)
        counts[i] = r.counts.v[i];
    rec_done(&virNodeGetFreePages_ret_rec, &r);
    return (int) n;
}

int virNodeAllocPages(virConnectPtr conn, unsigned int npages, unsigned int *pageSizes, unsigned long long *pageCounts,
                      int startCell, unsigned int cellCount, unsigned int flags)
{
    struct virNodeAllocPages_args a = {.page_sizes = {.v = pageSizes, .n = npages},
                                       .page_counts = {.v = (void *) pageCounts, .n = npages},
                                       .start_cell = startCell,
                                       .cell_count = cellCount,
                                       .flags = flags};
    struct virNodeAllocPages_ret r = {0};

    if (npages == 0)
        return wrap_bad(API_virNodeAllocPages, conn, "npages", "must not be zero");
    if (!pageSizes)
        return wrap_null(API_virNodeAllocPages, conn, "pageSizes");
    if (!pageCounts)
        return wrap_null(API_virNodeAllocPages, conn, "pageCounts");
    if (cellCount == 0)
        return wrap_bad(API_virNodeAllocPages, conn, "cellCount", "must not be zero");
    if (api_call(&apis[API_virNodeAllocPages], conn, &a, &r) < 0)
        return -1;
    return wrap_int(conn, r.ret);
}

/* Both kinds of node statistics are asked for twice: how many, then so many.  */
#define NODE_STATS(F, N, T)                                                               \
    int F(virConnectPtr conn, int which, T##Ptr params, int *nparams, unsigned int flags) \
    {                                                                                     \
        struct F##_args a = {.N = which, .flags = flags};                                 \
        struct F##_ret r = {0};                                                           \
        if (!nparams)                                                                     \
            return wrap_null(API_##F, conn, "nparams");                                   \
        if (*nparams < 0)                                                                 \
            return wrap_bad(API_##F, conn, "*nparams", "must be zero or greater");        \
        if (*nparams > 0 && !params)                                                      \
            return wrap_null(API_##F, conn, "params");                                    \
        a.nparams = *nparams;                                                             \
        if (api_call(&apis[API_##F], conn, &a, &r) < 0)                                   \
            return -1;                                                                    \
        *nparams = *nparams == 0 ? r.nparams : (int) MIN((size_t) *nparams, r.params.n);  \
        for (size_t i = 0; i < r.params.n && i < (size_t) a.nparams; i++) {               \
            g_strlcpy(params[i].field, r.params.v[i]->field, sizeof(params[i].field));    \
            params[i].value = r.params.v[i]->value;                                       \
        }                                                                                 \
        rec_done(&F##_ret_rec, &r);                                                       \
        return 0;                                                                         \
    }

NODE_STATS(virNodeGetCPUStats, cpu_num, virNodeCPUStats)
NODE_STATS(virNodeGetMemoryStats, cell_num, virNodeMemoryStats)
