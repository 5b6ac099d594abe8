/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* vsock.c: virtio sockets.  */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/plan/build.h"

static json_t *guest_cid(struct build *b, const void *v_)
{
    const struct vsock *v = v_;

    return json_integer(v->cid.set ? v->cid.v : 0); /* the running definition has the number that was found free */
}

static const struct prop vsock_props[] = {
    ROWS(struct vsock, virtio, virtio_props),
    ROWS(struct vsock, info, id_props),
    FROM("guest-cid", guest_cid),
    {0},
};
static const struct prop vsock_place_props[] = {ROWS(struct vsock, info, place_props), {0}};
static const struct devmodel models[] = {VIRTIO_MODELS(0, "vhost-vsock", vsock_props), {0}};

int plan_vsock(struct build *b, const struct vsock *v)
{
    struct planned *op = plan_model_add(b, "vsock", models, 0, v->model, v->info.address.type, v);
    int fd = op ? plan_ask_fd(b, PLAN_FD_VHOST_VSOCK, v, 0) : -2;

    if (!op || fd == -2)
        return -1;
    if (fd >= 0)
        planned_fd(op, fd);
    json_object_set_new(op->props, "vhostfd", json_sprintf("%d", fd));
    props_fill(b, vsock_place_props, v, op->props);
    return b->failed ? -1 : 0;
}
