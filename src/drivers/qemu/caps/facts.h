/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * facts.h: what a probe found, as it lies in the cache; and what the cache's age is judged by.
 */
#pragma once

#include "drivers/qemu/caps/caps.h"
#include "drivers/qemu/caps/cpu.h"
#include "rec/rec.h"

struct facts_machine {
    char *name, *alias, *default_cpu, *default_ram_id;
    uint32_t cpu_max;
    bool is_default, hotplug_cpus, numa_mem, deprecated;
};
struct facts_blocker {
    char *name;
};
struct facts_cpu {
    char *name, *typename, *vendor; /* vendor: "AMD", "Intel", "unknown" */
    char *bits;                     /* of struct cpu_set; NULL: not expanded */
    bool usable, deprecated;
    SCALARS(char *) blockers;
};
struct facts_feature {
    char *name;
    unsigned policy; /* TRI: require, disable */
};
struct facts_model {
    char *model, *vendor;
    REC_LIST(struct facts_feature) features;
};
struct facts_accel {
    char *type;      /* "kvm", "tcg" */
    char *host_bits; /* the most that a guest's CPU can have */
    REC_LIST(struct facts_cpu) cpus;
    struct facts_model *host_model;
};

struct facts { /* <neovirtQemuCaps> */
    /* What it is valid for.  */
    char *binary, *probed_by; /* our version */
    uint64_t mtime, ctime, size, module_mtime;
    char *kvm; /* who may open /dev/kvm, and as whom QEMU tries; NULL: there is none */
    char *host_key;
    /* What was found.  */
    uint32_t version;
    char *package, *arch;
    SCALARS(char *) bits;
    REC_LIST(struct facts_machine) machines;
    REC_LIST(struct facts_accel) accels;
};
extern const struct rec facts_rec;

struct qemu_caps {
    _Atomic int refs;
    struct facts *facts;
    bool bits[CAP_LAST];
    /* The same in the form of caps.h, one each of kvm and tcg; NULL: not there.  */
    GPtrArray *machines; /* struct caps_machine *, the default one first */
    struct machine_fact *machine_facts;
    size_t n_machine_facts;
    struct caps_accel {
        GPtrArray *cpus;
        struct caps_cpu_model *host;
        struct cpu_candidate *candidates;
        size_t n_candidates;
    } accel[2];
};
enum { ACCEL_KVM, ACCEL_TCG };

/* Asks the binary. NULL: error set.  */
struct facts *facts_probe(const char *binary, const struct caps_config *config);
/* Fills the part that says what the facts are valid for. -1: error set (the binary is not there).  */
int facts_stamp(struct facts *f, const char *binary, const struct caps_config *config);
bool facts_same_stamp(const struct facts *a, const struct facts *b);
/* The cache. NULL: not there, unreadable or stale; nothing is reported.  */
struct facts *facts_load(const char *dir, const struct facts *stamp);
void facts_save(const char *dir, const struct facts *f);

/* Takes the facts.  */
struct qemu_caps *caps_from_facts(struct facts *f);

/* bits.c */
enum cap_how { CAP_HOW_NONE, CAP_HOW_TYPE, CAP_HOW_PROP, CAP_HOW_COMMAND, CAP_HOW_OPTION, CAP_HOW_TPM, CAP_HOW_SCHEMA };
struct cap_row {
    const char *word;
    enum cap_how how;
    const char *where;
};
extern const struct cap_row cap_rows[CAP_LAST];
