/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* topology.c: sysfs, read into structs. */
#include "host/topology.h"

#include <fcntl.h>
#include <glib.h>
#include <linux/kvm.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/file.h"

#define CPUS "/sys/devices/system/cpu"
#define NODES "/sys/devices/system/node"
#define SMALL 65536

/* A small file's text without its newline, or NULL.  */
static char *text_of(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
static char *text_of(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    g_autofree char *path = g_strdup_vprintf(fmt, ap);
    va_end(ap);
    char *text = NULL;
    return file_load(path, SMALL, &text) < 0 ? NULL : g_strchomp(text);
}

static uint64_t number_of(char *text, uint64_t otherwise)
{
    uint64_t n = text && g_ascii_isdigit(*text) ? g_ascii_strtoull(text, NULL, 10) : otherwise;
    g_free(text);
    return n;
}

/* "0-3,8" as ascending numbers.  */
static GArray *list_of(char *text)
{
    GArray *v = g_array_new(FALSE, FALSE, sizeof(unsigned));
    g_auto(GStrv) parts = g_strsplit(text ? text : "", ",", 0);
    for (char **p = parts; *p && **p; p++) {
        unsigned long from = strtoul(*p, NULL, 10),
                      to = strchr(*p, '-') ? strtoul(strchr(*p, '-') + 1, NULL, 10) : from;
        for (unsigned i = (unsigned) from; i <= to && i - from < 65536; i++)
            g_array_append_val(v, i);
    }
    g_free(text);
    return v;
}

static void read_cpu(struct host_cpu *c, unsigned id)
{
    c->id = id;
    c->socket = (unsigned) number_of(text_of(CPUS "/cpu%u/topology/physical_package_id", id), 0);
    c->die = (unsigned) number_of(text_of(CPUS "/cpu%u/topology/die_id", id), 0);
    c->core = (unsigned) number_of(text_of(CPUS "/cpu%u/topology/core_id", id), 0);
    c->siblings = text_of(CPUS "/cpu%u/topology/thread_siblings_list", id);
    if (!c->siblings)
        c->siblings = g_strdup_printf("%u", id);
}

static uint64_t meminfo_total(unsigned node, bool numa)
{
    g_autofree char *text = numa ? text_of(NODES "/node%u/meminfo", node) : text_of("/proc/meminfo");
    const char *at = text ? strstr(text, "MemTotal:") : NULL;
    return at ? g_ascii_strtoull(at + strlen("MemTotal:"), NULL, 10) : 0;
}

static int by_size(const void *a, const void *b)
{
    unsigned x = ((const struct host_pages *) a)->size_kib, y = ((const struct host_pages *) b)->size_kib;
    return x < y ? -1 : x > y;
}

static void read_pages(struct host_cell *c, bool numa)
{
    g_autofree char *dir =
        numa ? g_strdup_printf(NODES "/node%u/hugepages", c->id) : g_strdup("/sys/kernel/mm/hugepages");
    g_auto(GStrv) names = NULL;
    ssize_t n = dir_list(dir, "kB", &names);
    unsigned small = (unsigned) sysconf(_SC_PAGESIZE) / 1024;
    uint64_t huge_kib = 0;
    c->pages = g_new0(struct host_pages, (n > 0 ? n : 0) + 1);
    for (ssize_t i = 0; i < n; i++) {
        struct host_pages *p = &c->pages[++c->n_pages];
        p->size_kib = (unsigned) strtoul(names[i] + strcspn(names[i], "0123456789"), NULL, 10);
        p->count = number_of(text_of("%s/%skB/nr_hugepages", dir, names[i]), 0);
        huge_kib += p->count * p->size_kib;
    }
    c->n_pages++;
    c->pages[0] = (struct host_pages){small, c->memory_kib > huge_kib ? (c->memory_kib - huge_kib) / small : 0};
    qsort(c->pages, c->n_pages, sizeof(*c->pages), by_size);
}

static void read_distances(struct host_cell *c, const GArray *nodes)
{
    g_autofree char *text = text_of(NODES "/node%u/distance", c->id);
    g_auto(GStrv) parts = g_strsplit(text ? text : "", " ", 0);
    c->distances = g_malloc0_n(nodes->len + 1, sizeof(*c->distances));
    for (guint i = 0; parts[i] && *parts[i] && i < nodes->len; i++) {
        c->distances[i].id = g_array_index(nodes, unsigned, i);
        c->distances[i].value = (unsigned) strtoul(parts[i], NULL, 10);
        c->n_distances++;
    }
}

static void read_cell(struct host_cell *c, unsigned id, const GArray *nodes)
{
    bool numa = nodes->len > 0;
    c->id = id;
    c->memory_kib = meminfo_total(id, numa);
    g_autoptr(GArray) cpus = list_of(numa ? text_of(NODES "/node%u/cpulist", id) : text_of(CPUS "/online"));
    c->cpus = g_new0(struct host_cpu, cpus->len + 1);
    for (guint i = 0; i < cpus->len; i++)
        read_cpu(&c->cpus[c->n_cpus++], g_array_index(cpus, unsigned, i));
    read_pages(c, numa);
    read_distances(c, nodes);
}

/* ---- counting ---- */

static unsigned count_distinct(GHashTable *set, unsigned key)
{
    g_hash_table_add(set, GUINT_TO_POINTER(key + 1));
    return g_hash_table_size(set);
}

static void count(struct host_topology *t)
{
    g_autoptr(GHashTable) sockets = g_hash_table_new(NULL, NULL), dies = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) cores = g_hash_table_new(NULL, NULL);
    unsigned n_dies = 0, n_cores = 0, n = 0;
    for (size_t i = 0; i < t->n_cells; i++)
        for (size_t j = 0; j < t->cells[i].n_cpus; j++, n++) {
            const struct host_cpu *c = &t->cells[i].cpus[j];
            t->sockets = count_distinct(sockets, c->socket);
            n_dies = count_distinct(dies, c->socket << 8 | c->die);
            n_cores = count_distinct(cores, c->socket << 20 | c->die << 14 | c->core);
        }
    t->sockets = MAX(t->sockets, 1);
    t->dies = MAX(n_dies / t->sockets, 1);
    t->cores = MAX(n_cores / (t->sockets * t->dies), 1);
    t->threads = MAX(n / MAX(n_cores, 1), 1);
}

/* ---- caches ---- */

static bool cache_known(const struct host_topology *t, unsigned id, unsigned level)
{
    for (size_t i = 0; i < t->n_caches; i++)
        if (t->caches[i].id == id && t->caches[i].level == level)
            return true;
    return false;
}

static void read_caches(struct host_topology *t, unsigned cpu)
{
    for (unsigned i = 0; i < 8; i++) {
        unsigned level = (unsigned) number_of(text_of(CPUS "/cpu%u/cache/index%u/level", cpu, i), 0);
        unsigned id = (unsigned) number_of(text_of(CPUS "/cpu%u/cache/index%u/id", cpu, i), 0);
        if (level < 3 || cache_known(t, id, level))
            continue;
        g_autofree char *type = text_of(CPUS "/cpu%u/cache/index%u/type", cpu, i);
        t->caches = g_renew(struct host_cache, t->caches, t->n_caches + 1);
        t->caches[t->n_caches++] = (struct host_cache){
            .id = id,
            .level = level,
            .type = !g_strcmp0(type, "Data")          ? "data"
                    : !g_strcmp0(type, "Instruction") ? "code"
                                                      : "both",
            .size_kib = number_of(text_of(CPUS "/cpu%u/cache/index%u/size", cpu, i), 0),
            .cpus = text_of(CPUS "/cpu%u/cache/index%u/shared_cpu_list", cpu, i),
        };
    }
}

struct host_topology *host_topology_read(void)
{
    struct host_topology *t = g_new0(struct host_topology, 1);
    g_autoptr(GArray) nodes = list_of(text_of(NODES "/online"));
    t->n_cells = MAX(nodes->len, 1);
    t->cells = g_new0(struct host_cell, t->n_cells);
    for (size_t i = 0; i < t->n_cells; i++) {
        read_cell(&t->cells[i], nodes->len ? g_array_index(nodes, unsigned, i) : 0, nodes);
        for (size_t j = 0; j < t->cells[i].n_cpus; j++)
            read_caches(t, t->cells[i].cpus[j].id);
    }
    count(t);
    g_autofree char *states = text_of("/sys/power/state");
    t->suspend_mem = states && strstr(states, "mem");
    t->suspend_disk = states && strstr(states, "disk");
    g_auto(GStrv) groups = NULL;
    t->iommu = dir_list("/sys/kernel/iommu_groups", NULL, &groups) > 0;
    return t;
}

void host_topology_free(struct host_topology *t)
{
    for (size_t i = 0; t && i < t->n_cells; i++) {
        struct host_cell *c = &t->cells[i];
        for (size_t j = 0; j < c->n_cpus; j++)
            g_free(c->cpus[j].siblings);
        g_free(c->cpus);
        g_free(c->pages);
        g_free(c->distances);
    }
    for (size_t i = 0; t && i < t->n_caches; i++)
        g_free(t->caches[i].cpus);
    if (t) {
        g_free(t->cells);
        g_free(t->caches);
    }
    g_free(t);
}

/* ---- KVM's clock ---- */

bool host_tsc(uint64_t *ret_hz, bool *ret_scaling)
{
    cleanup_fd int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
    cleanup_fd int vm = kvm < 0 ? -1 : ioctl(kvm, KVM_CREATE_VM, 0);
    cleanup_fd int cpu = vm < 0 ? -1 : ioctl(vm, KVM_CREATE_VCPU, 0);
    int khz = cpu < 0 ? -1 : ioctl(cpu, KVM_GET_TSC_KHZ, 0);
    if (khz <= 0)
        return false;
    *ret_hz = (uint64_t) khz * 1000;
    *ret_scaling = ioctl(kvm, KVM_CHECK_EXTENSION, KVM_CAP_TSC_CONTROL) > 0;
    return true;
}
