/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * xdr.h: described structs on the wire (RFC 4506), in row order. A decoder believes nothing: counts are held
 * against the row's maximum and the bytes that are left before anything is allocated.
 */
#pragma once

#include "rec/rec.h"

/* Appends; -1 with the error set (a missing required text, a list that is too long), `out` then as it was.  */
int xdr_encode(const struct rec *r, const void *obj, GByteArray *out);
/* Fills a zeroed object from exactly n bytes; -1 with the error set (VIR_ERR_RPC), the object then zeroed.  */
int xdr_decode(const struct rec *r, void *obj, const uint8_t *data, size_t n);
/* The same, for what has more after it: *used gets how much was read.  */
int xdr_decode_some(const struct rec *r, void *obj, const uint8_t *data, size_t n, size_t *used);

/* Public objects as members (K_HANDLE, K_HANDLES): a joint that core fills (handle-wire.c).  */
struct handle_ops {
    const struct rec *const *layouts; /* by of.handle: rows that travel; NULL: such objects do not */
    size_t n;
    void *(*make)(int kind); /* one reference, nothing in it */
    void *(*ref)(void *handle);
    void (*unref)(void *handle);
    bool (*is)(const void *handle, int kind);
};
extern const struct handle_ops rec_handles;
