/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * disk.c: disks: the chain of images, then the device. Nodes are numbered from the last disk backwards, each
 * disk taking one number for itself and one for each image below, unless the document carries the numbers.
 */
#define ERR_FROM VIR_FROM_QEMU
#include <string.h>

#include "drivers/qemu/plan/blockdev.h"

#define CHAIN_MAX 200 /* QEMU itself gives up on deeper ones */

static unsigned chain_length(const struct disk *d)
{
    unsigned n = 1;

    for (const struct disk_backing *k = d->backing; k && k->type != SOURCE_NONE && n < CHAIN_MAX; k = k->backing)
        n++;
    return n;
}

/* The number of a disk's own node.  */
static unsigned node_number(const struct build *b, const struct disk *d)
{
    unsigned n = 1;

    if (d->src.index.set)
        return d->src.index.v;
    for (size_t i = b->def->disks.n; i-- > 0;) {
        if (b->def->disks.v[i] == d)
            break;
        n += chain_length(b->def->disks.v[i]);
    }
    return n;
}

static bool is_scsi_generic(const struct disk *d)
{
    return d->bus == DISK_BUS_SCSI && d->device == DISK_DEVICE_LUN;
}

/* ---- rows ---- */
static json_t *drive(struct build *b, const void *d_)
{
    const struct disk *d = d_;

    if (disk_source_is_empty(d->type, &d->src))
        return NULL;
    if (ASIDE(d->more)->copy_on_read == TRI_YES)
        return json_sprintf("libvirt-CoR-%s", d->dst);
    return json_sprintf("libvirt-%u-format", node_number(b, d));
}

static json_t *boot(struct build *b, const void *d)
{
    uint32_t n = boot_index(b, d);

    return n ? json_integer(n) : NULL;
}

static json_t *share_rw(struct build *b, const void *d_)
{
    const struct disk *d = d_;

    return d->shareable ? json_true() : NULL;
}

static json_t *write_cache(struct build *b, const void *d_)
{
    const struct disk *d = d_;
    unsigned cache = disk_cache_mode(d);

    if (!cache)
        return NULL;
    return json_string(cache == DISK_CACHE_WRITETHROUGH || cache == DISK_CACHE_DIRECTSYNC ? "off" : "on");
}

static json_t *wwn(struct build *b, const void *d_)
{
    const struct disk *d = d_;
    guint64 n = ASIDE(d->more)->wwn ? g_ascii_strtoull(ASIDE(d->more)->wwn, NULL, 16) : 0;

    if (n > G_MAXINT64) {
        plan_refuse(b, "the wwn '%s' cannot be given to QEMU", ASIDE(d->more)->wwn);
        return NULL;
    }
    return ASIDE(d->more)->wwn ? json_integer((json_int_t) n) : NULL;
}

static json_t *iothread(struct build *b, const void *d_)
{
    const struct disk *d = d_;

    return d->iothread.set && d->iothread.v ? json_sprintf("iothread%u", d->iothread.v) : NULL;
}

static const char *error_word(unsigned policy)
{
    return policy == DISK_ERROR_ENOSPACE ? "enospc" : names_word(&disk_error_policy_names, policy);
}

static json_t *write_error(struct build *b, const void *d_)
{
    const struct disk *d = d_;

    return ASIDE(d->more)->error_policy ? json_string(error_word(ASIDE(d->more)->error_policy)) : NULL;
}

/* Reading can never run out of space, so "enospace" only decides about writing.  */
static json_t *read_error(struct build *b, const void *d_)
{
    const struct disk *d = d_;
    unsigned policy = ASIDE(d->more)->rerror_policy                         ? ASIDE(d->more)->rerror_policy
                      : ASIDE(d->more)->error_policy == DISK_ERROR_ENOSPACE ? DISK_ERROR_DEFAULT
                                                                            : ASIDE(d->more)->error_policy;

    return policy ? json_string(error_word(policy)) : NULL;
}

static json_t *scsi_id_text(struct build *b, const void *d_)
{
    const struct disk *d = d_;

    if (is_scsi_generic(d))
        return NULL;
    return d->serial ? json_string(d->serial) : json_sprintf("drive-%s", device_alias(&d->info));
}

/* Blanks have a backslash before them, as guests of libvirt always saw it.  */
static json_t *serial(struct build *b, const void *d_)
{
    const struct disk *d = d_;
    g_auto(GStrv) words = d->serial ? g_strsplit(d->serial, " ", -1) : NULL;
    g_autofree char *text = words ? g_strjoinv("\\ ", words) : NULL;

    return text ? json_string(text) : NULL;
}

static json_t *removable(struct build *b, const void *d_)
{
    const struct disk *d = d_;

    return json_boolean(ASIDE(d->more)->removable == TRI_YES);
}

static json_t *geometry_trans(struct build *b, const void *d_)
{
    const struct disk_geometry *g = d_;
    const char *word = names_word(&disk_trans_names, g->trans);

    return g->trans && word ? json_string(word) : NULL;
}

static const struct prop geometry_props[] = {
    PROP(struct disk_geometry, UINT, "cyls", cyls),
    PROP(struct disk_geometry, UINT, "heads", heads),
    PROP(struct disk_geometry, UINT, "secs", secs),
    FROM("bios-chs-trans", geometry_trans),
    {0},
};

static void geometry(struct build *b, const void *disk, json_t *out)
{
    const struct disk *d = disk;

    if (ASIDE(d->more)->geometry)
        props_fill(b, geometry_props, ASIDE(d->more)->geometry, out);
}

/* After the bus: what every disk has.  */
static const struct prop common_props[] = {
    FROM("share-rw", share_rw),
    FROM("drive", drive),
    ROWS(struct disk, info, id_props),
    FROM("bootindex", boot),
    PROP_ASIDE(struct disk, OPT32, "logical_block_size", more, logical_block_size),
    PROP_ASIDE(struct disk, OPT32, "physical_block_size", more, physical_block_size),
    {0},
};
static const struct prop tail_props[] = {
    FROM("write-cache", write_cache), {.kind = P_EMIT, .emit = geometry}, FROM("serial", serial),
    FROM("werror", write_error),      FROM("rerror", read_error),         {0},
};
static const struct prop scsi_props[] = {
    {.kind = P_ROWS, .rows = common_props},
    FROM("wwn", wwn),
    PROP_ASIDE(struct disk, OPT32, "rotation_rate", more, rotation_rate),
    PROP_ASIDE(struct disk, STR, "vendor", more, vendor),
    PROP_ASIDE(struct disk, STR, "product", more, product),
    {.kind = P_ROWS, .rows = tail_props},
    {0},
};

/* ---- where on the bus ---- */
static void ide_place(struct build *b, const void *d_, json_t *out)
{
    const struct disk *d = d_;
    g_autofree char *id = controller_id(b, CONTROLLER_IDE, d->info.address.drive.controller);

    if (!id)
        return;
    json_object_set_new(out, "bus", json_sprintf("%s.%u", id, d->info.address.drive.bus));
    json_object_set_new(out, "unit", json_integer(d->info.address.drive.unit));
}

static void sata_place(struct build *b, const void *d_, json_t *out)
{
    const struct disk *d = d_;
    g_autofree char *id = controller_id(b, CONTROLLER_SATA, d->info.address.drive.controller);

    if (id)
        json_object_set_new(out, "bus", json_sprintf("%s.%u", id, d->info.address.drive.unit));
}

/* Old controllers have one line of targets, newer ones channels, targets and units.  */
static bool scsi_is_flat(unsigned model)
{
    return model == CMODEL_SCSI_LSILOGIC || model == CMODEL_SCSI_DC390 || model == CMODEL_SCSI_AM53C974 ||
           model == CMODEL_SCSI_NCR53C90;
}

static void scsi_place(struct build *b, const void *d_, json_t *out)
{
    const struct disk *d = d_;
    const struct drive_address *a = &d->info.address.drive;
    const struct controller *c = domain_controller(b->def, CONTROLLER_SCSI, a->controller);
    g_autofree char *id = controller_id(b, CONTROLLER_SCSI, a->controller);

    if (!id)
        return;
    json_object_set_new(out, "bus", json_sprintf("%s.0", id));
    if (c && scsi_is_flat(c->model)) {
        json_object_set_new(out, "scsi-id", json_integer(a->unit));
    } else {
        json_object_set_new(out, "channel", json_integer(a->bus));
        json_object_set_new(out, "scsi-id", json_integer(a->target));
        json_object_set_new(out, "lun", json_integer(a->unit));
    }
    if (!is_scsi_generic(d))
        json_object_set_new(out, "device_id", scsi_id_text(b, d));
}

static void floppy_place(struct build *b, const void *d_, json_t *out)
{
    const struct disk *d = d_;

    json_object_set_new(out, "unit", json_integer(d->info.address.drive.unit));
}

static const struct prop virtio_blk_props[] = {
    ROWS_ASIDE(struct disk, more, virtio, virtio_props),
    FROM("iothread", iothread),
    PROP_ASIDE(struct disk, TRI, "ioeventfd", more, ioeventfd),
    PROP_ASIDE(struct disk, TRI, "event_idx", more, event_idx),
    PROP_ASIDE(struct disk, OPT32, "num-queues", more, queues),
    PROP_ASIDE(struct disk, OPT32, "queue-size", more, queue_size),
    ROWS(struct disk, info, place_props),
    {.kind = P_ROWS, .rows = common_props},
    {.kind = P_ROWS, .rows = tail_props},
    {0},
};
static const struct prop ide_props[] = {
    {.kind = P_EMIT, .emit = ide_place},
    {.kind = P_ROWS, .rows = common_props},
    FROM("wwn", wwn),
    PROP_ASIDE(struct disk, OPT32, "rotation_rate", more, rotation_rate),
    {.kind = P_ROWS, .rows = tail_props},
    {0},
};
static const struct prop sata_props[] = {
    {.kind = P_EMIT, .emit = sata_place},
    {.kind = P_ROWS, .rows = common_props},
    FROM("wwn", wwn),
    PROP_ASIDE(struct disk, OPT32, "rotation_rate", more, rotation_rate),
    {.kind = P_ROWS, .rows = tail_props},
    {0},
};
static const struct prop scsi_disk_props[] = {
    {.kind = P_EMIT, .emit = scsi_place},
    {.kind = P_ROWS, .rows = scsi_props},
    {0},
};
static const struct prop usb_props[] = {
    ROWS(struct disk, info, place_props),
    {.kind = P_ROWS, .rows = common_props},
    FROM("removable", removable),
    {.kind = P_ROWS, .rows = tail_props},
    {0},
};
static const struct prop floppy_props[] = {
    {.kind = P_EMIT, .emit = floppy_place},
    FROM("drive", drive),
    ROWS(struct disk, info, id_props),
    FROM("write-cache", write_cache),
    {0},
};

/* By bus and, where the bus has several, kind of drive + 1.  */
static const struct devmodel models[] = {
    {DISK_BUS_IDE, DISK_DEVICE_CDROM + 1, 0, "ide-cd", ide_props, 0},
    {DISK_BUS_IDE, 0, 0, "ide-hd", ide_props, 0},
    {DISK_BUS_SATA, DISK_DEVICE_CDROM + 1, 0, "ide-cd", sata_props, 0},
    {DISK_BUS_SATA, 0, 0, "ide-hd", sata_props, 0},
    {DISK_BUS_SCSI, DISK_DEVICE_CDROM + 1, 0, "scsi-cd", scsi_disk_props, 0},
    {DISK_BUS_SCSI, DISK_DEVICE_LUN + 1, 0, "scsi-block", scsi_disk_props, 0},
    {DISK_BUS_SCSI, 0, 0, "scsi-hd", scsi_disk_props, 0},
    {DISK_BUS_USB, 0, 0, "usb-storage", usb_props, 0},
    {DISK_BUS_FDC, 0, 0, "floppy", floppy_props, 0},
    {0},
};
static const struct devmodel virtio_models[] = {VIRTIO_MODELS(0, "virtio-blk", virtio_blk_props), {0}};

/* ---- the chain ---- */
static struct image_plan image_of_disk(const struct disk *d, const char *node)
{
    return (struct image_plan){
        .node = node,
        .type = d->type,
        .src = &d->src,
        .format = d->format,
        .cache = disk_cache_mode(d),
        .io = d->io,
        .discard = d->discard,
        .detect_zeroes = ASIDE(d->more)->detect_zeroes,
        .metadata_cache = ASIDE(d->more)->metadata_cache,
        .readonly = d->readonly || d->device == DISK_DEVICE_CDROM,
    };
}

static char *backing_node(const struct disk_backing *k, unsigned number)
{
    return g_strdup_printf("libvirt-%u", k->index.set ? k->index.v : number);
}

/* The images below one: deepest first.  */
static int plan_backing(struct build *b, const struct disk *d, const struct disk_backing *k, unsigned number,
                        unsigned depth)
{
    g_autofree char *node = backing_node(k, number);
    g_autofree char *below = NULL;
    struct image_plan i = image_of_disk(d, node);

    if (depth > CHAIN_MAX)
        return plan_refuse(b, "the backing chain of disk '%s' is longer than %d images", d->dst, CHAIN_MAX);
    if (k->backing && k->backing->type != SOURCE_NONE) {
        if (plan_backing(b, d, k->backing, number + 1, depth + 1) < 0)
            return -1;
        below = backing_node(k->backing, number + 1);
    }
    i.type = k->type;
    i.src = &k->src;
    i.format = k->format;
    i.metadata_cache = k->metadata_cache;
    i.detect_zeroes = 0;
    i.readonly = true;
    return plan_nodes(b, &i, below ? below : k->backing ? "" : NULL);
}

static int disk_chain(struct build *b, const struct disk *d)
{
    unsigned number = node_number(b, d);
    g_autofree char *node = g_strdup_printf("libvirt-%u", number);
    g_autofree char *below = NULL;
    struct image_plan i = image_of_disk(d, node);

    if (d->backing && d->backing->type != SOURCE_NONE) {
        if (plan_backing(b, d, d->backing, number + 1, 0) < 0)
            return -1;
        below = backing_node(d->backing, number + 1);
    }
    if (plan_nodes(b, &i, below ? below : d->backing ? "" : NULL) < 0)
        return -1;
    if (ASIDE(d->more)->copy_on_read == TRI_YES)
        plan_add(b, OP_BLOCKDEV,
                 json_pack("{s:s, s:o, s:o, s:s}", "driver", "copy-on-read", "node-name",
                           json_sprintf("libvirt-CoR-%s", d->dst), "file", json_sprintf("%s-format", node), "discard",
                           "unmap"));
    return 0;
}

int plan_disk(struct build *b, const struct disk *d)
{
    if (ASIDE(d->more)->old_encryption)
        return plan_refuse(b, "encryption of disk images is not supported yet");
    if (ASIDE(d->more)->old_auth)
        return plan_refuse(b, "authentication of network disks is not supported yet");
    if (ASIDE(d->more)->transient && !b->env->native)
        return plan_refuse(b, "transient disks are not supported yet");
    if (d->type == SOURCE_VHOST_USER || d->type == SOURCE_NVME || d->type == SOURCE_VOLUME)
        return plan_refuse(b, "disk source type '%s' is not supported yet", names_word(&source_type_names, d->type));
    if (!disk_source_is_empty(d->type, &d->src) && disk_chain(b, d) < 0)
        return -1;
    return plan_model_add(b, "disk", d->bus == DISK_BUS_VIRTIO ? virtio_models : models, d->bus,
                          d->bus == DISK_BUS_VIRTIO ? d->model : d->device + 1, d->info.address.type, d)
               ? 0
               : -1;
}
