/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* rec-sample.c: the tables of the sample document. */
#include "rec-sample.h"

#include <libvirt/virterror.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

NAMES(src_names, "source type", [SRC_FILE] = "file", [SRC_NET] = "network");
NAMES(bus_names, "disk bus", [BUS_IDE] = "ide", [BUS_VIRTIO] = "virtio", [BUS_SCSI] = "scsi");
NAMES(cache_names, "cache mode", "default", "none", "writeback"); /* its zero has a word */
NAMES(addr_names, "address type", [1] = "pci", [2] = "drive");

#define F(K, PATH, M, ...) FLD(struct host, K, PATH, M, __VA_ARGS__)
static const struct fld host_flds[] = {
    F(STR, "@name", name, .flags = REQUIRED),
    F(OPT32, "@port", port, .min = 1, .max = 65535),
    {0},
};
#undef F
const struct rec host_rec = {"host", sizeof(struct host), host_flds};

static const struct fld src_file_flds[] = {
    FLD(struct src_file, STR, "@file", file),
    FLD(struct src_file, SIZE, "slice/@offset", offset, .of.unit = 1),
    {0},
};
static const struct rec src_file_rec = {"source", sizeof(struct src_file), src_file_flds};
static const struct fld src_net_flds[] = {
    FLD(struct src_net, STR, "@protocol", protocol, .flags = REQUIRED),
    FLD(struct src_net, LIST, "host", hosts, .of.rec = &host_rec, .max = 8),
    {0},
};
static const struct rec src_net_rec = {"source", sizeof(struct src_net), src_net_flds};
static const struct arm src_arms[] = {{SRC_FILE, &src_file_rec}, {SRC_NET, &src_net_rec}, {0, NULL}};

static const struct fld pci_flds[] = {
    FLD(struct pci, HEX, "@domain", domain, .of.width = 4, .max = 0xffff),
    FLD(struct pci, HEX, "@bus", bus, .of.width = 2, .max = 0xff),
    FLD(struct pci, HEX, "@slot", slot, .of.width = 2, .max = 0x1f),
    FLD(struct pci, HEX, "@function", function, .of.width = 1, .max = 7),
    {0},
};
static const struct fld drive_flds[] = {
    FLD(struct drive, UINT, "@controller", controller),
    FLD(struct drive, UINT, "@bus", bus),
    FLD(struct drive, UINT, "@unit", unit, .max = 255),
    {0},
};
static const struct rec pci_rec = {"address", sizeof(struct pci), pci_flds};
static const struct rec drive_rec = {"address", sizeof(struct drive), drive_flds};
static const struct arm address_arms[] = {{1, &pci_rec}, {2, &drive_rec}, {0, NULL}};
static const struct fld address_flds[] = {
    FLD(struct address, ENUM, "@type", type, .of.names = &addr_names, .flags = REQUIRED),
    FLD(struct address, UNION, ".", u, .of.arms = address_arms, .tag = offsetof(struct address, type)),
    {0},
};
static const struct rec address_rec = {"address", sizeof(struct address), address_flds};

static const struct fld info_flds[] = {
    FLD(struct info, STR, "alias/@name", alias, .flags = LIVE),
    FLD(struct info, OPT32, "boot/@order", boot, .min = 1),
    FLD(struct info, PTR, "address", address, .of.rec = &address_rec),
    {0},
};
static const struct rec info_rec = {"info", sizeof(struct info), info_flds};

static const struct rec chain_rec;
static const struct fld chain_flds[] = {
    FLD(struct chain, ENUM, "@type", type, .of.names = &src_names),
    FLD(struct chain, STR, "format/@type", format, .doc = "the image's format"),
    FLD(struct chain, PTR, "backingStore", next, .of.rec = &chain_rec),
    {0},
};
static const struct rec chain_rec = {"backingStore", sizeof(struct chain), chain_flds};

#define F(K, PATH, M, ...) FLD(struct item, K, PATH, M, __VA_ARGS__)
static const struct fld item_flds[] = {
    F(ENUM, "@type", type, .of.names = &src_names),
    F(ENUM, "driver/@cache", cache, .of.names = &cache_names, .doc = "host page cache policy"),
    F(OPT32, "driver/@queues", queues, .min = 1, .max = 64, .flags = GUEST_ABI),
    F(UNION, "source", src, .of.arms = src_arms, .tag = offsetof(struct item, type)),
    F(STR, "source/@startupPolicy", policy),
    F(STR, "source/secret", secret, .flags = SECURE),
    F(PTR, "backingStore", chain, .of.rec = &chain_rec),
    F(STR, "target/@dev", dst, .flags = REQUIRED | GUEST_ABI),
    F(ENUM, "target/@bus", bus, .of.names = &bus_names, .flags = GUEST_ABI),
    F(TRI, "target/@tray", tray, .of.names = &onoff_names),
    F(STR, "serial", serial, .max = 20),
    F(FLAG, "readonly", readonly, .flags = GUEST_ABI),
    F(FLAG, "removable/@value", removable),
    F(SUB, ".", info, .of.rec = &info_rec),
    {0},
};
#undef F

static int item_defaults(void *obj, struct rec_in *in)
{
    struct item *i = obj;

    if (!i->type)
        i->type = SRC_FILE;
    if (!i->bus && i->dst && i->dst[0] == 'v')
        i->bus = BUS_VIRTIO;
    return 0;
}

static int item_check(const void *obj, struct rec_in *in)
{
    const struct item *i = obj;

    if (i->queues.set && i->bus != BUS_VIRTIO)
        return rec_bad(in, VIR_ERR_CONFIG_UNSUPPORTED, "only virtio disks have queues");
    return 0;
}

static bool item_shown(const void *obj, unsigned how)
{
    const struct item *i = obj;

    return !(how & REC_MIGRATABLE && g_strcmp0(i->dst, "implicit") == 0);
}

const struct rec item_rec = {"item", sizeof(struct item), item_flds, item_defaults, item_check, item_shown};

static const struct fld topology_flds[] = {
    FLD(struct topology, UINT, "@sockets", sockets),
    FLD(struct topology, UINT, "@cores", cores),
    {0},
};
static const struct rec topology_rec = {"topology", sizeof(struct topology), topology_flds};

/* A pair of numbers as one word: "3x-4". */
static int pair_parse(void *m, const char *text, struct rec_in *in)
{
    struct pair p;
    char junk;

    if (sscanf(text, "%dx%d%c", &p.x, &p.y, &junk) != 2)
        return rec_bad(in, VIR_ERR_XML_ERROR, "'%s' is not a pair like 3x4", text);
    *(struct pair *) m = p;
    return 0;
}

static bool pair_format(const void *m, GString *out)
{
    const struct pair *p = m;

    g_string_append_printf(out, "%dx%d", p->x, p->y);
    return true;
}

static const struct codec pair_codec = {
    "pair", pair_parse, pair_format,
    .rng = "<data type='string'><param name='pattern'>-?[0-9]+x-?[0-9]+</param></data>"};

#define F(K, PATH, M, ...) FLD(struct sample, K, PATH, M, __VA_ARGS__)
static const struct fld sample_flds[] = {
    F(INT, "@id", id, .flags = LIVE),
    F(STR, "name", name, .flags = REQUIRED, .max = 64, .doc = "how people call it"),
    F(UUID, "uuid", uuid),
    F(STR, "title", title),
    F(RAW, "metadata", metadata),
    F(SIZE, "memory", memory, .of.unit = 1024, .flags = ALWAYS | GUEST_ABI),
    F(SIZE, "shm/@size", shm, .of.unit = 1 << 20, .flags = BRIEF_UNIT),
    F(ULONG, "big", big),
    F(LONG, "offset", offset),
    F(INT, "level", level, .min = (uint64_t) -5, .max = 5),
    F(CPUSET, "vcpu/@cpuset", cpuset),
    F(UINT, "vcpu", vcpus, .min = 1, .max = 512, .flags = REQUIRED),
    F(UINT, "cpus", vcpus, .flags = ALIAS),
    F(DOUBLE, "ratio", ratio),
    F(OPT64, "tune/quota", quota),
    F(OPTI64, "tune/bias", bias),
    F(HEX64, "wwn", wwn, .of.width = 16),
    F(STRS, "os/boot/@dev", boots),
    F(TRI, "features/acpi/@state", acpi, .of.names = &onoff_names),
    F(SUB, "topology", topology, .of.rec = &topology_rec),
    F(CODEC, "pair/@at", pair, .of.codec = &pair_codec),
    F(MAC, "mac/@address", mac),
    F(STRS, "word", words, .max = 10),
    F(LIST, "devices/item", items, .of.rec = &item_rec, .max = 100000),
    F(LIST, "devices/other", others, .of.rec = &host_rec),
    F(STR, "note", note, .flags = STATUS),
    F(STR, "qemu:commandline/qemu:arg", cmd_ns),
    {0},
};
#undef F

const struct rec sample_rec = {"sample", sizeof(struct sample), sample_flds, .doc = "a document for tests"};
