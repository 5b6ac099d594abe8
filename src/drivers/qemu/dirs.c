/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dirs.c: where an instance of the driver keeps its files: libvirt's places. */
#define ERR_FROM VIR_FROM_QEMU
#include <errno.h>
#include <glib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "drivers/qemu/settings.h"

void dirs_init(struct qemu_dirs *d, bool privileged, const char *root)
{
    g_autofree char *run = NULL, *log = NULL, *cache = NULL, *lib = NULL;
    if (root) {
        d->conf = g_build_filename(root, "etc", NULL);
        run = g_build_filename(root, "run", NULL);
        log = g_build_filename(root, "log", NULL);
        cache = g_build_filename(root, "cache", NULL);
        lib = g_build_filename(root, "lib", NULL);
    } else if (privileged) {
        d->conf = g_strdup("/etc/libvirt");
        run = g_strdup("/run/libvirt");
        log = g_strdup("/var/log/libvirt");
        cache = g_strdup("/var/cache/libvirt");
        lib = g_strdup("/var/lib/libvirt");
    } else {
        d->conf = g_build_filename(g_get_user_config_dir(), "libvirt", NULL);
        run = g_build_filename(g_get_user_runtime_dir(), "libvirt", NULL);
        cache = g_build_filename(g_get_user_cache_dir(), "libvirt", NULL);
        log = g_strdup(cache);
        lib = g_strdup(d->conf);
    }
    d->config = g_build_filename(d->conf, "qemu", NULL);
    d->autostart = g_build_filename(d->config, "autostart", NULL);
    d->run = g_build_filename(run, "qemu", NULL);
    d->log = root || privileged ? g_build_filename(log, "qemu", NULL) : g_build_filename(log, "qemu", "log", NULL);
    d->cache =
        root || privileged ? g_build_filename(cache, "qemu", NULL) : g_build_filename(cache, "qemu", "cache", NULL);
    d->lib = root || privileged ? g_build_filename(lib, "qemu", NULL) : g_build_filename(lib, "qemu", "lib", NULL);
    d->channel = g_build_filename(d->lib, "channel", "target", NULL);
    d->nvram =
        privileged || root ? g_build_filename(d->lib, "nvram", NULL) : g_build_filename(d->config, "nvram", NULL);
    d->save = g_build_filename(privileged || root ? d->lib : d->config, "save", NULL);
    d->snapshot = g_build_filename(privileged || root ? d->lib : d->config, "snapshot", NULL);
    d->checkpoint = g_build_filename(privileged || root ? d->lib : d->config, "checkpoint", NULL);
    d->dump = g_build_filename(privileged || root ? d->lib : d->config, "dump", NULL);
    d->ram = g_build_filename(privileged || root ? d->lib : d->config, "ram", NULL);
    d->slirp = g_build_filename(d->run, "slirp", NULL);
    d->dbus = g_build_filename(d->run, "dbus", NULL);
    d->passt = g_build_filename(d->run, "passt", NULL);
}

int dirs_make(const struct qemu_dirs *d, const struct qemu_config *c, bool privileged)
{
    const struct {
        const char *path;
        bool qemus; /* QEMU itself makes things there */
        mode_t mode;
    } all[] = {
        {d->config, false, 0700}, {d->autostart, false, 0700}, {d->run, false, 0755},       {d->log, false, 0755},
        {d->cache, true, 0750},   {d->lib, true, 0751},        {d->channel, true, 0755},    {d->nvram, true, 0755},
        {d->save, true, 0755},    {d->snapshot, true, 0755},   {d->checkpoint, true, 0755}, {d->dump, true, 0755},
        {d->ram, true, 0755},     {d->slirp, true, 0755},      {d->dbus, true, 0770},       {d->passt, true, 0755},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
        int e = dir_make(all[i].path, all[i].mode);
        if (e == 0 && privileged && all[i].qemus && chown(all[i].path, c->uid, c->gid) < 0)
            e = -errno;
        if (e < 0)
            return err_sys(-e, "cannot make the folder '%s'", all[i].path), -1;
    }
    return 0;
}

void dirs_done(struct qemu_dirs *d)
{
    char **v = (char **) d;
    for (size_t i = 0; i < sizeof(*d) / sizeof(*v); i++)
        g_clear_pointer(&v[i], g_free);
}
