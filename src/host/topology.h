/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * topology.h: how this machine is built: NUMA cells with their memory, page pools and processors; caches;
 * what it can do in sleep. Read anew at each call: it is asked for rarely, and pools change.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct host_cpu {
    unsigned id, socket, die, core;
    char *siblings; /* "0-1": the threads of its core */
};
struct host_pages {
    unsigned size_kib;
    uint64_t count;
};
struct host_cell {
    unsigned id;
    uint64_t memory_kib;
    struct host_pages *pages; /* sizes ascending */
    size_t n_pages;
    struct host_cpu *cpus;
    size_t n_cpus;
    struct {
        unsigned id, value;
    } * distances;
    size_t n_distances;
};
struct host_cache {
    unsigned id, level;
    const char *type; /* "both", "code", "data" */
    uint64_t size_kib;
    char *cpus;
};
struct host_topology {
    struct host_cell *cells;
    size_t n_cells;
    struct host_cache *caches; /* of the third level and up */
    size_t n_caches;
    unsigned sockets, dies, cores, threads; /* dies a socket, cores a die, threads a core */
    bool suspend_mem, suspend_disk, iommu;
};
/* Never NULL; a machine without NUMA has one cell.  */
struct host_topology *host_topology_read(void);
void host_topology_free(struct host_topology *t);

/* The guest's time-stamp counter under KVM. false: no KVM, or it does not say.  */
bool host_tsc(uint64_t *ret_hz, bool *ret_scaling);
