/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* console.c: a stream to a guest's console or channel: one reader each, whom another may push aside. */
#define ERR_FROM VIR_FROM_QEMU
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "core/stream.h"
#include "drivers/qemu/functions.h"
#include "drivers/qemu/start.h"

/* ---- who has which ---- */
struct open_console {
    struct run *r;
    struct stream *s;
    char *key;
};

static void console_over(void *arg)
{
    struct open_console *o = arg;
    object_lock(&o->r->guest->o);
    if (g_hash_table_lookup(o->r->consoles, o->key) == o->s)
        g_hash_table_remove(o->r->consoles, o->key);
    object_unlock(&o->r->guest->o);
    run_unref(o->r);
    g_free(o->key);
    g_free(o);
}

/* Takes the place; the one before is told to go, if `force`.  */
static int claim(struct run *r, const char *key, struct stream *s, bool force, const char *what)
{
    object_lock(&r->guest->o);
    struct stream *old = g_hash_table_lookup(r->consoles, key);
    if (old)
        stream_ref(old);
    if (!old || force)
        g_hash_table_insert(r->consoles, g_strdup(key), s);
    object_unlock(&r->guest->o);
    if (!old)
        return 0;
    if (force)
        stream_kick(old, "another connection took the console over");
    stream_unref(old);
    if (force)
        return 0;
    err(VIR_ERR_OPERATION_FAILED, "Active %s session exists for this domain", what);
    return -1;
}

static void unclaim(struct run *r, const char *key, struct stream *s)
{
    object_lock(&r->guest->o);
    if (g_hash_table_lookup(r->consoles, key) == s)
        g_hash_table_remove(r->consoles, key);
    object_unlock(&r->guest->o);
}

/* ---- opening ---- */
static int open_backend(const struct chardev_source *src, const char *name)
{
    int fd;
    if (src->type == CHARDEV_PTY && src->path) {
        fd = open(src->path, O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
        fd = fd < 0 ? -errno : fd;
    } else if (src->type == CHARDEV_UNIX && src->path) {
        fd = monitor_connect(src->path);
    } else {
        err(VIR_ERR_INTERNAL_ERROR, "character device %s is not using a PTY", name);
        return -1;
    }
    if (fd < 0)
        err_sys(-fd, "cannot open '%s'", src->path);
    return fd < 0 ? -1 : fd;
}

static int open_stream(struct call *c, const struct chardev *dev, bool force, const char *what)
{
    cleanup_run struct run *r = guest_run(guest_of_call(c));
    if (!r)
        return -1;
    const char *key = dev->info.alias.name ? dev->info.alias.name : dev->src.path ? dev->src.path : "";
    if (claim(r, key, c->stream, force, what) < 0)
        return -1;
    int fd = open_backend(&dev->src, key);
    if (fd < 0 || stream_bind_fd(c->stream, fd, STREAM_SOURCE | STREAM_SINK) < 0) {
        unclaim(r, key, c->stream);
        return -1;
    }
    struct open_console *o = g_new(struct open_console, 1);
    *o = (struct open_console){run_ref(r), c->stream, g_strdup(key)};
    stream_on_close(c->stream, console_over, o);
    return 0;
}

static const struct chardev *named(struct chardev *const *v, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (g_strcmp0(v[i]->info.alias.name, name) == 0)
            return v[i];
    return NULL;
}

int qemu_virDomainOpenConsole(struct call *c, const struct virDomainOpenConsole_args *a, void *ret)
{
    cleanup_def struct def *live = object_live(c->object);
    if (!live)
        return not_running();
    const struct domain_def *d = def_domain(live);
    const struct chardev *dev = NULL;
    if (a->dev_name) {
        dev = named(d->consoles.v, d->consoles.n, a->dev_name);
        dev = dev ? dev : named(d->serials.v, d->serials.n, a->dev_name);
        dev = dev ? dev : named(d->parallels.v, d->parallels.n, a->dev_name);
    } else if (d->consoles.n > 0) {
        dev = d->consoles.v[0];
        if (console_is_serial(d, dev) && d->serials.n > 0)
            dev = d->serials.v[0];
    } else if (d->serials.n > 0) {
        dev = d->serials.v[0];
    }
    if (!dev) {
        err(VIR_ERR_INTERNAL_ERROR, "cannot find character device %s", a->dev_name ? a->dev_name : "<null>");
        return -1;
    }
    return open_stream(c, dev, a->flags & VIR_DOMAIN_CONSOLE_FORCE, "console");
}

int qemu_virDomainOpenChannel(struct call *c, const struct virDomainOpenChannel_args *a, void *ret)
{
    cleanup_def struct def *live = object_live(c->object);
    const struct chardev *dev = NULL;
    if (!live)
        return not_running();
    const struct domain_def *d = def_domain(live);
    for (size_t i = 0; i < d->channels.n && !dev; i++)
        if (!a->name || g_strcmp0(d->channels.v[i]->name, a->name) == 0 ||
            g_strcmp0(d->channels.v[i]->info.alias.name, a->name) == 0)
            dev = d->channels.v[i];
    if (!dev)
        return err(VIR_ERR_INTERNAL_ERROR, "cannot find channel %s", a->name ? a->name : "<null>"), -1;
    if (dev->src.type != CHARDEV_UNIX)
        return err(VIR_ERR_INTERNAL_ERROR, "channel %s is not using a UNIX socket", a->name ? a->name : "<null>"), -1;
    return open_stream(c, dev, a->flags & VIR_DOMAIN_CHANNEL_FORCE, "channel");
}

/* ---- screenshot: QEMU draws into a file of ours that has lost its name before the client reads it ---- */
static uint64_t screens(const struct domain_def *d)
{
    uint64_t n = 0;
    for (size_t i = 0; i < d->videos.n; i++)
        n += d->videos.v[i]->heads.set ? d->videos.v[i]->heads.v : 1;
    return n;
}

int qemu_virDomainScreenshot(struct call *c, const struct virDomainScreenshot_args *a,
                             struct virDomainScreenshot_ret *ret)
{
    struct guest *g = guest_of_call(c);
    cleanup_run struct run *r = guest_run(g);
    cleanup_def struct def *live = object_live(&g->o);
    if (!r || !live)
        return -1;
    const struct domain_def *d = def_domain(live);
    if (d->videos.n == 0)
        return err(VIR_ERR_OPERATION_INVALID, "no screens to take screenshot from"), -1;
    if (a->screen >= screens(d))
        return err(VIR_ERR_OPERATION_INVALID, "no such screen ID"), -1;
    g_autofree char *path = g_build_filename(r->qemu->dirs.cache, "qemu.screendump.XXXXXX", NULL);
    cleanup_fd int fd = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0)
        return err_sys(errno, "cannot make '%s'", path), -1;
    struct qemu_caps *caps = caps_get(r->qemu->caps, d->emulator);
    bool png = caps && caps_qemu_version(caps) >= 7001000;
    caps_unref(caps);
    struct qmp_screendump shot = {.filename = path, .format = (char *) (png ? "png" : NULL)};
    if (a->screen > 0 || d->videos.n > 1) {
        shot.device = d->videos.v[0]->info.alias.name;
        shot.head = (struct opt_u32){a->screen, shot.device != NULL};
    }
    int e = r->qemu->privileged && fchown(fd, r->qemu->config.uid, r->qemu->config.gid) < 0 ? -errno : 0;
    if (e < 0)
        err_sys(-e, "cannot give '%s' to QEMU", path);
    else
        e = qmp_call(r->monitor, &qmp_cmd_screendump, &shot, NULL, QMP_WAIT_MS);
    if (e < 0 && png && qmp_last() == QMP_GENERIC_ERROR) { /* built without PNG */
        png = false;
        shot.format = NULL;
        err_reset();
        e = qmp_call(r->monitor, &qmp_cmd_screendump, &shot, NULL, QMP_WAIT_MS);
    }
    unlink(path);
    if (e < 0 || stream_bind_fd(c->stream, fd_take(&fd), STREAM_SOURCE) < 0)
        return -1;
    ret->mime = g_strdup(png ? "image/png" : "image/x-portable-pixmap");
    return 0;
}
