/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Two bytes choose a procedure, a third its arguments or result, the rest is the message: what is accepted
 * encodes to the same bytes again, padding aside, and copies.
 */
#include <glib.h>
#include <string.h>

#include "core/api.h"
#include "rec/xdr.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try(const struct rec *r, const uint8_t *data, size_t size)
{
    g_autofree void *obj = rec_new(r);
    g_autoptr(GByteArray) out = g_byte_array_new();
    void *copy;

    if (xdr_decode(r, obj, data, size) < 0)
        return;
    g_assert_cmpint(xdr_encode(r, obj, out), ==, 0);
    g_assert_cmpint(out->len, ==, size);
    copy = rec_copy(r, obj);
    rec_free(r, copy);
    rec_done(r, obj);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct api *api;

    if (size < 4)
        return 0;
    api = &apis[(data[0] << 8 | data[1]) % n_apis];
    if (data[2] % 2 && api->args)
        try(api->args, data + 4, size - 4);
    else if (api->ret)
        try(api->ret, data + 4, size - 4);
    return 0;
}
