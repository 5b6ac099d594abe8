/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* facts.c: the rows of the cache file, its validity, its reading and writing. */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/caps/facts.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "config.h"

#define CACHE_MAX (8u << 20)
#define MODULE_DIR "/usr/lib/x86_64-linux-gnu/qemu"

#define F(K, PATH, M, ...) FLD(struct facts_machine, K, PATH, M, __VA_ARGS__)
static const struct fld machine_flds[] = {
    F(STR, "@name", name, .flags = REQUIRED),
    F(STR, "@alias", alias),
    F(STR, "@defaultCPU", default_cpu),
    F(STR, "@defaultRAMid", default_ram_id),
    F(UINT, "@maxCpus", cpu_max),
    F(FLAG, "default", is_default),
    F(FLAG, "hotplugCpus", hotplug_cpus),
    F(FLAG, "numaMem", numa_mem),
    F(FLAG, "deprecated", deprecated),
    {0},
};
static const struct rec machine_rec = {"machine", sizeof(struct facts_machine), machine_flds};
#undef F

#define F(K, PATH, M, ...) FLD(struct facts_cpu, K, PATH, M, __VA_ARGS__)
static const struct fld cpu_flds[] = {
    F(STR, "@name", name, .flags = REQUIRED),
    F(STR, "@typename", typename, .flags = REQUIRED),
    F(STR, "@vendor", vendor, .flags = REQUIRED),
    F(STR, "@bits", bits),
    F(FLAG, "usable", usable),
    F(FLAG, "deprecated", deprecated),
    F(STRS, "blocker", blockers),
    {0},
};
static const struct rec cpu_rec = {"cpu", sizeof(struct facts_cpu), cpu_flds};
#undef F

NAMES(policy_names, "feature policy", [TRI_YES] = "require", [TRI_NO] = "disable");
static const struct fld feature_flds[] = {
    FLD(struct facts_feature, ENUM, "@policy", policy, .of.names = &policy_names, .flags = REQUIRED),
    FLD(struct facts_feature, STR, "@name", name, .flags = REQUIRED),
    {0},
};
static const struct rec feature_rec = {"feature", sizeof(struct facts_feature), feature_flds};
static const struct fld model_flds[] = {
    FLD(struct facts_model, STR, "@name", model, .flags = REQUIRED),
    FLD(struct facts_model, STR, "@vendor", vendor, .flags = REQUIRED),
    FLD(struct facts_model, LIST, "feature", features, .of.rec = &feature_rec),
    {0},
};
static const struct rec model_rec = {"hostModel", sizeof(struct facts_model), model_flds};

#define F(K, PATH, M, ...) FLD(struct facts_accel, K, PATH, M, __VA_ARGS__)
static const struct fld accel_flds[] = {
    F(STR, "@type", type, .flags = REQUIRED),
    F(STR, "@hostBits", host_bits),
    F(LIST, "cpu", cpus, .of.rec = &cpu_rec),
    F(PTR, "hostModel", host_model, .of.rec = &model_rec),
    {0},
};
static const struct rec accel_rec = {"accel", sizeof(struct facts_accel), accel_flds};
#undef F

#define F(K, PATH, M, ...) FLD(struct facts, K, PATH, M, __VA_ARGS__)
static const struct fld facts_flds[] = {
    F(STR, "binary", binary, .flags = REQUIRED),
    F(STR, "probedBy", probed_by, .flags = REQUIRED),
    F(ULONG, "mtime", mtime),
    F(ULONG, "ctime", ctime),
    F(ULONG, "size", size),
    F(ULONG, "moduleMtime", module_mtime),
    F(STR, "kvm", kvm),
    F(STR, "hostKey", host_key),
    F(UINT, "version", version),
    F(STR, "package", package),
    F(STR, "arch", arch, .flags = REQUIRED),
    F(STRS, "flag/@name", bits),
    F(LIST, "machine", machines, .of.rec = &machine_rec),
    F(LIST, "accel", accels, .of.rec = &accel_rec),
    {0},
};
const struct rec facts_rec = {"neovirtQemuCaps", sizeof(struct facts), facts_flds};
#undef F

#define CAP_ROW(id, word, how, where) [CAP_##id] = {word, CAP_HOW_##how, where},
const struct cap_row cap_rows[CAP_LAST] = {
    [CAP_KVM] = {"kvm", CAP_HOW_NONE, NULL},
    [CAP_TCG] = {"tcg", CAP_HOW_NONE, NULL},
#include "drivers/qemu/caps/bits.h"
};
#undef CAP_ROW

int facts_stamp(struct facts *f, const char *binary, const struct caps_config *config)
{
    struct stat st, mod = {0};
    if (stat(binary, &st) < 0 || access(binary, X_OK) < 0) {
        err(VIR_ERR_INVALID_ARG, "Cannot check QEMU binary %s: %s", binary, g_strerror(errno));
        return -1;
    }
    if (stat(MODULE_DIR, &mod) < 0)
        memset(&mod, 0, sizeof(mod));
    f->binary = g_strdup(binary);
    f->probed_by = g_strdup("neovirt " NV_VERSION " 2");
    f->mtime = (uint64_t) st.st_mtime;
    f->ctime = (uint64_t) st.st_ctime;
    f->size = (uint64_t) st.st_size;
    f->module_mtime = (uint64_t) mod.st_mtime;
    if (stat("/dev/kvm", &mod) == 0)
        f->kvm = g_strdup_printf("mode %o of %u:%u as %" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, mod.st_mode & 07777u,
                                 mod.st_uid, mod.st_gid, config->uid, config->gid);
    f->host_key = g_strdup(cpu_host()->key);
    return 0;
}

bool facts_same_stamp(const struct facts *a, const struct facts *b)
{
    return !strcmp(a->binary, b->binary) && !strcmp(a->probed_by, b->probed_by) && a->mtime == b->mtime &&
           a->ctime == b->ctime && a->size == b->size && a->module_mtime == b->module_mtime &&
           g_strcmp0(a->kvm, b->kvm) == 0 && g_strcmp0(a->host_key, b->host_key) == 0;
}

static char *cache_path(const char *dir, const char *binary)
{
    g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, binary, -1);
    return g_strdup_printf("%s/%s.neovirt.xml", dir, sum);
}

struct facts *facts_load(const char *dir, const struct facts *stamp)
{
    g_autofree char *path = cache_path(dir, stamp->binary), *text = NULL;
    if (file_load(path, CACHE_MAX, &text) < 0)
        return NULL;
    struct facts *f = rec_parse_xml(&facts_rec, text, REC_STATUS, NULL, NULL);
    if (!f) {
        log_warn("%s is not usable: %s", path, err_thread()->message);
        err_reset();
        return NULL;
    }
    if (facts_same_stamp(f, stamp))
        return f;
    rec_free(&facts_rec, f);
    return NULL;
}

/* A cache that cannot be written costs time, not correctness.  */
void facts_save(const char *dir, const struct facts *f)
{
    g_autofree char *path = cache_path(dir, f->binary), *text = rec_to_xml(&facts_rec, f, REC_STATUS);
    int r = dir_make(dir, 0755);
    if (r == 0 && text)
        r = file_save(path, text, strlen(text), 0600);
    if (r < 0)
        log_warn("cannot keep the capabilities of %s in %s: %s", f->binary, path, g_strerror(-r));
}
