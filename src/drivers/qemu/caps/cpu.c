/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cpu.c: the table of features and what is computed from it. */
#include "drivers/qemu/caps/cpu.h"

#include <glib.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

#include "base/file.h"

enum { EAX, EBX, ECX, EDX };
static const struct feature_row {
    uint32_t leaf, subleaf;
    unsigned reg, bit;
    const char *name, *qemu;
} rows[] = {
#define F(l, s, r, b, n) {l, s, r, b, n, NULL},
#define G(l, s, r, b, n, q) {l, s, r, b, n, q},
#define M(n) {0, 0, 0, 0, n, NULL},
#include "drivers/qemu/caps/cpu-features.h"
};
_Static_assert(G_N_ELEMENTS(rows) <= CPU_WORDS * 64, "more features than bits");

size_t cpu_feature_count(void)
{
    return G_N_ELEMENTS(rows);
}

const char *cpu_feature_name(size_t i)
{
    return rows[i].name;
}

bool cpu_feature_has(const struct cpu_set *s, size_t i)
{
    return s->w[i / 64] >> (i % 64) & 1;
}

static void set_add(struct cpu_set *s, size_t i)
{
    s->w[i / 64] |= 1ull << (i % 64);
}

static size_t set_count(const struct cpu_set *s)
{
    size_t n = 0;
    for (int i = 0; i < CPU_WORDS; i++)
        n += (size_t) __builtin_popcountll(s->w[i]);
    return n;
}

bool cpu_set_has(const struct cpu_set *s, const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (!strcmp(rows[i].name, name))
            return cpu_feature_has(s, i);
    return false;
}

char *cpu_feature_to_qemu(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (rows[i].qemu && !strcmp(rows[i].name, name))
            return g_strdup(rows[i].qemu);
    return g_strdelimit(g_strdup(name), "_", '-');
}

void cpu_set_from_props(struct cpu_set *s, const json_t *props)
{
    *s = (struct cpu_set){0};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *q = cpu_feature_to_qemu(rows[i].name);
        if (json_is_true(json_object_get(props, q)))
            set_add(s, i);
    }
}

void cpu_set_to_hex(const struct cpu_set *s, char hex[CPU_HEX])
{
    for (int i = 0; i < CPU_WORDS; i++)
        g_snprintf(hex + i * 16, 17, "%016" G_GINT64_MODIFIER "x", s->w[i]);
}

void cpu_set_from_hex(struct cpu_set *s, const char *hex)
{
    *s = (struct cpu_set){0};
    for (int i = 0; hex && strlen(hex) == CPU_HEX - 1 && i < CPU_WORDS; i++) {
        g_autofree char *word = g_strndup(hex + i * 16, 16);
        s->w[i] = strtoull(word, NULL, 16);
    }
}

const char *cpu_vendor_name(const char *cpuid_vendor)
{
    static const char *const names[][2] = {
        {"AuthenticAMD", "AMD"}, {"GenuineIntel", "Intel"}, {"HygonGenuine", "Hygon"}};
    for (size_t i = 0; cpuid_vendor && i < G_N_ELEMENTS(names); i++)
        if (!strcmp(names[i][0], cpuid_vendor))
            return names[i][1];
    return "unknown";
}

int cpu_nearest(const struct cpu_candidate *v, size_t n, const struct cpu_set *want, const char *vendor, bool subset)
{
    int best = -1;
    size_t least = SIZE_MAX, least_dropped = SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        struct cpu_set add, drop;
        for (int w = 0; w < CPU_WORDS; w++) {
            add.w[w] = want->w[w] & ~v[i].features.w[w];
            drop.w[w] = v[i].features.w[w] & ~want->w[w];
        }
        size_t dropped = set_count(&drop), cost = set_count(&add) + dropped;
        bool foreign = strcmp(v[i].vendor, "unknown") != 0 && strcmp(v[i].vendor, vendor) != 0;
        bool worse = cost > least || (cost == least && dropped >= least_dropped);
        if (foreign || (subset && dropped) || worse)
            continue;
        least = cost;
        least_dropped = dropped;
        best = (int) i;
    }
    return best;
}

/* ---- this host ---- */

static struct cpu_host host;

#if defined(__x86_64__) || defined(__i386__)
static void read_cpuid(void)
{
    unsigned r[4];
    if (!__get_cpuid(0, &r[EAX], &r[EBX], &r[ECX], &r[EDX]))
        return;
    memcpy(host.vendor, &r[EBX], 4);
    memcpy(host.vendor + 4, &r[EDX], 4);
    memcpy(host.vendor + 8, &r[ECX], 4);
    __get_cpuid(1, &r[EAX], &r[EBX], &r[ECX], &r[EDX]);
    host.family = (r[EAX] >> 8 & 0xf) + (r[EAX] >> 20 & 0xff);
    host.model = (r[EAX] >> 4 & 0xf) | (r[EAX] >> 12 & 0xf0);
    host.stepping = r[EAX] & 0xf;
    if (__get_cpuid(0x80000008, &r[EAX], &r[EBX], &r[ECX], &r[EDX]))
        host.phys_bits = r[EAX] & 0xff;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (rows[i].leaf && __get_cpuid_count(rows[i].leaf, rows[i].subleaf, &r[EAX], &r[EBX], &r[ECX], &r[EDX]) &&
            (r[rows[i].reg] >> rows[i].bit & 1))
            set_add(&host.features, i);
}
#else
static void read_cpuid(void)
{
}
#endif

/* The first processor's block of /proc/cpuinfo: its flags are the same whichever core asks.  */
static void read_cpuinfo(void)
{
    static const char *const keys[] = {"vendor_id", "cpu family", "model\t", "stepping", "microcode", "flags"};
    g_autofree char *text = NULL;
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    if (file_load("/proc/cpuinfo", 16 << 20, &text) < 0)
        return;
    char *end = strstr(text, "\n\n");
    if (end)
        *end = 0;
    g_auto(GStrv) lines = g_strsplit(text, "\n", 0);
    for (char **l = lines; *l; l++)
        for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
            if (g_str_has_prefix(*l, keys[i])) {
                g_checksum_update(sum, (const guchar *) *l, -1);
                if (!strcmp(keys[i], "microcode") && strchr(*l, ':'))
                    host.microcode = strtoull(strchr(*l, ':') + 1, NULL, 0);
            }
    g_strlcpy(host.key, g_checksum_get_string(sum), sizeof(host.key));
}

static void read_host(void)
{
    read_cpuid();
    read_cpuinfo();
}

const struct cpu_host *cpu_host(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, read_host);
    return &host;
}
