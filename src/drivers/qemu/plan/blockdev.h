/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* blockdev.h: one image as a pair of block nodes.  */
#pragma once

#include "drivers/qemu/plan/build.h"

struct image_plan {
    const char *node; /* "libvirt-1": what both names begin with */
    unsigned type;    /* enum source_type */
    const struct disk_source *src;
    unsigned format, cache, io, discard, detect_zeroes; /* as in struct disk; 0: not said */
    uint64_t metadata_cache;
    bool readonly;
};
json_t *blockdev_storage(struct build *b, const struct image_plan *i);
json_t *blockdev_format(struct build *b, const struct image_plan *i, const char *backing);
int plan_nodes(struct build *b, const struct image_plan *i, const char *backing);
bool image_format_backs(unsigned format);
unsigned disk_cache_mode(const struct disk *d); /* enum disk_cache, 0: not said */
