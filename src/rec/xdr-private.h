/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* xdr-private.h: what the files of the XDR codec share. A reader is at a place in a message; its row is for errors. */
#pragma once

#include "rec/xdr.h"
#include "rec/engine.h"

enum { STRING_MAX = 4194304, DEPTH_MAX = 32 };

struct xdr_in {
    const uint8_t *p, *end;
    unsigned depth;
    const struct fld *f;
};

int xdr_bad(const struct fld *f, const char *what);
uint8_t *xdr_grow(GByteArray *out, size_t n);
void xdr_put_u32(GByteArray *out, uint32_t v);
void xdr_put_u64(GByteArray *out, uint64_t v);
void xdr_put_opaque(GByteArray *out, const void *data, size_t n);
size_t xdr_left(const struct xdr_in *in);
int xdr_take_u32(struct xdr_in *in, uint32_t *v);
int xdr_take_u64(struct xdr_in *in, uint64_t *v);
int xdr_take_bool(struct xdr_in *in, bool *v);
int xdr_take_count(struct xdr_in *in, uint64_t max, size_t least, size_t *ret);
int xdr_put_count(const struct fld *f, size_t n, GByteArray *out);
int xdr_put_string(const struct fld *f, const char *s, size_t max, GByteArray *out);
int xdr_take_opaque(struct xdr_in *in, uint64_t max, const uint8_t **data, size_t *n);
int xdr_take_string(struct xdr_in *in, size_t max, char **s);
int xdr_put_params(const struct fld *f, const void *m, GByteArray *out);
int xdr_take_params(const struct fld *f, void *m, struct xdr_in *in);
int xdr_put_handle(const struct fld *f, const void *m, GByteArray *out);
int xdr_take_handle(const struct fld *f, void *m, struct xdr_in *in);
int xdr_put_handles(const struct fld *f, const void *m, GByteArray *out);
int xdr_take_handles(const struct fld *f, void *m, struct xdr_in *in);
int xdr_put_record(const struct rec *r, const void *obj, GByteArray *out);
int xdr_take_record(const struct rec *r, void *obj, struct xdr_in *in);
