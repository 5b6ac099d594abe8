/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kinds.c: the kinds of a row as a table; the engines ask it instead of switching. */
#include "rec/engine.h"

#include <string.h>

#define TEXT(k) .parse = k##_from_text, .format = k##_to_text
#define LIFE(k) .free = k##_free, .copy = k##_copy, .equal = k##_equal

const struct kind_info kind_infos[K_LAST] = {
    [K_STR] = {"STR", .words = "text", TEXT(str), LIFE(str)},
    [K_ENUM] = {"ENUM", .words = "word", TEXT(enum)},
    [K_TRI] = {"TRI", .words = "word", TEXT(enum)},
    [K_FLAG] = {"FLAG", .words = "present or not", TEXT(flag)},
    [K_INT] = {"INT", true, "int", "number", TEXT(int)},
    [K_UINT] = {"UINT", true, "unsignedInt", "unsigned number", TEXT(uint)},
    [K_LONG] = {"LONG", true, "long", "number", TEXT(long)},
    [K_ULONG] = {"ULONG", true, "unsignedLong", "unsigned number", TEXT(ulong)},
    [K_DOUBLE] = {"DOUBLE", true, "double", "number with fraction", TEXT(double)},
    [K_OPT32] = {"OPT32", false, "unsignedInt", "unsigned number", TEXT(opt32), .equal = opt32_equal},
    [K_OPT64] = {"OPT64", false, "unsignedLong", "unsigned number", TEXT(opt64), .equal = opt64_equal},
    [K_OPTI64] = {"OPTI64", false, "long", "number", TEXT(opti64), .equal = opt64_equal},
    [K_HEX] = {"HEX", .words = "hexadecimal number", TEXT(hex), .equal = opt32_equal},
    [K_HEX64] = {"HEX64", .words = "hexadecimal number", TEXT(hex64), .equal = opt64_equal},
    [K_SIZE] = {"SIZE", false, "unsignedLong", "size with unit", TEXT(size)},
    [K_UUID] = {"UUID", .words = "UUID", TEXT(uuid)},
    [K_MAC] = {"MAC", .words = "MAC address", TEXT(mac), .equal = mac_equal},
    [K_CPUSET] = {"CPUSET", .words = "set of numbers, like 0-3,^1", TEXT(cpuset), LIFE(str)},
    [K_SUB] = {"SUB", .words = "element", LIFE(sub)},
    [K_PTR] = {"PTR", .words = "element", LIFE(ptr)},
    [K_LIST] = {"LIST", .words = "elements", LIFE(list)},
    [K_STRS] = {"STRS", .words = "texts", LIFE(strs)},
    [K_UNION] = {"UNION", .words = "element"},
    [K_RAW] = {"RAW", .words = "anything, kept as it is", LIFE(str)},
    [K_CODEC] = {"CODEC", .words = "value", TEXT(codec), LIFE(codec)},
    [K_BYTES] = {"BYTES", .words = "bytes", LIFE(bytes)},
    [K_INTS] = {"INTS", .words = "numbers", LIFE(nums)},
    [K_UINTS] = {"UINTS", .words = "numbers", LIFE(nums)},
    [K_LONGS] = {"LONGS", .words = "numbers", LIFE(nums)},
    [K_ULONGS] = {"ULONGS", .words = "numbers", LIFE(nums)},
    [K_PARAMS] = {"PARAMS", .words = "typed parameters", LIFE(typed)},
    [K_HANDLE] = {"HANDLE", .words = "object", LIFE(handle)},
    [K_HANDLES] = {"HANDLES", .words = "objects", LIFE(handles)},
};

bool zero_bytes(const void *p, size_t n)
{
    const char *c = p;

    return n == 0 || (c[0] == 0 && memcmp(c, c + 1, n - 1) == 0);
}

bool fld_absent(const struct fld *f, const void *member)
{
    if (f->kind == K_ENUM && *(const unsigned *) member == 0)
        return !names_word(f->of.names, 0); /* a table may name its zero */
    return !kind_infos[f->kind].always && zero_bytes(member, f->size);
}

bool fld_is_text(const struct fld *f)
{
    return kind_infos[f->kind].parse && f->kind != K_FLAG && !(f->kind == K_CODEC && f->of.codec->parse_node);
}

const struct arm *union_arm(const struct fld *f, const void *obj)
{
    unsigned tag;

    memcpy(&tag, (const char *) obj + f->tag, sizeof(tag));
    for (const struct arm *a = f->of.arms; a->rec; a++)
        if (a->when == tag)
            return a;
    return NULL;
}
