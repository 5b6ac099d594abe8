/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* prepare.c: what a start does before there is a process: the live definition, names, folders, images, nvram. */
#define ERR_FROM VIR_FROM_QEMU
#define LOG_SOURCE "qemu.prepare"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "base/uuid.h"
#include "drivers/qemu/start.h"
#include "host/image.h"

/* The label that the running guest shows: QEMU's user and group.  */
static void dac_label(struct run *r)
{
    struct domain_def *d = r->def;
    if (!r->qemu->privileged || d->seclabels.n > 0)
        return;
    struct seclabel *s = g_new0(struct seclabel, 1);
    s->type = SECLABEL_DYNAMIC;
    s->model = g_strdup("dac");
    s->relabel = TRI_YES;
    s->label = g_strdup_printf("+%u:+%u", r->qemu->config.uid, r->qemu->config.gid);
    s->imagelabel = g_strdup(s->label);
    d->seclabels.v = g_new0(struct seclabel *, 1);
    d->seclabels.v[0] = s;
    d->seclabels.n = 1;
}

int live_def_make(struct run *r)
{
    cleanup_def struct def *config = object_config(&r->guest->o);
    if (!r->def && !config)
        return err(VIR_ERR_INTERNAL_ERROR, "the domain has no definition"), -1;
    if (!r->def)
        r->def = domain_def_copy(def_domain(config));
    r->caps = caps_get(r->qemu->caps, r->def->emulator);
    if (!r->caps || caps_firmware_fill(r->qemu->caps, r->def, r->qemu->dirs.nvram) < 0)
        return -1;
    if (r->def->type == VIRT_KVM && !caps_virt_works(r->caps, "kvm")) {
        err(VIR_ERR_CONFIG_UNSUPPORTED, "the emulator or the host does not support KVM: use type='qemu', or see that "
                                        "/dev/kvm is there");
        return -1;
    }
    if (r->def->cputune || r->def->memtune || r->def->blkiotune || r->def->numatune)
        log_warn("domain %s: limits of processor, memory and disks by control groups are not applied by this version",
                 r->def->name);
    dac_label(r);
    domain_def_alias(r->def);
    return 0;
}

void live_def_drop(struct run *r)
{
    domain_def_free(r->def);
    r->def = NULL;
}

/* As libvirt: "ID-NAME", the name without what a path cannot have, 20 bytes of it at most.  */
static char *short_name(int id, const char *name)
{
    g_autofree char *clean = g_strndup(name, 20);
    const char *end;
    if (!g_utf8_validate(clean, -1, &end)) /* do not end in half a character */
        clean[end - clean] = '\0';
    for (char *p = clean; *p; p++)
        if (*p == '/' || *p == '\n' || *p == ',' || *p == '=')
            *p = '_';
    return g_strdup_printf("%d-%s", id, clean);
}

void run_names(struct run *r, int id, const char *name)
{
    g_autofree char *word = short_name(id, name), *dir = g_strconcat("domain-", word, NULL);
    r->id = id;
    r->dir = g_build_filename(r->qemu->dirs.lib, dir, NULL);
    r->channel_dir = g_build_filename(r->qemu->dirs.channel, dir, NULL);
    r->monitor_path = g_build_filename(r->dir, "monitor.sock", NULL);
}

int id_take(struct run *r)
{
    pthread_mutex_lock(&r->qemu->lock);
    int id = r->qemu->next_id++;
    pthread_mutex_unlock(&r->qemu->lock);
    run_names(r, id, r->def->name);
    r->def->id = (struct opt_u32){(uint32_t) id, true};
    return 0;
}

void id_give(struct run *r)
{
    registry_deactivate(r->qemu->guests, &r->guest->o);
}

/* QEMU's user owns the folder around it: a link that it left there is not followed.  */
static int folder_make(struct run *r, const char *path)
{
    int e = dir_make(path, 0750);
    cleanup_fd int fd = e == 0 ? open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) : -1;
    if (e == 0 && (fd < 0 || (r->qemu->privileged && fchown(fd, r->qemu->config.uid, r->qemu->config.gid) < 0)))
        e = -errno;
    if (e < 0)
        return err_sys(-e, "cannot make the folder '%s'", path), -1;
    return 0;
}

/* The key with which secrets are given to QEMU: random, and only its user's.  */
static int master_key_make(struct run *r)
{
    g_autofree char *path = g_build_filename(r->dir, "master-key.aes", NULL);
    unsigned char key[32];
    unlink(path);
    cleanup_fd int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    int e = fd < 0 || getrandom(key, sizeof(key), 0) != (ssize_t) sizeof(key) ? errno : 0;
    if (!e)
        e = -fd_write_all(fd, key, sizeof(key));
    if (!e && r->qemu->privileged && fchown(fd, r->qemu->config.uid, r->qemu->config.gid) < 0)
        e = errno;
    if (e)
        err_sys(e, "cannot write '%s'", path);
    return e ? -1 : 0;
}

int folders_make(struct run *r)
{
    if (folder_make(r, r->dir) < 0 || folder_make(r, r->channel_dir) < 0)
        return -1;
    return master_key_make(r);
}

/* Whatever is in there goes, and nothing that links in there lead to: it is QEMU's folder.  */
static void folder_empty(int at, const char *path, int depth)
{
    int fd = openat(at, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
    for (struct dirent *e; d && (e = readdir(d));) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        if (unlinkat(fd, e->d_name, 0) == 0 || errno != EISDIR || depth == 0)
            continue;
        folder_empty(fd, e->d_name, depth - 1);
        unlinkat(fd, e->d_name, AT_REMOVEDIR);
    }
    if (d)
        closedir(d);
    else if (fd >= 0)
        close(fd);
}

static void folder_remove(const char *path)
{
    if (!path)
        return;
    folder_empty(AT_FDCWD, path, 16);
    rmdir(path);
}

void folders_remove(struct run *r)
{
    folder_remove(r->dir);
    folder_remove(r->channel_dir);
}

int status_begin(struct run *r)
{
    int e = status_save(r);
    if (e < 0)
        err_sys(-e, "cannot note that the domain '%s' starts", r->guest->o.name);
    return e < 0 ? -1 : 0;
}

void status_end(struct run *r)
{
    status_remove(r);
}

/* Missing media that the document does not insist on are left out.  */
static bool disk_dropped(struct disk *k)
{
    struct stat st;
    if (k->type != SOURCE_FILE && k->type != SOURCE_BLOCK)
        return false;
    if (k->src.startup_policy != STARTUP_OPTIONAL ||
        (k->device != DISK_DEVICE_CDROM && k->device != DISK_DEVICE_FLOPPY))
        return false;
    if (!k->src.path || stat(k->src.path, &st) == 0)
        return false;
    log_info("the medium '%s' of %s is not there: started without", k->src.path, k->dst);
    g_clear_pointer(&k->src.path, g_free);
    return true;
}

/* Notes the images below a qcow2, so that QEMU is told of each; numbers them as libvirt prints them.  */
static int disk_probe(struct disk *k, uint32_t *index)
{
    const char *top = k->src.path;
    bool empty = disk_dropped(k) || disk_source_is_empty(k->type, &k->src);
    ++*index; /* an empty drive has a number too, for what will be put in */
    if (empty)
        return 0;
    k->src.index = (struct opt_u32){*index, true};
    if (k->type != SOURCE_FILE && k->type != SOURCE_BLOCK)
        return 0;
    if (k->backing) {
        for (struct disk_backing *b = k->backing; b && b->type; b = b->backing)
            b->index = (struct opt_u32){++*index, true};
        return 0;
    }
    struct disk_backing **at = &k->backing;
    g_autofree char *path = g_strdup(top);
    unsigned format = k->format;
    for (int depth = 0;; depth++) {
        struct image image;
        int e = format == FORMAT_QCOW2 ? image_probe(path, &image) : 0;
        if (e == -ENOENT || e == -EACCES) { /* said better by whoever opens it for QEMU */
            return 0;
        }
        if (format != FORMAT_QCOW2 || e < 0 || !image.backing) {
            if (format == FORMAT_QCOW2 && e == 0)
                image_done(&image);
            break;
        }
        if (depth > 200) {
            image_done(&image);
            return err(VIR_ERR_CONFIG_UNSUPPORTED, "the chain of images below '%s' is too long or a ring", top), -1;
        }
        *at = g_new0(struct disk_backing, 1);
        (*at)->type = SOURCE_FILE;
        struct stat st;
        if (stat(image.backing, &st) == 0 && S_ISBLK(st.st_mode))
            (*at)->type = SOURCE_BLOCK;
        (*at)->src.path = g_strdup(image.backing);
        (*at)->format = image.backing_format && names_value(&image_format_names, image.backing_format) > 0
                            ? (unsigned) names_value(&image_format_names, image.backing_format)
                            : FORMAT_RAW;
        (*at)->index = (struct opt_u32){++*index, true};
        format = (*at)->format;
        g_free(path);
        path = g_strdup(image.backing);
        at = &(*at)->backing;
        image_done(&image);
    }
    *at = g_new0(struct disk_backing, 1); /* <backingStore/>: there is nothing below */
    return 0;
}

/* One that is plugged in: its images get numbers that no other has.  */
int disk_prepare(struct run *r, struct disk *k)
{
    uint32_t index = 0;
    for (size_t i = 0; i < r->def->disks.n; i++) {
        index = MAX(index, r->def->disks.v[i]->src.index.v);
        for (const struct disk_backing *b = r->def->disks.v[i]->backing; b; b = b->backing)
            index = MAX(index, b->index.v);
    }
    return disk_probe(k, &index);
}

int images_probe(struct run *r)
{
    uint32_t index = 0;
    for (size_t i = r->def->disks.n; i-- > 0;) /* from the last, as libvirt counts */
        if (disk_probe(r->def->disks.v[i], &index) < 0)
            return -1;
    return 0;
}

/* A guest's own variable store: made of the template at its first start, and never after.  */
int nvram_make(struct run *r)
{
    const struct os_nvram *n = r->def->os.nvram;
    g_autofree char *data = NULL;
    if (!n || !n->path || file_exists(n->path) || n->type)
        return 0;
    if (!n->template) {
        err(VIR_ERR_OPERATION_FAILED, "unable to find any master var store for loader: %s",
            r->def->os.loader && r->def->os.loader->path ? r->def->os.loader->path : "");
        return -1;
    }
    ssize_t len = file_load(n->template, 64 << 20, &data);
    int e = len < 0 ? (int) -len : -file_save(n->path, data, (size_t) len, 0600);
    if (!e && r->qemu->privileged && lchown(n->path, r->qemu->config.uid, r->qemu->config.gid) < 0)
        e = errno;
    if (e)
        return err_sys(e, "Failed to create file '%s' from '%s'", n->path, n->template), -1;
    return 0;
}
