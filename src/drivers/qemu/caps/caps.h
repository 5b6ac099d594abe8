/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * caps.h: what a QEMU binary can do, asked once over QMP, kept in memory and on disk, and asked again only
 * when the binary, our version, or the host's KVM and CPU changed. The facts are immutable once shared.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct caps_store; /* one per driver: the binaries known, their facts, the cache folder */
struct qemu_caps;  /* one binary; immutable, reference-counted */
struct domain_facts;
struct domain_def;

struct caps_config {
    const char *cache_dir;     /* .../capabilities; created on need; NULL: nothing is kept on disk */
    const char *run_dir;       /* for the probe's pid file and socket */
    const char *firmware_user; /* the user's own descriptors (session), or NULL */
    int64_t uid, gid;          /* whom the probe runs as; -1: as we are */
    bool privileged;
    const char *const *firmware_dirs; /* tests; NULL: the system's */
    const uint8_t *host_uuid;         /* for <host><uuid>; NULL: asked from the machine */
    const char *security_model;       /* "none"; NULL: none is listed */
};

/* Cheap: nothing is probed or read.  */
struct caps_store *caps_store_new(const struct caps_config *config);
void caps_store_free(struct caps_store *s);

/* The facts of a binary, probed when unknown; concurrent callers wait for one probe. Referenced. NULL: error set.  */
struct qemu_caps *caps_get(struct caps_store *s, const char *binary);
/* For a guest of that architecture (NULL: the host's): the first of its usual binaries that exists.  */
struct qemu_caps *caps_for_arch(struct caps_store *s, const char *arch);
char *caps_binary_for_arch(const char *arch); /* its path, or NULL (no error set) */
struct qemu_caps *caps_ref(struct qemu_caps *c);
void caps_unref(struct qemu_caps *c);

/* The driver's documents, newly allocated; NULL: error set.  */
char *caps_host_xml(struct caps_store *s);
/* As virConnectGetDomainCapabilities: each may be NULL.  */
char *caps_domain_xml(struct caps_store *s, const char *emulator, const char *arch, const char *machine,
                      const char *virttype);
/* The version of the default emulator as virConnectGetVersion says it (7002022); 0: none, error set.  */
unsigned long caps_version(struct caps_store *s);

/* ---- one binary ---- */
enum cap { /* what differs between binaries and matters to us; caps/bits.c says how each is detected */
           CAP_KVM,
           CAP_TCG,
#define CAP_ROW(id, word, how, where) CAP_##id,
#include "drivers/qemu/caps/bits.h"
#undef CAP_ROW
           CAP_LAST
};
bool caps_has(const struct qemu_caps *c, enum cap bit);
const char *caps_binary(const struct qemu_caps *c);
const char *caps_arch(const struct qemu_caps *c);
unsigned caps_qemu_version(const struct qemu_caps *c);                 /* 7002022 */
bool caps_virt_works(const struct qemu_caps *c, const char *virttype); /* "kvm", "qemu" */

struct caps_machine {
    char *name, *alias, *default_cpu, *default_ram_id;
    uint32_t cpu_max;
    bool is_default, hotplug_cpus, numa_mem, deprecated;
};
/* By name or alias ("pc", "q35"); NULL name: the default machine; NULL result: not known (no error set).  */
const struct caps_machine *caps_find_machine(const struct qemu_caps *c, const char *name);

struct caps_cpu {
    char *name, *typename, *vendor; /* "Intel", "unknown" */
    bool usable;                    /* on this host, for the virtualization asked */
    bool deprecated;
    GPtrArray *blockers; /* const char * */
};
/* Every named model, in libvirt's order of printing; `virttype` "kvm" or "qemu".  */
const GPtrArray *caps_cpus(const struct qemu_caps *c, const char *virttype);

struct caps_feature {
    char *name;
    bool required; /* "require", else "disable" */
};
struct caps_cpu_model { /* a named model plus or minus features */
    char *model, *vendor, *fallback;
    GArray *features; /* struct caps_feature, in libvirt's order */
};
/* What host-model means with this binary; NULL: not known (no error set). Valid while the caps are.  */
const struct caps_cpu_model *caps_host_model(const struct qemu_caps *c, const char *virttype);

/* What the documents' defaults and address rules need to know: fills the model layer's struct with strings that live
 * as long as the caps.  */
void caps_domain_facts(const struct qemu_caps *c, struct domain_facts *facts);

/* ---- firmware ---- */
struct firmware {
    char *loader, *loader_format;
    char *nvram, *nvram_format; /* template; NULL: none */
    bool efi, bios, secure_boot, enrolled_keys, requires_smm;
    GPtrArray *targets; /* "x86_64 pc-q35-*" */
};
/* <os firmware='...'>: writes loader, nvram and smm into a definition that is not shared yet, as the first descriptor
 * serves that fits, in order of their names over all folders. Nothing to do without the attribute. -1: error set
 * ("Unable to find any firmware to satisfy 'efi'").  */
int caps_firmware_fill(struct caps_store *s, struct domain_def *def, const char *nvram_dir);
