/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * names.h: enumerations as tables. One const array gives both directions; index 0 is "absent" unless the
 * table says that it is a word of its own.
 */
#pragma once

#include <stddef.h>

struct names {
    const char *what;     /* for messages: "disk bus" */
    const char *const *v; /* v[value]; holes and an unnamed 0 are NULL */
    size_t n;
};

/* NAMES(disk_bus_names, "disk bus", [DISK_BUS_VIRTIO] = "virtio", ...); declare with: extern const struct names x; */
#define NAMES(ident, what_, ...)                          \
    static const char *const ident##_v[] = {__VA_ARGS__}; \
    const struct names ident = {what_, ident##_v, sizeof(ident##_v) / sizeof(ident##_v[0])}

/* The word of a value, or NULL when it has none.  */
const char *names_word(const struct names *t, unsigned value);
/* The value of a word, or -1.  */
int names_value(const struct names *t, const char *word);
/* The word nearest to a misspelt one, or NULL when none is near.  */
const char *names_nearest(const struct names *t, const char *word);
/* The word of `words` (n of them, NULLs skipped) nearest to `word` by edit distance, or NULL when none is near.  */
const char *word_nearest(const char *const *words, size_t n, const char *word);

extern const struct names yesno_names; /* 1 yes, 2 no */
extern const struct names onoff_names; /* 1 on, 2 off */
enum tri { TRI_ABSENT, TRI_YES, TRI_NO };
