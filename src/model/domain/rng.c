/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* rng.c: the rows of <rng>.  */
#include "model/domain/rng.h"

#include "base/err.h"
#include "model/domain/table.h"

NAMES(rng_backend_names, "RNG backend model", [RNG_RANDOM] = "random", [RNG_EGD] = "egd", [RNG_BUILTIN] = "builtin");

#define F(K, PATH, M, ...) FLD(struct rng, K, PATH, M, __VA_ARGS__)
static const struct fld rng_flds[] = {
    F(ENUM, "@model", model, NAMED(virtio_model_names), .flags = REQUIRED | GUEST_ABI),
    F(OPT32, "rate/@bytes", rate_bytes),
    F(OPT32, "rate/@period", rate_period),
    F(ENUM, "backend/@model", backend, NAMED(rng_backend_names), .flags = SAYS_UNSUPPORTED),
    F(STR, "backend", device),
    F(ENUM, "backend/@type", egd.type, NAMED(chardev_type_names)),
    F(SUB, "backend", egd, RECORD(chardev_source_rec)),
    F(SUB, "driver", virtio, RECORD(virtio_options_rec)),
    F(SUB, ".", info, RECORD(device_info_rec)),
    {0},
};
#undef F
static int rng_defaults(void *obj, struct rec_in *in)
{
    struct rng *r = obj;

    if (!r->backend)
        return rec_bad(in, VIR_ERR_XML_ERROR, "a random number generator needs one <backend model=...>");
    if (r->backend == RNG_EGD && r->egd.type == CHARDEV_NONE)
        r->egd.type = CHARDEV_PTY;
    if (r->backend != RNG_EGD)
        rec_done(&chardev_source_rec, &r->egd);
    if (r->backend != RNG_RANDOM)
        g_clear_pointer(&r->device, g_free);
    else if (!r->device)
        r->device = g_strdup("/dev/random");
    return 0;
}
const struct rec rng_rec = {"rng", sizeof(struct rng), rng_flds, .defaults = rng_defaults};
