/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* capabilities.h: <capabilities>: what the host is and which guests it runs. Only printed. */
#pragma once

#include "rec/rec.h"

struct caps_named { /* <feature name=/>; <topology>'s and others' simple children */
    char *name;
};
struct caps_toggle { /* <acpi default='on' toggle='yes'/> */
    unsigned dflt;   /* TRI on/off */
    unsigned toggle; /* TRI yes/no */
};
struct caps_page_size {
    char *unit; /* "KiB" */
    uint32_t size;
};
struct caps_page_count {
    char *unit;
    uint32_t size;
    uint64_t count;
};
struct caps_tsc {
    char *name; /* "tsc" */
    uint64_t frequency;
    unsigned scaling; /* TRI yes/no */
};
struct caps_host_cpu {
    char *arch, *model, *vendor;
    struct opt_u64 microcode;
    struct caps_signature {
        uint32_t family, model, stepping;
    } * signature;
    struct caps_tsc *tsc;
    struct caps_cpu_shape {
        uint32_t sockets, dies, cores, threads;
    } topology;
    char *physaddr_mode; /* "emulate" */
    struct opt_u32 physaddr_bits;
    REC_LIST(struct caps_named) features;
    REC_LIST(struct caps_page_size) pages;
};
struct caps_cell_cpu {
    uint32_t id;
    struct opt_u32 socket, die, core;
    char *siblings;
};
struct caps_sibling {
    uint32_t id, value;
};
struct caps_cell {
    uint32_t id;
    char *memory_unit;
    uint64_t memory;
    REC_LIST(struct caps_page_count) pages;
    REC_LIST(struct caps_sibling) distances;
    uint32_t n_cpus;
    REC_LIST(struct caps_cell_cpu) cpus;
};
struct caps_bank {
    uint32_t id, level;
    char *type; /* "both" */
    uint64_t size;
    char *unit, *cpus;
};
struct caps_baselabel {
    char *type, *label;
};
struct caps_secmodel {
    char *model, *doi;
    REC_LIST(struct caps_baselabel) labels;
};
struct caps_host {
    uint8_t uuid[16];
    struct caps_host_cpu cpu;
    struct caps_power {
        bool mem, disk, hybrid;
    } power;
    unsigned iommu; /* TRI yes/no */
    struct caps_migration {
        bool live;
        SCALARS(char *) transports;
    } migration;
    uint32_t n_cells;
    REC_LIST(struct caps_cell) cells;
    REC_LIST(struct caps_bank) banks;
    REC_LIST(struct caps_secmodel) secmodels;
};
struct caps_machine_line {
    char *canonical;
    uint32_t max_cpus;
    unsigned deprecated; /* TRI yes/no */
    char *name;
};
struct caps_domain_line {
    char *type;
};
struct caps_guest {
    char *os_type, *arch;
    uint32_t wordsize;
    char *emulator;
    REC_LIST(struct caps_machine_line) machines;
    REC_LIST(struct caps_domain_line) domains;
    struct caps_guest_features {
        bool pae, nonpae;
        struct caps_toggle *acpi, *apic;
        bool cpuselection, deviceboot;
        struct caps_toggle *disksnapshot;
    } features;
};
struct capabilities {
    struct caps_host host;
    REC_LIST(struct caps_guest) guests;
};
extern const struct rec capabilities_rec;

/* As libvirt lays it out, with an empty line around each part.  */
char *capabilities_format(const struct capabilities *c);
