/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* shmem.c: memory shared between guests; also the IOMMU.  */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/plan/build.h"

static json_t *memdev(struct build *b, const void *s_)
{
    return json_sprintf("shmmem-%s", device_alias(&((const struct shmem *) s_)->info));
}

static json_t *chardev(struct build *b, const void *s_)
{
    return json_sprintf("char%s", device_alias(&((const struct shmem *) s_)->info));
}

static json_t *master(struct build *b, const void *s_)
{
    const struct shmem *s = s_;

    return s->role ? json_boolean(s->role == SHMEM_ROLE_MASTER) : NULL;
}

static void msi(struct build *b, const void *s_, json_t *out)
{
    const struct shmem_msi *m = ((const struct shmem *) s_)->msi;

    if (m && m->vectors.set)
        json_object_set_new(out, "vectors", json_integer(m->vectors.v));
    if (m && m->ioeventfd)
        json_object_set_new(out, "ioeventfd", json_boolean(m->ioeventfd == TRI_YES));
}

static const struct prop plain_props[] = {
    ROWS(struct shmem, info, id_props),
    FROM("memdev", memdev),
    FROM("master", master),
    ROWS(struct shmem, info, place_props),
    {0},
};
static const struct prop doorbell_props[] = {
    ROWS(struct shmem, info, id_props),
    FROM("chardev", chardev),
    {.kind = P_EMIT, .emit = msi},
    ROWS(struct shmem, info, place_props),
    {0},
};

static int plain(struct build *b, const struct shmem *s)
{
    plan_add(b, OP_OBJECT,
             json_pack("{s:s, s:o, s:o, s:I, s:b}", "qom-type", "memory-backend-file", "id", memdev(b, s), "mem-path",
                       json_sprintf("/dev/shm/%s", s->name ? s->name : ""), "size",
                       (json_int_t) (s->size ? s->size : 4) << 20 /* MiB */, "share", 1));
    return plan_device_add(b, "ivshmem-plain", plain_props, s) ? 0 : -1;
}

static int doorbell(struct build *b, const struct shmem *s)
{
    g_autofree char *id = g_strdup_printf("char%s", device_alias(&s->info));
    g_autofree char *usual = g_strdup_printf("/var/lib/libvirt/shmem-%s-sock", s->name ? s->name : "");
    struct chardev_source src = {.type = CHARDEV_UNIX,
                                 .mode = CHARDEV_MODE_CONNECT,
                                 .path = s->server && s->server->path ? s->server->path : usual};

    if (plan_chardev(b, &src, id, device_alias(&s->info), ROLE_OTHER, s) < 0)
        return -1;
    return plan_device_add(b, "ivshmem-doorbell", doorbell_props, s) ? 0 : -1;
}

int plan_shmem(struct build *b, const struct shmem *s)
{
    switch (s->model) {
    case SHMEM_IVSHMEM_PLAIN:
        return plain(b, s);
    case SHMEM_IVSHMEM_DOORBELL:
        return doorbell(b, s);
    default:
        return plan_refuse(b, "shmem model '%s' is not supported by this QEMU binary",
                           names_word(&shmem_model_names, s->model) ? names_word(&shmem_model_names, s->model)
                                                                    : "ivshmem");
    }
}

static const struct prop intel_props[] = {
    PROP(struct iommu, ONOFF, "intremap", intremap), PROP(struct iommu, TRI, "caching-mode", caching_mode),
    PROP(struct iommu, ONOFF, "eim", eim),           PROP(struct iommu, TRI, "device-iotlb", iotlb),
    PROP(struct iommu, OPT32, "aw-bits", aw_bits),   {0},
};
static const struct prop virtio_iommu_props[] = {ROWS(struct iommu, info, place_props), {0}};

/* It has no alias of its own.  */
int plan_iommu(struct build *b, const struct iommu *i)
{
    bool intel = i->model == IOMMU_INTEL;
    json_t *out;

    if (!intel && i->model != IOMMU_VIRTIO)
        return plan_refuse(b, "IOMMU device: '%s' is only supported with ARM Virt machines",
                           names_word(&iommu_model_names, i->model));
    out = json_pack("{s:s, s:s}", "driver", intel ? "intel-iommu" : "virtio-iommu", "id", "iommu0");
    props_fill(b, intel ? intel_props : virtio_iommu_props, i, out);
    plan_add(b, OP_DEVICE, out);
    return b->failed ? -1 : 0;
}
