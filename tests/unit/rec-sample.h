/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* rec-sample.h: a made-up document that has every kind of row, for the tests of the record engines. */
#pragma once

#include "rec/rec.h"

enum { SRC_NONE, SRC_FILE, SRC_NET };
enum { BUS_NONE, BUS_IDE, BUS_VIRTIO, BUS_SCSI };

struct host {
    char *name;
    struct opt_u32 port;
};
struct src_file {
    char *file;
    uint64_t offset;
};
struct src_net {
    char *protocol;
    REC_LIST(struct host) hosts;
};
struct pci {
    struct opt_u32 domain, bus, slot, function;
};
struct drive {
    uint32_t controller, bus, unit;
};
struct address {
    unsigned type;
    union {
        struct pci pci;
        struct drive drive;
    } u;
};
struct info {
    char *alias;
    struct opt_u32 boot;
    struct address *address;
};
struct chain {
    unsigned type;
    char *format;
    struct chain *next;
};
struct item {
    unsigned type, bus, cache, tray;
    bool readonly, removable;
    struct opt_u32 queues;
    union {
        struct src_file file;
        struct src_net net;
    } src;
    char *policy, *secret, *dst, *serial;
    struct chain *chain;
    struct info info;
};
struct topology {
    uint32_t sockets, cores;
};
struct pair {
    int32_t x, y;
};
struct sample {
    char *name, *title, *metadata, *cpuset, *note, *cmd_ns;
    uint8_t uuid[16];
    uint64_t memory, shm, big;
    int64_t offset;
    int32_t level, id;
    uint32_t vcpus;
    double ratio;
    struct opt_u64 quota, wwn;
    struct opt_i64 bias;
    struct opt_mac mac;
    unsigned acpi;
    struct topology topology;
    struct pair pair;
    SCALARS(char *) boots;
    SCALARS(char *) words;
    REC_LIST(struct item) items;
    REC_LIST(struct host) others;
};

extern const struct names src_names, bus_names, cache_names, addr_names;
extern const struct rec sample_rec, item_rec, host_rec;
