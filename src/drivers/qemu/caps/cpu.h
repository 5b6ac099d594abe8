/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * cpu.h: x86 CPUs as sets of named features: this host's, a model's, and the model that is nearest to a set.
 */
#pragma once

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CPU_WORDS 4 /* of 64 features */
#define CPU_HEX (CPU_WORDS * 16 + 1)

struct cpu_set {
    uint64_t w[CPU_WORDS];
};
struct cpu_host { /* read once */
    char vendor[13];
    unsigned family, model, stepping, phys_bits;
    uint64_t microcode, tsc_hz;
    bool tsc_scaling;
    struct cpu_set features;
    char key[65]; /* hash of what decides which CPUs a guest can have, the same on every core */
};
const struct cpu_host *cpu_host(void);

size_t cpu_feature_count(void);
const char *cpu_feature_name(size_t i);
bool cpu_feature_has(const struct cpu_set *s, size_t i);
bool cpu_set_has(const struct cpu_set *s, const char *name);
/* QEMU's spelling of a feature, for -cpu; newly allocated.  */
char *cpu_feature_to_qemu(const char *name);
/* The features that are true in "props" of query-cpu-model-expansion.  */
void cpu_set_from_props(struct cpu_set *s, const json_t *props);
void cpu_set_to_hex(const struct cpu_set *s, char hex[CPU_HEX]);
void cpu_set_from_hex(struct cpu_set *s, const char *hex);
/* "AuthenticAMD" -> "AMD"; models that are nobody's -> "unknown".  */
const char *cpu_vendor_name(const char *cpuid_vendor);

struct cpu_candidate {
    const char *name, *vendor; /* "AMD", "unknown" */
    struct cpu_set features;
};
/* The model with the fewest features to add and to take away; `subset`: only to add. -1: none fits.  */
int cpu_nearest(const struct cpu_candidate *v, size_t n, const struct cpu_set *want, const char *vendor, bool subset);
