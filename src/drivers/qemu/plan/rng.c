/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* rng.c: random number generators: a backend object and a device.  */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/plan/build.h"

static json_t *backend_name(struct build *b, const void *r_)
{
    const struct rng *r = r_;

    return json_sprintf("obj%s", device_alias(&r->info));
}

static json_t *period(struct build *b, const void *r_)
{
    const struct rng *r = r_;

    return !r->rate_bytes.set ? NULL : json_integer(r->rate_period.set ? r->rate_period.v : 1000);
}

static const struct prop rng_props[] = {
    ROWS(struct rng, virtio, virtio_props),
    FROM("rng", backend_name),
    ROWS(struct rng, info, id_props),
    PROP(struct rng, OPT32, "max-bytes", rate_bytes),
    FROM("period", period),
    ROWS(struct rng, info, place_props),
    {0},
};
static const struct devmodel models[] = {VIRTIO_MODELS(0, "virtio-rng", rng_props), {0}};

static int rng_backend(struct build *b, const struct rng *r)
{
    g_autofree char *id = g_strdup_printf("obj%s", device_alias(&r->info));
    g_autofree char *chardev = g_strdup_printf("char%s", device_alias(&r->info));

    switch (r->backend) {
    case RNG_RANDOM:
        plan_add(b, OP_OBJECT,
                 json_pack("{s:s, s:s, s:s}", "qom-type", "rng-random", "id", id, "filename",
                           r->device ? r->device : "/dev/random"));
        return 0;
    case RNG_EGD:
        if (plan_chardev(b, &r->egd, chardev, device_alias(&r->info), ROLE_OTHER, r) < 0)
            return -1;
        plan_add(b, OP_OBJECT, json_pack("{s:s, s:s, s:s}", "qom-type", "rng-egd", "id", id, "chardev", chardev));
        return 0;
    case RNG_BUILTIN:
        plan_add(b, OP_OBJECT, json_pack("{s:s, s:s}", "qom-type", "rng-builtin", "id", id));
        return 0;
    default:
        return plan_refuse(b, "random number generator '%s' has no backend", device_alias(&r->info));
    }
}

int plan_rng(struct build *b, const struct rng *r)
{
    if (rng_backend(b, r) < 0)
        return -1;
    return plan_model_add(b, "rng", models, 0, r->model, r->info.address.type, r) ? 0 : -1;
}
