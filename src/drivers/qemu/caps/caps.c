/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * caps.c: the facts of a binary as the driver asks for them, and the store: each binary is probed once,
 * whoever asks meanwhile waits, and every use looks whether the binary is still the same.
 */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/caps/facts.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "drivers/qemu/caps/store.h"
#include "model/domain/domain.h"

/* ---- one binary ---- */

static void caps_cpu_free(void *p)
{
    struct caps_cpu *c = p;
    g_ptr_array_unref(c->blockers);
    g_free(c);
}

/* The arrays borrow their strings from the facts.  */
static void fill_accel(struct caps_accel *to, const struct facts_accel *from)
{
    to->cpus = g_ptr_array_new_with_free_func(caps_cpu_free);
    to->candidates = g_new0(struct cpu_candidate, from->cpus.n + 1);
    for (size_t i = 0; i < from->cpus.n; i++) {
        const struct facts_cpu *f = from->cpus.v[i];
        struct caps_cpu *c = g_new0(struct caps_cpu, 1);
        *c = (struct caps_cpu){f->name, f->typename, f->vendor, f->usable, f->deprecated, g_ptr_array_new()};
        for (size_t j = 0; j < f->blockers.n; j++)
            g_ptr_array_add(c->blockers, f->blockers.v[j]);
        g_ptr_array_add(to->cpus, c);
        if (f->bits) {
            struct cpu_candidate *k = &to->candidates[to->n_candidates++];
            *k = (struct cpu_candidate){.name = f->name, .vendor = f->vendor};
            cpu_set_from_hex(&k->features, f->bits);
        }
    }
    if (!from->host_model)
        return;
    to->host = g_new0(struct caps_cpu_model, 1);
    to->host->model = from->host_model->model;
    to->host->vendor = from->host_model->vendor;
    to->host->fallback = (char *) "forbid";
    to->host->features = g_array_new(FALSE, FALSE, sizeof(struct caps_feature));
    for (size_t i = 0; i < from->host_model->features.n; i++) {
        const struct facts_feature *f = from->host_model->features.v[i];
        struct caps_feature c = {f->name, f->policy == TRI_YES};
        g_array_append_val(to->host->features, c);
    }
}

static void fill_machine_facts(struct qemu_caps *c)
{
    struct machine_fact *f = c->machine_facts = g_new0(struct machine_fact, c->machines->len * 2 + 1);
    for (guint i = 0; i < c->machines->len; i++) {
        const struct caps_machine *m = c->machines->pdata[i];
        f[c->n_machine_facts++] = (struct machine_fact){m->name, NULL};
        if (m->alias)
            f[c->n_machine_facts++] = (struct machine_fact){m->alias, m->name};
    }
}

struct qemu_caps *caps_from_facts(struct facts *f)
{
    struct qemu_caps *c = g_new0(struct qemu_caps, 1);
    c->refs = 1;
    c->facts = f;
    c->machines = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < f->machines.n; i++) {
        const struct facts_machine *m = f->machines.v[i];
        struct caps_machine *to = g_new0(struct caps_machine, 1);
        *to = (struct caps_machine){m->name,       m->alias,        m->default_cpu, m->default_ram_id, m->cpu_max,
                                    m->is_default, m->hotplug_cpus, m->numa_mem,    m->deprecated};
        g_ptr_array_insert(c->machines, m->is_default ? 0 : -1, to);
    }
    fill_machine_facts(c);
    for (size_t i = 0; i < f->accels.n; i++)
        fill_accel(&c->accel[!strcmp(f->accels.v[i]->type, "kvm") ? ACCEL_KVM : ACCEL_TCG], f->accels.v[i]);
    for (size_t i = 0; i < f->bits.n; i++)
        for (size_t b = 0; b < CAP_LAST; b++)
            if (!strcmp(cap_rows[b].word, f->bits.v[i]))
                c->bits[b] = true;
    return c;
}

struct qemu_caps *caps_ref(struct qemu_caps *c)
{
    atomic_fetch_add(&c->refs, 1);
    return c;
}

void caps_unref(struct qemu_caps *c)
{
    if (!c || atomic_fetch_sub(&c->refs, 1) > 1)
        return;
    for (int i = 0; i < 2; i++) {
        struct caps_accel *a = &c->accel[i];
        g_clear_pointer(&a->cpus, g_ptr_array_unref);
        if (a->host)
            g_array_unref(a->host->features);
        g_free(a->host);
        g_free(a->candidates);
    }
    g_ptr_array_unref(c->machines);
    g_free(c->machine_facts);
    rec_free(&facts_rec, c->facts);
    g_free(c);
}

bool caps_has(const struct qemu_caps *c, enum cap bit)
{
    return c->bits[bit];
}

const char *caps_binary(const struct qemu_caps *c)
{
    return c->facts->binary;
}

const char *caps_arch(const struct qemu_caps *c)
{
    return c->facts->arch;
}

unsigned caps_qemu_version(const struct qemu_caps *c)
{
    return c->facts->version;
}

static const struct caps_accel *accel_of(const struct qemu_caps *c, const char *virttype)
{
    bool kvm = g_strcmp0(virttype, "kvm") == 0;
    const struct caps_accel *a = &c->accel[kvm ? ACCEL_KVM : ACCEL_TCG];
    return a->cpus ? a : NULL;
}

bool caps_virt_works(const struct qemu_caps *c, const char *virttype)
{
    if (!g_strcmp0(virttype, "kvm"))
        return c->bits[CAP_KVM];
    return !g_strcmp0(virttype, "qemu") && c->bits[CAP_TCG];
}

const struct caps_machine *caps_find_machine(const struct qemu_caps *c, const char *name)
{
    for (guint i = 0; i < c->machines->len; i++) {
        const struct caps_machine *m = c->machines->pdata[i];
        if (name ? !strcmp(m->name, name) || !g_strcmp0(m->alias, name) : m->is_default)
            return m;
    }
    return NULL;
}

const GPtrArray *caps_cpus(const struct qemu_caps *c, const char *virttype)
{
    const struct caps_accel *a = accel_of(c, virttype);
    return a ? a->cpus : NULL;
}

const struct caps_cpu_model *caps_host_model(const struct qemu_caps *c, const char *virttype)
{
    const struct caps_accel *a = accel_of(c, virttype);
    return a ? a->host : NULL;
}

/* ---- all binaries ---- */

struct entry {
    char *binary;
    struct qemu_caps *caps; /* NULL: not probed yet, or failed */
    bool probing;
};

struct caps_store *caps_store_new(const struct caps_config *config)
{
    struct caps_store *s = g_new0(struct caps_store, 1);
    s->config = *config;
    s->config.cache_dir = g_strdup(config->cache_dir);
    s->config.run_dir = g_strdup(config->run_dir);
    s->config.firmware_user = g_strdup(config->firmware_user);
    s->config.firmware_dirs = (const char *const *) g_strdupv((char **) config->firmware_dirs);
    s->config.security_model = g_strdup(config->security_model);
    if (config->host_uuid)
        memcpy(s->host_uuid, config->host_uuid, 16);
    s->config.host_uuid = config->host_uuid ? s->host_uuid : NULL;
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->changed, NULL);
    s->entries = g_ptr_array_new();
    return s;
}

void caps_store_free(struct caps_store *s)
{
    if (!s)
        return;
    for (guint i = 0; i < s->entries->len; i++) {
        struct entry *e = s->entries->pdata[i];
        caps_unref(e->caps);
        g_free(e->binary);
        g_free(e);
    }
    g_ptr_array_unref(s->entries);
    firmware_list_free(s->firmware);
    g_free((char *) s->config.cache_dir);
    g_free((char *) s->config.run_dir);
    g_free((char *) s->config.firmware_user);
    g_strfreev((char **) s->config.firmware_dirs);
    g_free((char *) s->config.security_model);
    pthread_mutex_destroy(&s->lock);
    pthread_cond_destroy(&s->changed);
    g_free(s);
}

static struct entry *entry_of(struct caps_store *s, const char *binary)
{
    for (guint i = 0; i < s->entries->len; i++) {
        struct entry *e = s->entries->pdata[i];
        if (!strcmp(e->binary, binary))
            return e;
    }
    struct entry *e = g_new0(struct entry, 1);
    e->binary = g_strdup(binary);
    g_ptr_array_add(s->entries, e);
    return e;
}

/* From the disk, else from QEMU. Unlocked. NULL: error set.  */
static struct qemu_caps *find_facts(struct caps_store *s, const struct facts *stamp)
{
    const char *dir = s->config.cache_dir;
    struct facts *f = dir ? facts_load(dir, stamp) : NULL;
    if (!f) {
        f = facts_probe(stamp->binary, &s->config);
        if (f && dir)
            facts_save(dir, f);
    }
    return f ? caps_from_facts(f) : NULL;
}

struct qemu_caps *caps_get(struct caps_store *s, const char *binary)
{
    struct facts *stamp = g_new0(struct facts, 1);
    if (facts_stamp(stamp, binary, &s->config) < 0) {
        rec_free(&facts_rec, stamp);
        return NULL;
    }
    pthread_mutex_lock(&s->lock);
    struct entry *e = entry_of(s, binary);
    while (e->probing)
        pthread_cond_wait(&s->changed, &s->lock);
    if (!e->caps || !facts_same_stamp(e->caps->facts, stamp)) {
        e->probing = true;
        pthread_mutex_unlock(&s->lock);
        struct qemu_caps *found = find_facts(s, stamp);
        pthread_mutex_lock(&s->lock);
        caps_unref(e->caps);
        e->caps = found;
        e->probing = false;
        pthread_cond_broadcast(&s->changed);
    }
    struct qemu_caps *c = e->caps ? caps_ref(e->caps) : NULL;
    pthread_mutex_unlock(&s->lock);
    rec_free(&facts_rec, stamp);
    return c;
}

/* In the order of the capabilities document.  */
static const char *const arch_binaries[][3] = {
    {"armv7l", "/usr/bin/qemu-system-arm", NULL},
    {"aarch64", "/usr/bin/qemu-system-aarch64", NULL},
    {"i686", "/usr/bin/qemu-system-i386", NULL},
    {"ppc", "/usr/bin/qemu-system-ppc", NULL},
    {"ppc64", "/usr/bin/qemu-system-ppc64", NULL},
    {"ppc64le", "/usr/bin/qemu-system-ppc64", NULL},
    {"riscv64", "/usr/bin/qemu-system-riscv64", NULL},
    {"s390x", "/usr/bin/qemu-system-s390x", NULL},
    {"x86_64", "/usr/bin/qemu-system-x86_64", "/usr/bin/qemu-kvm"},
};

const char *caps_arch_nth(size_t i)
{
    return i < G_N_ELEMENTS(arch_binaries) ? arch_binaries[i][0] : NULL;
}

char *caps_binary_for_arch(const char *arch)
{
    if (!arch)
        arch = caps_host_arch();
    for (size_t i = 0; i < G_N_ELEMENTS(arch_binaries); i++)
        for (size_t j = 1; j < 3 && !strcmp(arch_binaries[i][0], arch); j++)
            if (arch_binaries[i][j] && access(arch_binaries[i][j], X_OK) == 0)
                return g_strdup(arch_binaries[i][j]);
    return NULL;
}

bool caps_arch_known(const char *arch)
{
    static const char *const known[] = {
        "alpha",    "armv6l", "armv7b",     "armv7l",       "cris",       "i686",    "ia64",    "itanium",
        "lm32",     "m68k",   "microblaze", "microblazeel", "mips",       "mipsel",  "mips64",  "mips64el",
        "openrisc", "parisc", "parisc64",   "ppc",          "ppc64",      "ppc64le", "ppcemb",  "riscv32",
        "riscv64",  "s390",   "s390x",      "sh4",          "sh4eb",      "sparc",   "sparc64", "unicore32",
        "x86_64",   "xtensa", "xtensaeb",   "aarch64",      "loongarch64"};
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (!strcmp(known[i], arch))
            return true;
    return false;
}

struct qemu_caps *caps_for_arch(struct caps_store *s, const char *arch)
{
    g_autofree char *binary = caps_binary_for_arch(arch);
    if (binary)
        return caps_get(s, binary);
    err(VIR_ERR_CONFIG_UNSUPPORTED, "unable to find any emulator to serve '%s' architecture",
        arch ? arch : caps_host_arch());
    return NULL;
}

const char *caps_host_arch(void)
{
#if defined(__x86_64__)
    return "x86_64";
#elif defined(__i386__)
    return "i686";
#elif defined(__aarch64__)
    return "aarch64";
#else
    return "unknown";
#endif
}

unsigned long caps_version(struct caps_store *s)
{
    struct qemu_caps *c = caps_for_arch(s, NULL);
    unsigned long v = c ? caps_qemu_version(c) : 0;
    caps_unref(c);
    return v;
}

static const char *emulator_of(const char *arch, void *arg)
{
    g_autofree char *path = caps_binary_for_arch(arch);
    return g_intern_string(path); /* few, and they must outlive the caller's document */
}

void caps_domain_facts(const struct qemu_caps *c, struct domain_facts *facts)
{
    const struct caps_machine *m = caps_find_machine(c, NULL);
    facts->host_arch = caps_host_arch();
    facts->emulator = caps_binary(c);
    facts->default_machine = m ? m->name : NULL;
    facts->machines = c->machine_facts;
    facts->n_machines = c->n_machine_facts;
    facts->emulator_of = emulator_of;
    facts->have_kvm = caps_has(c, CAP_KVM);
    facts->default_cpu = "qemu64";
}
