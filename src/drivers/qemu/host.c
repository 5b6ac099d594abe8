/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* host.c: what a connection says of its host and of the driver. */
#define ERR_FROM VIR_FROM_QEMU
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "drivers/qemu/functions.h"
#include "drivers/qemu/guest.h"
#include "host/node.h"

int qemu_virConnectGetType(struct call *c, const void *a, struct virConnectGetType_ret *ret)
{
    ret->type = g_strdup("QEMU");
    return 0;
}

int qemu_virConnectGetURI(struct call *c, const void *a, struct virConnectGetURI_ret *ret)
{
    ret->uri = g_strdup(qemu_of_call(c)->uri);
    return 0;
}

int qemu_virConnectGetVersion(struct call *c, const void *a, struct virConnectGetVersion_ret *ret)
{
    ret->hv_ver = caps_version(qemu_of_call(c)->caps);
    return ret->hv_ver ? 0 : -1;
}

int qemu_virConnectGetLibVersion(struct call *c, const void *a, struct virConnectGetLibVersion_ret *ret)
{
    ret->lib_ver = LIBVIR_VERSION_NUMBER;
    return 0;
}

int qemu_virConnectGetHostname(struct call *c, const void *a, struct virConnectGetHostname_ret *ret)
{
    char name[256] = "";
    if (gethostname(name, sizeof(name) - 1) < 0)
        return err_sys(errno, "failed to determine host name"), -1;
    ret->hostname = g_strdup(name);
    return 0;
}

int qemu_virConnectGetCapabilities(struct call *c, const void *a, struct virConnectGetCapabilities_ret *ret)
{
    ret->capabilities = caps_host_xml(qemu_of_call(c)->caps);
    return ret->capabilities ? 0 : -1;
}

int qemu_virConnectGetDomainCapabilities(struct call *c, const struct virConnectGetDomainCapabilities_args *a,
                                         struct virConnectGetDomainCapabilities_ret *ret)
{
    ret->capabilities = caps_domain_xml(qemu_of_call(c)->caps, a->emulatorbin, a->arch, a->machine, a->virttype);
    return ret->capabilities ? 0 : -1;
}

int qemu_virConnectGetMaxVcpus(struct call *c, const struct virConnectGetMaxVcpus_args *a,
                               struct virConnectGetMaxVcpus_ret *ret)
{
    if (!a->type || g_ascii_strcasecmp(a->type, "qemu") == 0) {
        ret->max_vcpus = 16;
        return 0;
    }
    if (g_ascii_strcasecmp(a->type, "kvm") == 0) {
        if (access("/dev/kvm", F_OK) < 0)
            return err_sys(errno, "Unable to open /dev/kvm"), -1;
        ret->max_vcpus = 1024;
        return 0;
    }
    err(VIR_ERR_INVALID_ARG, "unknown type '%s'", a->type);
    return -1;
}

int qemu_virConnectIsSecure(struct call *c, const void *a, struct virConnectIsSecure_ret *ret)
{
    ret->secure = 1;
    return 0;
}

/* ---- sysinfo ---- */
struct dmi_entry {
    const char *name, *file;
};
struct dmi_block {
    const char *element;
    struct dmi_entry entries[8];
};

static const struct dmi_block sysinfo_blocks[] = {
    {"bios",
     {{"vendor", "bios_vendor"}, {"version", "bios_version"}, {"date", "bios_date"}, {"release", "bios_release"}}},
    {"system",
     {{"manufacturer", "sys_vendor"},
      {"product", "product_name"},
      {"version", "product_version"},
      {"serial", "product_serial"},
      {"uuid", "product_uuid"},
      {"sku", "product_sku"},
      {"family", "product_family"}}},
    {"baseBoard",
     {{"manufacturer", "board_vendor"},
      {"product", "board_name"},
      {"version", "board_version"},
      {"serial", "board_serial"},
      {"asset", "board_asset_tag"}}},
    {"chassis",
     {{"manufacturer", "chassis_vendor"},
      {"version", "chassis_version"},
      {"serial", "chassis_serial"},
      {"asset", "chassis_asset_tag"}}},
};

static void sysinfo_block_print(GString *out, const struct dmi_block *b)
{
    gsize before = out->len;
    g_string_append_printf(out, "  <%s>\n", b->element);
    gsize empty = out->len;
    for (const struct dmi_entry *e = b->entries; e < b->entries + G_N_ELEMENTS(b->entries) && e->name; e++) {
        g_autofree char *text = node_dmi(e->file);
        if (!text || !*text)
            continue;
        g_string_append_printf(out, "    <entry name='%s'>", e->name);
        xml_escape(out, text);
        g_string_append(out, "</entry>\n");
    }
    if (out->len == empty)
        g_string_truncate(out, before);
    else
        g_string_append_printf(out, "  </%s>\n", b->element);
}

int qemu_virConnectGetSysinfo(struct call *c, const struct virConnectGetSysinfo_args *a,
                              struct virConnectGetSysinfo_ret *ret)
{
    GString *out = g_string_new("<sysinfo type='smbios'>\n");
    gsize empty = out->len;
    for (size_t i = 0; i < G_N_ELEMENTS(sysinfo_blocks); i++)
        sysinfo_block_print(out, &sysinfo_blocks[i]);
    if (out->len == empty) {
        g_string_free(out, TRUE);
        err(VIR_ERR_CONFIG_UNSUPPORTED, "Host SMBIOS information is not available");
        return -1;
    }
    g_string_append(out, "</sysinfo>\n");
    ret->sysinfo = g_string_free(out, FALSE);
    return 0;
}

/* As libvirt counts it: what the NUMA cells have, which may be less than the kernel's total.  */
static struct node_memory all_cells(void)
{
    struct node_memory sum = {0}, m;
    for (unsigned i = 0; i < node_cells(); i++)
        if (node_memory((int) i, &m) == 0) {
            sum.total += m.total;
            sum.free += m.free;
        }
    return sum;
}

/* ---- processors ---- */
int qemu_virNodeGetInfo(struct call *c, const void *a, struct virNodeGetInfo_ret *ret)
{
    const struct node_cpus *n = node_cpus();
    struct node_memory m = all_cells();
    const char *arch = node_arch();
    for (size_t i = 0; arch[i] && i < G_N_ELEMENTS(ret->model.v) - 1; i++)
        ret->model.v[i] = arch[i];
    ret->memory = m.total;
    ret->cpus = (int32_t) n->online;
    ret->mhz = (int32_t) n->mhz;
    ret->nodes = (int32_t) n->nodes;
    ret->sockets = (int32_t) n->sockets;
    ret->cores = (int32_t) n->cores;
    ret->threads = (int32_t) n->threads;
    return 0;
}

int qemu_virNodeGetCPUMap(struct call *c, const struct virNodeGetCPUMap_args *a, struct virNodeGetCPUMap_ret *ret)
{
    const struct node_cpus *n = node_cpus();
    if (a->need_map) {
        ret->cpumap.n = (n->present + 7) / 8;
        ret->cpumap.v = g_memdup2(n->map, ret->cpumap.n);
    }
    ret->online = n->online;
    ret->ret = (int32_t) n->present;
    return 0;
}

static void cpu_stat(struct virNodeGetCPUStats_ret *ret, const char *name, uint64_t v)
{
    struct wire_node_get_cpu_stats *s = g_new0(struct wire_node_get_cpu_stats, 1);
    s->field = g_strdup(name);
    s->value = v;
    ret->params.v = g_renew(struct wire_node_get_cpu_stats *, ret->params.v, ret->params.n + 1);
    ret->params.v[ret->params.n++] = s;
}

int qemu_virNodeGetCPUStats(struct call *c, const struct virNodeGetCPUStats_args *a, struct virNodeGetCPUStats_ret *ret)
{
    struct node_cpu_times t;
    int e = node_cpu_times(a->cpu_num, &t);
    if (a->cpu_num < VIR_NODE_CPU_STATS_ALL_CPUS || e < 0) {
        err_arg("Invalid cpuNum in virHostCPUGetStatsLinux");
        return -1;
    }
    ret->nparams = 4;
    if (a->nparams == 0)
        return 0;
    if (a->nparams != 4)
        return err_arg("nparams in virHostCPUGetStatsLinux must be equal to 4"), -1;
    cpu_stat(ret, VIR_NODE_CPU_STATS_KERNEL, t.kernel);
    cpu_stat(ret, VIR_NODE_CPU_STATS_USER, t.user);
    cpu_stat(ret, VIR_NODE_CPU_STATS_IDLE, t.idle);
    cpu_stat(ret, VIR_NODE_CPU_STATS_IOWAIT, t.iowait);
    return 0;
}

/* ---- memory ---- */
static void memory_stat(struct virNodeGetMemoryStats_ret *ret, const char *name, uint64_t v)
{
    struct wire_node_get_memory_stats *s = g_new0(struct wire_node_get_memory_stats, 1);
    s->field = g_strdup(name);
    s->value = v;
    ret->params.v = g_renew(struct wire_node_get_memory_stats *, ret->params.v, ret->params.n + 1);
    ret->params.v[ret->params.n++] = s;
}

int qemu_virNodeGetMemoryStats(struct call *c, const struct virNodeGetMemoryStats_args *a,
                               struct virNodeGetMemoryStats_ret *ret)
{
    bool all = a->cell_num == VIR_NODE_MEMORY_STATS_ALL_CELLS;
    struct node_memory m;
    if (a->cell_num < VIR_NODE_MEMORY_STATS_ALL_CELLS || node_memory(a->cell_num, &m) < 0) {
        err_arg("cellNum in virHostMemGetStatsLinux must be less than or equal to %u", node_cells() - 1);
        return -1;
    }
    ret->nparams = all ? 4 : 2;
    if (a->nparams == 0)
        return 0;
    memory_stat(ret, VIR_NODE_MEMORY_STATS_TOTAL, m.total);
    memory_stat(ret, VIR_NODE_MEMORY_STATS_FREE, m.free);
    if (all) {
        memory_stat(ret, VIR_NODE_MEMORY_STATS_BUFFERS, m.buffers);
        memory_stat(ret, VIR_NODE_MEMORY_STATS_CACHED, m.cached);
    }
    return 0;
}

int qemu_virNodeGetFreeMemory(struct call *c, const void *a, struct virNodeGetFreeMemory_ret *ret)
{
    ret->free_mem = all_cells().free * 1024;
    return 0;
}

int qemu_virNodeGetCellsFreeMemory(struct call *c, const struct virNodeGetCellsFreeMemory_args *a,
                                   struct virNodeGetCellsFreeMemory_ret *ret)
{
    unsigned n = node_cells();
    if (a->start_cell < 0 || (unsigned) a->start_cell >= n) {
        err_set(VIR_FROM_NONE, VIR_ERR_INTERNAL_ERROR, 0, __FILE__, __func__, __LINE__,
                "start cell %d out of range (0-%u)", a->start_cell, n - 1);
        return -1;
    }
    ret->cells.v = g_new0(uint64_t, n);
    for (unsigned i = (unsigned) a->start_cell; i < n && (int) ret->cells.n < a->maxcells; i++) {
        struct node_memory m = {0};
        node_memory((int) i, &m);
        ret->cells.v[ret->cells.n++] = m.free * 1024;
    }
    return 0;
}

int qemu_virNodeGetFreePages(struct call *c, const struct virNodeGetFreePages_args *a,
                             struct virNodeGetFreePages_ret *ret)
{
    unsigned n = node_cells();
    if (a->start_cell < -1 || a->start_cell >= (int) n) {
        err_set(VIR_FROM_NONE, VIR_ERR_INTERNAL_ERROR, 0, __FILE__, __func__, __LINE__,
                "start cell %d out of range (0-%u)", a->start_cell, n - 1);
        return -1;
    }
    unsigned cells = a->start_cell < 0 ? 1 : MIN(a->cell_count, n - (unsigned) a->start_cell);
    ret->counts.v = g_new0(uint64_t, (gsize) cells * a->pages.n + 1);
    for (unsigned k = 0; k < cells; k++)
        for (size_t i = 0; i < a->pages.n; i++) {
            uint64_t free_pages = 0;
            int e = node_free_pages(a->start_cell < 0 ? -1 : a->start_cell + (int) k, a->pages.v[i], &free_pages);
            if (e < 0)
                return err(VIR_ERR_OPERATION_FAILED, "page size %u is not available on this host", a->pages.v[i]), -1;
            ret->counts.v[ret->counts.n++] = free_pages;
        }
    return 0;
}

/* ---- merging of equal pages ---- */
static const struct {
    const char *name, *file;
    bool wide, settable;
} ksm[] = {
    {VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN, "pages_to_scan", false, true},
    {VIR_NODE_MEMORY_SHARED_SLEEP_MILLISECS, "sleep_millisecs", false, true},
    {VIR_NODE_MEMORY_SHARED_PAGES_SHARED, "pages_shared", true, false},
    {VIR_NODE_MEMORY_SHARED_PAGES_SHARING, "pages_sharing", true, false},
    {VIR_NODE_MEMORY_SHARED_PAGES_UNSHARED, "pages_unshared", true, false},
    {VIR_NODE_MEMORY_SHARED_PAGES_VOLATILE, "pages_volatile", true, false},
    {VIR_NODE_MEMORY_SHARED_FULL_SCANS, "full_scans", true, false},
    {VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES, "merge_across_nodes", false, true},
};

int qemu_virNodeGetMemoryParameters(struct call *c, const struct virNodeGetMemoryParameters_args *a,
                                    struct virNodeGetMemoryParameters_ret *ret)
{
    for (size_t i = 0; i < G_N_ELEMENTS(ksm); i++) {
        uint64_t v;
        if (node_ksm(ksm[i].file, &v) < 0)
            continue;
        if (ret->nparams++ >= a->nparams)
            continue;
        if (ksm[i].wide)
            params_ullong(&ret->params, ksm[i].name, v);
        else
            params_uint(&ret->params, ksm[i].name, (unsigned) v);
    }
    return 0;
}

int qemu_virNodeSetMemoryParameters(struct call *c, const struct virNodeSetMemoryParameters_args *a, void *ret)
{
    for (int k = 0; k < a->params.n; k++) {
        const virTypedParameter *p = &a->params.v[k];
        size_t i = 0;
        while (i < G_N_ELEMENTS(ksm) && !(ksm[i].settable && strcmp(ksm[i].name, p->field) == 0))
            i++;
        if (i == G_N_ELEMENTS(ksm) || p->type != VIR_TYPED_PARAM_UINT)
            return err(VIR_ERR_INVALID_ARG, "parameter '%s' not supported", p->field), -1;
        int e = node_ksm_set(ksm[i].file, p->value.ui);
        if (e < 0)
            return err_sys(-e, "failed to set %s", p->field), -1;
    }
    return 0;
}
