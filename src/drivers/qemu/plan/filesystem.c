/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* filesystem.c: folders of the host: 9p by QEMU itself, virtiofs by a daemon behind a socket.  */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/plan/build.h"

static json_t *fsdev(struct build *b, const void *f_)
{
    return json_sprintf("fsdev-%s", device_alias(&((const struct filesystem *) f_)->info));
}

static json_t *virtiofs_chardev(struct build *b, const void *f_)
{
    return json_sprintf("chr-vu-%s", device_alias(&((const struct filesystem *) f_)->info));
}

static json_t *queue_size(struct build *b, const void *f_)
{
    const struct filesystem *f = f_;

    return json_integer(f->queue.set ? f->queue.v : 1024);
}

static const struct prop p9_props[] = {
    ROWS(struct filesystem, virtio, virtio_props),     ROWS(struct filesystem, info, id_props),    FROM("fsdev", fsdev),
    PROP(struct filesystem, STR, "mount_tag", target), ROWS(struct filesystem, info, place_props), {0},
};
static const struct prop virtiofs_props[] = {
    ROWS(struct filesystem, virtio, virtio_props),
    ROWS(struct filesystem, info, id_props),
    FROM("chardev", virtiofs_chardev),
    FROM("queue-size", queue_size),
    PROP(struct filesystem, STR, "tag", target),
    ROWS(struct filesystem, info, place_props),
    {0},
};
static const struct devmodel p9_models[] = {VIRTIO_MODELS(0, "virtio-9p", p9_props), {0}};

static int virtiofs(struct build *b, const struct filesystem *f)
{
    g_autofree char *id = g_strdup_printf("chr-vu-%s", device_alias(&f->info));
    g_autofree char *usual = g_strdup_printf("%s/%s-fs.sock", b->env->domain_dir, device_alias(&f->info));
    struct chardev_source src = {
        .type = CHARDEV_UNIX, .mode = CHARDEV_MODE_CONNECT, .path = f->socket ? f->socket : usual};

    if (!f->socket && !b->env->native)
        return plan_refuse(b, "starting virtiofsd is not supported yet: give the socket of a running one");
    if (plan_chardev(b, &src, id, device_alias(&f->info), ROLE_OTHER, f) < 0)
        return -1;
    return plan_device_add(b, "vhost-user-fs-pci", virtiofs_props, f) ? 0 : -1;
}

int plan_filesystem(struct build *b, const struct filesystem *f)
{
    static const char *const models[] = {[FS_ACCESS_DEFAULT] = "passthrough",
                                         [FS_ACCESS_PASSTHROUGH] = "passthrough",
                                         [FS_ACCESS_MAPPED] = "mapped",
                                         [FS_ACCESS_SQUASH] = "none"};
    GString *out;

    if (f->driver == FS_DRIVER_VIRTIOFS)
        return virtiofs(b, f);
    if (f->type != FS_MOUNT)
        return plan_refuse(b, "only supports mount filesystem type");
    out = g_string_new("local,security_model=");
    g_string_append(out, models[f->accessmode]);
    if (f->multidevs)
        g_string_append_printf(out, ",multidevs=%s", names_word(&fs_multidevs_names, f->multidevs));
    if (f->fmode)
        g_string_append_printf(out, ",fmode=%s", f->fmode);
    if (f->dmode)
        g_string_append_printf(out, ",dmode=%s", f->dmode);
    if (f->wrpolicy == FS_WRPOLICY_IMMEDIATE)
        g_string_append(out, ",writeout=immediate");
    g_string_append_printf(out, ",id=fsdev-%s,path=", device_alias(&f->info));
    opt_append(out, f->source ? f->source : "");
    if (f->readonly)
        g_string_append(out, ",readonly");
    plan_arg(b, "fsdev", g_string_free(out, false));
    return plan_model_add(b, "filesystem", p9_models, 0, f->model, f->info.address.type, f) ? 0 : -1;
}
