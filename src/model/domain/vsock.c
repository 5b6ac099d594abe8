/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* vsock.c: the rows of <vsock>.  */
#include "model/domain/vsock.h"

#include "model/domain/table.h"

#define F(K, PATH, M, ...) FLD(struct vsock, K, PATH, M, __VA_ARGS__)
static const struct fld vsock_flds[] = {
    F(ENUM, "@model", model, NAMED(virtio_model_names), .flags = GUEST_ABI),
    F(TRI, "cid/@auto", auto_cid, YESNO),
    F(OPT32, "cid/@address", cid, .flags = MUTABLE),
    F(SUB, ".", info, RECORD(device_info_rec)),
    F(SUB, "driver", virtio, RECORD(virtio_options_rec)),
    {0},
};
#undef F
const struct rec vsock_rec = {"vsock", sizeof(struct vsock), vsock_flds};
