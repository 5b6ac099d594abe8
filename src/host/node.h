/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * node.h: facts about this machine: processors, memory, clocks. What cannot change is read once, for
 * /proc/cpuinfo costs more than anything that is asked about it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct node_cpus {
    unsigned present; /* highest processor number + 1 */
    unsigned online;
    unsigned char *map; /* bit n: processor n is online; (present + 7) / 8 bytes */
    unsigned mhz;
    unsigned nodes, sockets, cores, threads; /* of a node, as virNodeInfo counts them */
};

/* Read at the first call; never freed.  */
const struct node_cpus *node_cpus(void);
const char *node_arch(void);
/* "6.1.0-13-amd64" of uname(2).  */
const char *node_kernel(void);

struct node_cpu_times { /* nanoseconds */
    uint64_t user, kernel, idle, iowait;
};
/* cpu -1: all. 0, -ENOENT when there is no such processor, or -errno.  */
int node_cpu_times(int cpu, struct node_cpu_times *ret);

struct node_memory { /* KiB */
    uint64_t total, free, buffers, cached;
};
/* cell -1: the whole machine (all four); a cell: total and free. -ENOENT: no such cell.  */
int node_memory(int cell, struct node_memory *ret);
unsigned node_cells(void);
/* Free pages of `size_kib` in a cell; -ENOENT: no such size or cell.  */
int node_free_pages(int cell, unsigned size_kib, uint64_t *ret);
/* Numbers below /sys/kernel/mm/ksm: "pages_to_scan", ...  */
int node_ksm(const char *name, uint64_t *ret);
int node_ksm_set(const char *name, uint64_t value);
/* The machine's SMBIOS product facts as a sysinfo value ("vendor" of "system"); newly allocated, NULL: unknown.  */
char *node_dmi(const char *file);
