/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* image.h: what a disk image's header says, read by us: no program is started for it. */
#pragma once

#include <stdint.h>

struct image {
    const char *format;   /* "qcow2", or "raw" for whatever has no header that we know */
    uint64_t capacity;    /* bytes; 0: as large as the file */
    char *backing;        /* absolute path, or a protocol's "nbd://..."; NULL: none */
    char *backing_format; /* as the image says; NULL: it does not */
};
/* 0 or -errno (-EINVAL: the header is broken). What the file says is hostile: lengths are bounded.  */
int image_probe(const char *path, struct image *ret);
void image_done(struct image *i);
