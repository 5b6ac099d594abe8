/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* label.c: see label.h. */
#define ERR_FROM VIR_FROM_SECURITY
#define LOG_SOURCE "qemu.label"
#include "drivers/qemu/label.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "drivers/qemu/guest.h"

#define XATTR_OWNER "trusted.libvirt.security.dac"
#define XATTR_COUNT "trusted.libvirt.security.ref_dac"
#define XATTR_TIME "trusted.libvirt.security.timestamp_dac"

/* One lock for the read-change-write of these attributes by our own threads.  */
static pthread_mutex_t attr_lock = PTHREAD_MUTEX_INITIALIZER;

void label_free(struct label *l)
{
    if (l)
        g_free(l->path);
    g_free(l);
}

static bool attr_get(const char *path, const char *name, char *text, size_t size)
{
    ssize_t n = getxattr(path, name, text, size - 1);
    if (n < 0)
        return false;
    text[n] = '\0';
    return true;
}

static bool attr_set(const char *path, const char *name, const char *text)
{
    return setxattr(path, name, text, strlen(text), 0) == 0;
}

static char *boot_time(void)
{
    struct timespec real, up;
    clock_gettime(CLOCK_REALTIME, &real);
    clock_gettime(CLOCK_BOOTTIME, &up);
    return g_strdup_printf("%lld", (long long) (real.tv_sec - up.tv_sec));
}

/* Attributes written before the last boot tell of guests that are no more.  */
static bool attrs_valid(const char *path)
{
    char then[32];
    g_autofree char *now = boot_time();
    return attr_get(path, XATTR_TIME, then, sizeof(then)) && llabs(atoll(then) - atoll(now)) < 60;
}

static void owner_forget(const char *path)
{
    removexattr(path, XATTR_OWNER);
    removexattr(path, XATTR_COUNT);
    removexattr(path, XATTR_TIME);
}

/* Counts one more user of the file, the first of whom notes the owner. False: no attributes here.  */
static bool owner_remember(const char *path, const struct stat *st)
{
    char count[32], text[64];
    g_autofree char *now = boot_time();
    if (attrs_valid(path) && attr_get(path, XATTR_COUNT, count, sizeof(count))) {
        snprintf(text, sizeof(text), "%lu", strtoul(count, NULL, 10) + 1);
        return attr_set(path, XATTR_COUNT, text);
    }
    snprintf(text, sizeof(text), "+%u:+%u", st->st_uid, st->st_gid);
    return attr_set(path, XATTR_OWNER, text) && attr_set(path, XATTR_COUNT, "1") && attr_set(path, XATTR_TIME, now);
}

/* Whose the file was. 1: known, and we were the last user; 0: another still uses it; -1: not known.  */
static int owner_recall(const char *path, uid_t *ret_uid, gid_t *ret_gid)
{
    char count[32], text[64];
    unsigned uid, gid;
    if (!attrs_valid(path) || !attr_get(path, XATTR_COUNT, count, sizeof(count)) ||
        !attr_get(path, XATTR_OWNER, text, sizeof(text)) || sscanf(text, "+%u:+%u", &uid, &gid) != 2)
        return -1;
    unsigned long n = strtoul(count, NULL, 10);
    if (n > 1) {
        snprintf(count, sizeof(count), "%lu", n - 1);
        attr_set(path, XATTR_COUNT, count);
        return 0;
    }
    owner_forget(path);
    *ret_uid = uid;
    *ret_gid = gid;
    return 1;
}

static bool readable(const struct stat *st, const struct qemu_config *c)
{
    if (c->uid == 0)
        return true;
    if (st->st_uid == c->uid)
        return st->st_mode & S_IRUSR;
    if (st->st_gid == c->gid)
        return st->st_mode & S_IRGRP;
    return st->st_mode & S_IROTH;
}

/* Names the folder that keeps QEMU out, and the cure.  */
static int refuse(const struct qemu_config *c, const char *path, int e)
{
    g_autofree char *where = e == EACCES ? path_obstacle(path, c->uid, c->gid) : NULL;
    struct stat st;
    if (where && strcmp(where, path) != 0 && stat(where, &st) == 0)
        err_set(VIR_FROM_STORAGE, VIR_ERR_SYSTEM_ERROR, 0, __FILE__, __func__, __LINE__,
                "Cannot access storage file '%s' (as uid:%u, gid:%u): Permission denied: the folder '%s' (mode %04o, "
                "owner %u) does not let QEMU's user through; allow it with: chmod o+x '%s'",
                path, c->uid, c->gid, where, st.st_mode & 07777, st.st_uid, where);
    else
        err_set(VIR_FROM_STORAGE, VIR_ERR_SYSTEM_ERROR, 0, __FILE__, __func__, __LINE__,
                "Cannot access storage file '%s' (as uid:%u, gid:%u): %s", path, c->uid, c->gid, g_strerror(e));
    return -1;
}

/* The file itself, so that what is looked at is what changes hands. QEMU's user owns folders (nvram among them): a
 * link that this user made there would give it any file of the host.  */
static int file_hold(const char *path, uid_t qemus)
{
    struct stat st;
    int fd = open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) < 0 || !S_ISLNK(st.st_mode))
        return fd < 0 ? -errno : fd;
    close(fd);
    if (st.st_uid == qemus)
        return -ELOOP;
    fd = open(path, O_PATH | O_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

/* The name by which calls that know no descriptors reach it.  */
static const char *held_name(char *buf, size_t size, int fd)
{
    snprintf(buf, size, "/proc/self/fd/%d", fd);
    return buf;
}

static int file_label(struct run *r, const char *path, bool only_read)
{
    const struct qemu_config *c = &r->qemu->config;
    struct stat st;
    if (!path || !*path)
        return 0;
    if (stat(path, &st) < 0) {
        err_set(VIR_FROM_STORAGE, VIR_ERR_SYSTEM_ERROR, 0, __FILE__, __func__, __LINE__,
                "Cannot access storage file '%s': %s", path, g_strerror(errno));
        return -1;
    }
    if (!r->qemu->privileged || c->uid == 0)
        return 0;
    g_autofree char *where = path_obstacle(path, c->uid, c->gid);
    if (where && strcmp(where, path) != 0)
        return refuse(c, path, EACCES);
    if (!c->dynamic_ownership || (only_read && readable(&st, c)))
        return 0;
    char name[32];
    cleanup_fd int fd = file_hold(path, c->uid);
    int e = fd < 0 ? -fd : fstat(fd, &st) < 0 ? errno : 0;
    if (e)
        return err_sys(e, "unable to set user and group to '%u:%u' on '%s'", c->uid, c->gid, path), -1;
    struct label *l = g_new0(struct label, 1);
    l->path = g_strdup(path);
    held_name(name, sizeof(name), fd);
    pthread_mutex_lock(&attr_lock);
    if (c->remember_owner)
        l->remembered = owner_remember(name, &st);
    e = st.st_uid == c->uid && st.st_gid == c->gid ? 0 : chown(name, c->uid, c->gid) < 0 ? errno : 0;
    pthread_mutex_unlock(&attr_lock);
    g_ptr_array_add(r->labels, l);
    if (e == 0 || ((e == EPERM || e == EROFS || e == EOPNOTSUPP) && readable(&st, c)))
        return 0;
    err_sys(e, "unable to set user and group to '%u:%u' on '%s'", c->uid, c->gid, path);
    return -1;
}

static void file_restore(struct run *r, const char *path)
{
    uid_t uid = 0;
    gid_t gid = 0;
    struct stat st;
    char name[32];
    cleanup_fd int fd = path ? file_hold(path, r->qemu->config.uid) : -1;
    if (fd < 0 || fstat(fd, &st) < 0)
        return;
    held_name(name, sizeof(name), fd);
    pthread_mutex_lock(&attr_lock);
    int known = owner_recall(name, &uid, &gid);
    /* Not remembered: only what is QEMU's can be given back, and only to root, as libvirt does.  */
    bool back = known > 0 || (known < 0 && st.st_uid == r->qemu->config.uid);
    if (back && (st.st_uid != uid || st.st_gid != gid) && chown(name, uid, gid) < 0)
        log_warn("cannot give '%s' back to %u:%u: %s", path, uid, gid, g_strerror(errno));
    pthread_mutex_unlock(&attr_lock);
}

static bool relabel_off(const struct domain_def *d)
{
    for (size_t i = 0; i < d->seclabels.n; i++) {
        const struct seclabel *s = d->seclabels.v[i];
        if ((!s->model || strcmp(s->model, "dac") == 0) && (s->type == SECLABEL_NONE || s->relabel == TRI_NO))
            return true;
    }
    return false;
}

static bool source_relabel_off(const struct disk_source *s)
{
    for (size_t i = 0; i < s->seclabels.n; i++)
        if (s->seclabels.v[i]->relabel == TRI_NO)
            return true;
    return false;
}

static int each_disk_file(struct run *r, const struct disk *k, int (*fn)(struct run *, const char *, bool))
{
    bool only_read = k->readonly || k->device == DISK_DEVICE_CDROM;
    if (k->type != SOURCE_FILE && k->type != SOURCE_BLOCK)
        return 0;
    if (!source_relabel_off(&k->src) && fn(r, k->src.path, only_read) < 0)
        return -1;
    for (const struct disk_backing *b = k->backing; b; b = b->backing)
        if ((b->type == SOURCE_FILE || b->type == SOURCE_BLOCK) && fn(r, b->src.path, true) < 0)
            return -1;
    return 0;
}

/* Every file that QEMU opens by name, once: fn until one fails.  */
static int each_file(struct run *r, const struct domain_def *d, int (*fn)(struct run *, const char *, bool))
{
    for (size_t i = 0; i < d->disks.n; i++)
        if (each_disk_file(r, d->disks.v[i], fn) < 0)
            return -1;
    if (fn(r, d->os.kernel, true) < 0 || fn(r, d->os.initrd, true) < 0 || fn(r, d->os.dtb, true) < 0)
        return -1;
    if (d->os.nvram && d->os.nvram->path && fn(r, d->os.nvram->path, false) < 0)
        return -1;
    for (size_t i = 0; i < d->serials.n; i++)
        if (d->serials.v[i]->src.type == CHARDEV_DEV && fn(r, d->serials.v[i]->src.path, false) < 0)
            return -1;
    return 0;
}

int labels_set(struct run *r)
{
    r->labels_exact = true;
    if (relabel_off(r->def))
        return 0;
    if (r->qemu->privileged && r->qemu->config.dynamic_ownership) {
        r->labelling = true;
        status_save(r); /* before the first file changes hands */
    }
    return each_file(r, r->def, file_label);
}

static int restore_one(struct run *r, const char *path, bool only_read)
{
    struct stat st;
    /* One that was left alone carries no memory and is not QEMU's.  */
    if (path && stat(path, &st) == 0 && (!only_read || st.st_uid == r->qemu->config.uid))
        file_restore(r, path);
    return 0;
}

void labels_restore(struct run *r)
{
    cleanup_def struct def *live = object_live(&r->guest->o);
    const struct domain_def *d = r->def ? r->def : live ? def_domain(live) : NULL;
    if (!r->qemu->privileged || !r->qemu->config.dynamic_ownership)
        return;
    if (r->labels_exact) /* this daemon set them: exactly those */
        for (guint i = 0; i < r->labels->len; i++)
            file_restore(r, ((struct label *) g_ptr_array_index(r->labels, i))->path);
    else if (d && !relabel_off(d))
        each_file(r, d, restore_one);
    g_ptr_array_set_size(r->labels, 0);
}

int disk_label(struct run *r, const struct disk *k)
{
    r->labels_exact = true;
    return relabel_off(r->def) ? 0 : each_disk_file(r, k, file_label);
}

/* Gives one disk's files back; the run no longer knows of them.  */
static int forget_one(struct run *r, const char *path, bool only_read)
{
    bool ours = !r->labels_exact;
    object_lock(&r->guest->o);
    for (guint i = 0; r->labels_exact && i < r->labels->len; i++)
        if (g_strcmp0(((struct label *) g_ptr_array_index(r->labels, i))->path, path) == 0) {
            g_ptr_array_remove_index(r->labels, i);
            ours = true;
            break;
        }
    object_unlock(&r->guest->o);
    return ours ? restore_one(r, path, only_read) : 0;
}

void disk_unlabel(struct run *r, const struct disk *k)
{
    if (r->qemu->privileged && r->qemu->config.dynamic_ownership)
        each_disk_file(r, k, forget_one);
}
