/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* node.c: processors and their clocks. */
#include "host/node.h"

#include <errno.h>
#include <glib.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

static struct node_cpus cpus;
static struct utsname uts;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* The number in a one-line file below /sys, or `otherwise`.  */
static unsigned long number_of(unsigned long otherwise, const char *fmt, unsigned n)
{
    g_autofree char *path = g_strdup_printf("/sys/devices/system/cpu/cpu%u/%s", n, fmt);
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return otherwise;
    return strtoul(text, NULL, 10);
}

/* Sets the bits of a list such as "0-3,8"; returns the highest + 1.  */
static unsigned list_bits(const char *list, unsigned char **ret_map)
{
    unsigned last = 0;
    g_autofree unsigned char *map = g_malloc0(8192 / 8);
    for (const char *p = list; *p >= '0' && *p <= '9';) {
        char *end;
        unsigned long from = strtoul(p, &end, 10), to = from;
        if (*end == '-')
            to = strtoul(end + 1, &end, 10);
        for (unsigned long i = from; i <= to && i < 8192; i++) {
            map[i / 8] |= 1u << (i % 8);
            last = i + 1;
        }
        p = *end == ',' ? end + 1 : end;
    }
    *ret_map = g_steal_pointer(&map);
    return last;
}

static unsigned read_mhz(void)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents("/proc/cpuinfo", &text, NULL, NULL))
        return 0;
    const char *at = strstr(text, "cpu MHz");
    at = at ? strchr(at, ':') : NULL;
    return at ? (unsigned) strtoul(at + 1, NULL, 10) : 0;
}

/* virNodeInfo's counts are those of one NUMA node; sockets, cores and threads multiply to the processors.  */
static void read_topology(void)
{
    unsigned max_socket = 0, max_core = 0, threads = 1;
    for (unsigned i = 0; i < cpus.present; i++) {
        if (!(cpus.map[i / 8] & (1u << (i % 8))))
            continue;
        unsigned long s = number_of(0, "topology/physical_package_id", i);
        unsigned long c = number_of(0, "topology/core_id", i);
        max_socket = s < 4096 && s > max_socket ? s : max_socket;
        max_core = c < 4096 && c > max_core ? c : max_core;
        g_autofree char *path = g_strdup_printf("/sys/devices/system/cpu/cpu%u/topology/thread_siblings_list", i);
        g_autofree char *list = NULL;
        g_autofree unsigned char *map = NULL;
        if (!g_file_get_contents(path, &list, NULL, NULL))
            continue;
        list_bits(list, &map);
        unsigned n = 0;
        for (unsigned b = 0; b < 8192; b++)
            n += !!(map[b / 8] & (1u << (b % 8)));
        threads = n > threads ? n : threads;
    }
    cpus.nodes = node_cells();
    cpus.sockets = (max_socket + 1) / cpus.nodes ? (max_socket + 1) / cpus.nodes : 1;
    cpus.threads = threads;
    cpus.cores = cpus.online / (cpus.nodes * cpus.sockets * threads);
    if (cpus.cores == 0 || cpus.nodes * cpus.sockets * cpus.cores * threads != cpus.online) {
        cpus.nodes = cpus.sockets = cpus.threads = 1; /* an uneven machine: say no more than the count */
        cpus.cores = cpus.online;
    }
}

static void read_cpus(void)
{
    g_autofree char *present = NULL, *online = NULL;
    g_autofree unsigned char *ignore = NULL;
    uname(&uts);
    g_file_get_contents("/sys/devices/system/cpu/present", &present, NULL, NULL);
    g_file_get_contents("/sys/devices/system/cpu/online", &online, NULL, NULL);
    cpus.present = present ? list_bits(present, &ignore) : (unsigned) sysconf(_SC_NPROCESSORS_CONF);
    g_autofree char *all = g_strdup_printf("0-%u", cpus.present ? cpus.present - 1 : 0);
    list_bits(online ? online : all, &cpus.map);
    for (unsigned i = 0; i < cpus.present; i++)
        cpus.online += !!(cpus.map[i / 8] & (1u << (i % 8)));
    if (cpus.online == 0)
        cpus.online = 1;
    cpus.mhz = read_mhz();
    read_topology();
}

const struct node_cpus *node_cpus(void)
{
    pthread_once(&once, read_cpus);
    return &cpus;
}

const char *node_arch(void)
{
    pthread_once(&once, read_cpus);
    return uts.machine;
}

const char *node_kernel(void)
{
    pthread_once(&once, read_cpus);
    return uts.release;
}

int node_cpu_times(int cpu, struct node_cpu_times *ret)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents("/proc/stat", &text, NULL, NULL))
        return -EIO;
    char name[24];
    snprintf(name, sizeof(name), cpu < 0 ? "cpu " : "cpu%d ", cpu);
    const char *at = text;
    while (at && strncmp(at, name, strlen(name)) != 0)
        at = (at = strchr(at, '\n')) ? at + 1 : NULL;
    if (!at)
        return -ENOENT;
    unsigned long long v[7] = {0};
    if (sscanf(at + strlen(name), "%llu %llu %llu %llu %llu %llu %llu", &v[0], &v[1], &v[2], &v[3], &v[4], &v[5],
               &v[6]) < 4)
        return -EIO;
    uint64_t tick = 1000000000ULL / (uint64_t) sysconf(_SC_CLK_TCK);
    *ret = (struct node_cpu_times){.user = (v[0] + v[1]) * tick,
                                   .kernel = (v[2] + v[5] + v[6]) * tick,
                                   .idle = v[3] * tick,
                                   .iowait = v[4] * tick};
    return 0;
}
