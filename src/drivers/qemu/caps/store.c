/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * store.c: all binaries: each is probed once, whoever asks meanwhile waits, and every use looks whether the
 * binary is still the same. Which program serves which architecture.
 */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/caps/store.h"

#include <string.h>
#include <unistd.h>

#include "base/err.h"

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
