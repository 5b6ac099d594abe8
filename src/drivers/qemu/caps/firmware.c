/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * firmware.c: the firmware descriptors that packages install (QEMU's docs/interop/firmware.json), and the
 * choice among them. A file of the same name in a folder of the administrator or the user replaces the
 * vendor's; an empty one hides it.
 */
#define ERR_FROM VIR_FROM_QEMU
#include <fnmatch.h>
#include <jansson.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "drivers/qemu/caps/store.h"
#include "model/domain/domain.h"

#define DESCRIPTOR_MAX (1u << 20)

static void firmware_free(void *p)
{
    struct firmware *f = p;
    g_free(f->loader);
    g_free(f->loader_format);
    g_free(f->nvram);
    g_free(f->nvram_format);
    g_ptr_array_unref(f->targets);
    g_free(f);
}

void firmware_list_free(GPtrArray *list)
{
    if (list)
        g_ptr_array_unref(list);
}

static bool has_word(const json_t *list, const char *word)
{
    size_t i;
    const json_t *v;
    json_array_foreach(list, i, v) if (!g_strcmp0(json_string_value(v), word)) return true;
    return false;
}

static void read_targets(struct firmware *f, const json_t *targets)
{
    size_t i, j;
    const json_t *t, *m;
    json_array_foreach(targets, i, t) json_array_foreach(json_object_get(t, "machines"), j, m)
        g_ptr_array_add(f->targets, g_strdup_printf("%s %s", json_string_value(json_object_get(t, "architecture")),
                                                    json_string_value(m)));
}

/* NULL: not one that we can use (memory-mapped, stateless, malformed).  */
static struct firmware *read_descriptor(const json_t *d)
{
    const json_t *map = json_object_get(d, "mapping"), *features = json_object_get(d, "features");
    const json_t *exe = json_object_get(map, "executable"), *vars = json_object_get(map, "nvram-template");
    const char *device = json_string_value(json_object_get(map, "device"));
    const char *mode = json_string_value(json_object_get(map, "mode"));
    bool flash = !g_strcmp0(device, "flash");
    const char *loader = json_string_value(json_object_get(flash ? exe : map, "filename"));
    if (!loader || (!flash && g_strcmp0(device, "memory") != 0) || (mode && strcmp(mode, "split") != 0) ||
        (flash && !json_string_value(json_object_get(vars, "filename"))))
        return NULL;
    struct firmware *f = g_new0(struct firmware, 1);
    f->loader = g_strdup(loader);
    f->loader_format = flash ? g_strdup(json_string_value(json_object_get(exe, "format"))) : NULL;
    f->nvram = g_strdup(json_string_value(json_object_get(vars, "filename")));
    f->nvram_format = g_strdup(json_string_value(json_object_get(vars, "format")));
    f->efi = has_word(json_object_get(d, "interface-types"), "uefi");
    f->bios = has_word(json_object_get(d, "interface-types"), "bios");
    f->secure_boot = has_word(features, "secure-boot");
    f->enrolled_keys = has_word(features, "enrolled-keys");
    f->requires_smm = has_word(features, "requires-smm");
    f->targets = g_ptr_array_new_with_free_func(g_free);
    read_targets(f, json_object_get(d, "targets"));
    return f;
}

static GPtrArray *read_all(const struct caps_config *config)
{
    static const char *const system_dirs[] = {"/usr/share/qemu/firmware", "/etc/qemu/firmware", NULL};
    const char *const *dirs = config->firmware_dirs ? config->firmware_dirs : system_dirs;
    const char *own[] = {config->firmware_user, NULL};
    g_autoptr(GTree) files = g_tree_new_full((GCompareDataFunc) (void (*)(void)) strcmp, NULL, g_free, g_free);
    for (int user = 0; user < 2; user++)
        for (const char *const *dir = user ? own : dirs; *dir; dir++) {
            g_auto(GStrv) names = NULL;
            ssize_t n = dir_list(*dir, ".json", &names);
            for (ssize_t i = 0; i < n; i++)
                g_tree_replace(files, g_strdup(names[i]), g_strdup_printf("%s/%s.json", *dir, names[i]));
        }
    GPtrArray *list = g_ptr_array_new_with_free_func(firmware_free);
    for (GTreeNode *node = g_tree_node_first(files); node; node = g_tree_node_next(node)) {
        const char *path = g_tree_node_value(node);
        g_autofree char *text = NULL;
        json_error_t e;
        ssize_t n = file_load(path, DESCRIPTOR_MAX, &text);
        if (n <= 0)
            continue;
        json_t *d = json_loadb(text, (size_t) n, 0, &e);
        struct firmware *f = d ? read_descriptor(d) : NULL;
        if (f)
            g_ptr_array_add(list, f);
        else
            log_warn("firmware descriptor %s is not used: %s", path, d ? "no split flash image" : e.text);
        json_decref(d);
    }
    return list;
}

GPtrArray *firmware_list(struct caps_store *s)
{
    pthread_mutex_lock(&s->lock);
    if (!s->firmware)
        s->firmware = read_all(&s->config);
    pthread_mutex_unlock(&s->lock);
    return s->firmware;
}

bool firmware_fits_machine(const struct firmware *f, const char *arch, const char *machine)
{
    g_autofree char *what = g_strdup_printf("%s %s", arch, machine);
    for (guint i = 0; i < f->targets->len; i++)
        if (fnmatch(f->targets->pdata[i], what, 0) == 0)
            return true;
    return false;
}

/* `want`: TRI. Does a yes/no fact meet it?  */
static bool meets(unsigned want, bool fact)
{
    return want == TRI_ABSENT || (want == TRI_YES) == fact;
}

static bool fits(const struct firmware *f, const struct domain_def *def)
{
    unsigned secure_boot = TRI_ABSENT, keys = TRI_ABSENT;
    for (size_t i = 0; i < def->os.firmware_features.n; i++) {
        const struct firmware_feature *w = def->os.firmware_features.v[i];
        *(w->name == FW_FEATURE_SECURE_BOOT ? &secure_boot : &keys) = w->enabled;
    }
    bool stateless = def->os.loader && def->os.loader->stateless == TRI_YES;
    bool smm_off = def->features.smm && def->features.smm->state == TRI_NO;
    unsigned secure = def->os.loader ? def->os.loader->secure : TRI_ABSENT;
    return (def->os.firmware == FIRMWARE_EFI ? f->efi : f->bios) && !stateless &&
           firmware_fits_machine(f, def->os.arch, def->os.machine) && meets(secure_boot, f->secure_boot) &&
           meets(keys, f->enrolled_keys) && meets(secure, f->requires_smm && f->secure_boot) &&
           !(f->requires_smm && smm_off);
}

static void apply(const struct firmware *f, struct domain_def *def, const char *nvram_dir)
{
    if (!def->os.loader)
        def->os.loader = g_new0(struct os_loader, 1);
    struct os_loader *l = def->os.loader;
    l->readonly = TRI_YES;
    l->type = f->nvram ? LOADER_PFLASH : LOADER_ROM;
    g_free(l->path);
    l->path = g_strdup(f->loader);
    if (f->requires_smm) {
        l->secure = TRI_YES;
        if (!def->features.smm)
            def->features.smm = g_new0(struct smm, 1);
        def->features.smm->state = TRI_YES;
    }
    if (!f->nvram)
        return;
    if (!def->os.nvram)
        def->os.nvram = g_new0(struct os_nvram, 1);
    struct os_nvram *n = def->os.nvram;
    if (!n->template)
        n->template = g_strdup(f->nvram);
    if (!n->path && n->type == SOURCE_NONE)
        n->path = g_strdup_printf("%s/%s_VARS.fd", nvram_dir, def->name);
}

int caps_firmware_fill(struct caps_store *s, struct domain_def *def, const char *nvram_dir)
{
    if (def->os.firmware == FIRMWARE_NONE || (def->os.loader && def->os.loader->path))
        return 0;
    GPtrArray *list = firmware_list(s);
    for (guint i = 0; i < list->len; i++)
        if (fits(list->pdata[i], def)) {
            apply(list->pdata[i], def, nvram_dir);
            return 0;
        }
    err(VIR_ERR_OPERATION_FAILED, "Unable to find any firmware to satisfy '%s'",
        names_word(&os_firmware_names, def->os.firmware));
    return -1;
}
