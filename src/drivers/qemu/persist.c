/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* persist.c: definitions on disk: NAME.xml below the configuration folder, autostart as a link to it. */
#define ERR_FROM VIR_FROM_QEMU
#define LOG_SOURCE "qemu.persist"
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "drivers/qemu/guest.h"
#include "host/node.h"

char *persist_banner(const char *name)
{
    g_autoptr(GString) safe = g_string_new(name);
    g_string_replace(safe, "--", "- -", 0); /* inside a comment */
    return g_strdup_printf("<!--\nWARNING: THIS IS AN AUTO-GENERATED FILE. CHANGES TO IT ARE LIKELY TO BE\n"
                           "OVERWRITTEN AND LOST. Changes to this xml configuration should be made using:\n"
                           "  virsh edit %s\nor other application using the libvirt API.\n-->\n\n",
                           safe->str);
}

static char *named(const char *dir, const char *name)
{
    g_autofree char *file = g_strconcat(name, ".xml", NULL);
    return g_build_filename(dir, file, NULL);
}

char *persist_path(const struct qemu *q, const char *name)
{
    return named(q->dirs.config, name);
}

void domain_facts_of(struct qemu *q, struct qemu_caps *caps, struct domain_facts *facts)
{
    *facts = (struct domain_facts){.host_arch = node_arch()};
    if (caps)
        caps_domain_facts(caps, facts);
    facts->session = !q->privileged;
    facts->vnc_listen = q->config.vnc_listen;
    facts->spice_listen = q->config.spice_listen;
    facts->nvram_dir = q->dirs.nvram;
}

int persist_save(struct guest *g, const struct domain_def *def)
{
    g_autofree char *path = persist_path(g->qemu, def->name), *banner = persist_banner(def->name);
    GString *out = g_string_new(banner);
    g_autofree char *xml = domain_format(def, REC_INACTIVE | REC_SECURE);
    if (!xml) {
        g_string_free(out, TRUE);
        return -1;
    }
    g_string_append(out, xml);
    int e = file_save(path, out->str, out->len, 0600);
    g_string_free(out, TRUE);
    if (e < 0)
        return err_sys(-e, "cannot write '%s'", path), -1;
    return 0;
}

int persist_remove(struct guest *g, const char *name)
{
    g_autofree char *path = persist_path(g->qemu, name), *link = named(g->qemu->dirs.autostart, name);
    int e = file_remove(link);
    if (e == 0)
        e = file_remove(path);
    if (e < 0)
        return err_sys(-e, "cannot remove config %s", path), -1;
    return 0;
}

int persist_autostart(struct guest *g, bool on)
{
    g_autofree char *path = persist_path(g->qemu, g->o.name), *link = named(g->qemu->dirs.autostart, g->o.name);
    int e = on ? dir_make(g->qemu->dirs.autostart, 0700) : file_remove(link);
    if (on && e == 0 && symlink(path, link) < 0 && errno != EEXIST)
        e = -errno;
    if (e < 0)
        return err_sys(-e, on ? "Failed to create symlink '%s' to '%s'" : "Failed to delete symlink '%s' to '%s'", link,
                       path),
               -1;
    return 0;
}

/* ---- at start-up: files are read and parsed by a few threads ---- */
struct loading {
    struct qemu *q;
    char **names;
    size_t n;
    _Atomic size_t next;
    struct guest **loaded; /* by place, so that the order stays that of the names */
};

static struct guest *load_one(struct qemu *q, const char *name)
{
    g_autofree char *path = persist_path(q, name), *text = NULL, *link = named(q->dirs.autostart, name);
    g_autofree char *to = NULL;
    struct domain_facts facts;
    ssize_t n = file_load(path, 16 << 20, &text);
    if (n < 0) {
        log_error("cannot read '%s': %s", path, g_strerror((int) -n));
        return NULL;
    }
    /* Ours, complete and filled in when it was written: the document is taken as it is.  */
    domain_facts_of(q, NULL, &facts);
    struct domain_def *def = domain_parse(text, REC_INACTIVE | REC_SECURE, &facts, NULL);
    if (!def) {
        log_error("'%s' is not used: %s", path, err_thread()->message);
        return NULL;
    }
    if (strcmp(def->name, name) != 0) {
        log_error("'%s' is not used: it defines '%s'", path, def->name);
        domain_def_free(def);
        return NULL;
    }
    struct guest *g = guest_new(q, def->name, def->uuid);
    g->o.persistent = true;
    g->o.config = def_new(&domain_rec, def);
    to = g_file_read_link(link, NULL);
    g->o.autostart = to && strcmp(to, path) == 0;
    return g;
}

static void *load_some(void *arg)
{
    struct loading *l = arg;
    for (size_t i; (i = atomic_fetch_add(&l->next, 1)) < l->n;)
        l->loaded[i] = load_one(l->q, l->names[i]);
    return NULL;
}

int persist_load_all(struct qemu *q)
{
    struct loading l = {.q = q};
    ssize_t n = dir_list(q->dirs.config, ".xml", &l.names);
    if (n < 0)
        return n == -ENOENT ? 0 : (err_sys((int) -n, "cannot read the folder '%s'", q->dirs.config), -1);
    l.n = (size_t) n;
    l.loaded = g_new0(struct guest *, l.n + 1);
    pthread_t threads[8];
    size_t started = 0, want = l.n < 32 ? 0 : MIN(node_cpus()->online - 1, G_N_ELEMENTS(threads));
    while (started < want && pthread_create(&threads[started], NULL, load_some, &l) == 0)
        started++;
    load_some(&l);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    for (size_t i = 0; i < l.n; i++) {
        if (!l.loaded[i])
            continue;
        if (registry_add(q->guests, &l.loaded[i]->o) < 0)
            log_error("'%s' is not used: %s", l.names[i], err_thread()->message);
        object_unref(&l.loaded[i]->o);
    }
    err_reset();
    g_free(l.loaded);
    g_strfreev(l.names);
    return 0;
}
