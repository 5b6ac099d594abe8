/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fill-os.c: architecture, machine, emulator, firmware files, boot order, life cycle, features.  */
#include "model/domain/fill.h"

#include <string.h>

static const char *canonical(const struct domain_facts *facts, const char *machine)
{
    for (size_t i = 0; i < facts->n_machines; i++)
        if (strcmp(facts->machines[i].name, machine) == 0 && facts->machines[i].canonical)
            return facts->machines[i].canonical;
    return machine;
}

static void machine_fill(struct domain_def *def, const struct domain_facts *facts)
{
    const char *name = def->os.machine ? def->os.machine : facts->default_machine;
    char *full = name ? g_strdup(canonical(facts, name)) : NULL;

    g_free(def->os.machine);
    def->os.machine = full;
}

/* NULL: it is known; else what to say of it.  */
static char *arch_unknown(const char *arch)
{
    static const char *const known[] = {
        "alpha",    "armv6l",      "armv7l",  "armv7b",     "aarch64",      "cris",  "i686",   "ia64",
        "lm32",     "loongarch64", "m68k",    "microblaze", "microblazeel", "mips",  "mipsel", "mips64",
        "mips64el", "openrisc",    "parisc",  "parisc64",   "ppc",          "ppcle", "ppc64",  "ppc64le",
        "ppcemb",   "riscv32",     "riscv64", "s390",       "s390x",        "sh4",   "sh4eb",  "sparc",
        "sparc64",  "unicore32",   "x86_64",  "xtensa",     "xtensaeb"};

    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (strcmp(known[i], arch) == 0)
            return NULL;
    const char *nearest = word_nearest(known, G_N_ELEMENTS(known), arch);
    return nearest ? g_strdup_printf("Unknown architecture %s; did you mean '%s'?", arch, nearest)
                   : g_strdup_printf("Unknown architecture %s", arch);
}

static int emulator_fill(struct domain_def *def, const struct domain_facts *facts)
{
    const char *program = facts->emulator;

    if (def->emulator)
        return 0;
    if (facts->emulator_of)
        program = facts->emulator_of(def->os.arch, facts->arg);
    if (!program) {
        err(VIR_ERR_CONFIG_UNSUPPORTED, "No emulator found for arch '%s'", def->os.arch);
        return -1;
    }
    def->emulator = g_strdup(program);
    return 0;
}

/* A pflash image that is read only needs a file of variables of its own.  */
static void loader_fill(struct domain_def *def, const struct domain_facts *facts)
{
    struct os_loader *l = def->os.loader;
    const char *dir = facts->nvram_dir ? facts->nvram_dir : "/var/lib/libvirt/qemu/nvram";

    if (!l)
        return;
    if (l->path && !l->type && !def->os.firmware)
        l->type = LOADER_ROM;
    if (l->type != LOADER_PFLASH || l->readonly != TRI_YES || l->stateless == TRI_YES || def->os.firmware)
        return;
    if (!def->os.nvram)
        def->os.nvram = g_new0(struct os_nvram, 1);
    if (!def->os.nvram->path && !def->os.nvram->type)
        def->os.nvram->path = g_strdup_printf("%s/%s_VARS.fd", dir, def->name);
}

static void feature_on(struct feature *f)
{
    if (f && !f->state)
        f->state = TRI_YES;
}

static void features_fill(struct features *f)
{
    feature_on(f->hap);
    feature_on(f->pmu);
    feature_on(f->vmport);
    feature_on(f->vmcoreinfo);
    if (f->smm && !f->smm->state)
        f->smm->state = TRI_YES;
}

static void actions_fill(struct domain_def *def)
{
    if (!def->on_poweroff)
        def->on_poweroff = ACTION_DESTROY;
    if (!def->on_reboot)
        def->on_reboot = ACTION_RESTART;
    if (!def->on_crash)
        def->on_crash = ACTION_DESTROY;
}

static void seclabels_fill(struct domain_def *def)
{
    for (size_t i = 0; i < def->seclabels.n; i++) {
        struct seclabel *s = def->seclabels.v[i];
        if (!s->type)
            s->type = SECLABEL_DYNAMIC;
        if (!s->model && s->type == SECLABEL_DYNAMIC)
            s->type = SECLABEL_NONE;
        if (s->type == SECLABEL_NONE) {
            s->relabel = TRI_ABSENT;
            if (!s->model)
                s->model = g_strdup("none");
        } else if (!s->relabel) {
            s->relabel = TRI_YES;
        }
    }
}

int fill_os(struct domain_def *def, const struct domain_facts *facts)
{
    features_fill(&def->features);
    actions_fill(def);
    seclabels_fill(def);
    if (!fill_for_qemu(def, facts))
        return 0;
    if (!def->os.arch)
        def->os.arch = g_strdup(facts->host_arch);
    g_autofree char *unknown = arch_unknown(def->os.arch);
    if (unknown) {
        err(VIR_ERR_CONFIG_UNSUPPORTED, "%s", unknown);
        return -1;
    }
    if (emulator_fill(def, facts) < 0)
        return -1;
    machine_fill(def, facts);
    loader_fill(def, facts);
    return 0;
}

static int has_order(struct domain_def *def, const char *kind, void *dev, struct device_info *info, void *arg)
{
    return ASIDE(info->more)->boot_order.set;
}

/* Without any word about it, the first hard disk boots.  */
int fill_boot(struct domain_def *def, const struct domain_facts *facts)
{
    struct os_boot_dev *b;

    if (!fill_for_qemu(def, facts) || def->os.type != OS_HVM || def->os.boot.n > 0 ||
        domain_each_device(def, has_order, NULL))
        return 0;
    b = g_new0(struct os_boot_dev, 1);
    b->dev = BOOT_HD;
    rec_list_append(&def->os.boot, b);
    return 0;
}
