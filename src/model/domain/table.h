/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* table.h: short spellings for the rows of this folder, and the codecs that they share.  */
#pragma once

#include "rec/rec.h"

#define NAMED(table) .of.names = &(table)
#define YESNO .of.names = &yesno_names
#define ONOFF .of.names = &onoff_names
#define RECORD(record) .of.rec = &(record)
#define ARMS(table, T, tag_) .of.arms = (table), .tag = offsetof(T, tag_)
#define CODEC(codec_) .of.codec = &(codec_)
#define UNIT(bytes) .of.unit = (bytes)
#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))
/* All of a struct at once: the arms of a union by type may share their members, and those of other rows.  */
#define WHOLE(T, PATH, ...)                                                       \
    {                                                                             \
        .path = (PATH), .kind = K_UNION, .off = 0, .size = sizeof(T), __VA_ARGS__ \
    }

/* Numbers that are absent when zero: uint32_t, uint64_t, int32_t.  */
extern const struct codec nz32_codec, nz64_codec, nzint_codec;
/* A record that is only rows, for the arms of a union.  */
#define ROWS(ident, T, NAME, ...)                                \
    static const struct fld ident##_flds[] = {__VA_ARGS__, {0}}; \
    static const struct rec ident##_rec = {NAME, sizeof(T), ident##_flds}
