/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * conf.h: configuration files of the form `key = value`: numbers, quoted strings, lists of strings in
 * brackets, comments after #. What a program knows is a table of rows; the table fills a struct.
 */
#pragma once

#include <stddef.h>

enum conf_kind {
    CONF_END,
    CONF_STR,  /* char *, owned */
    CONF_LIST, /* char **, NULL-terminated, owned; a single string is a list of one */
    CONF_INT,  /* int */
    CONF_UINT, /* unsigned */
    CONF_BOOL, /* bool: 0 or 1 */
};

struct conf_row { /* { 0 } ends a table */
    const char *key;
    enum conf_kind kind;
    size_t off;
    long long min, max;       /* numbers; max 0: the type's range */
    const char *const *words; /* strings: NULL-terminated list of what is allowed; NULL: anything */
    const char *doc;
};

#define CONF(T, KIND, KEY, ...)                                                \
    {                                                                          \
        .key = #KEY, .kind = CONF_##KIND, .off = offsetof(T, KEY), __VA_ARGS__ \
    }

/* Reads `path` into *obj by the rows; members without a line keep what they have. A file that is not there is an empty
 * one. 0, or -errno with `*ret_why` ("/etc/x.conf:12: ...", newly allocated). Keys that no row knows are told to
 * `unknown` (may be NULL), with the nearest known key or NULL.  */
int conf_load(const char *path, const struct conf_row *rows, void *obj, char **ret_why,
              void (*unknown)(const char *path, int line, const char *key, const char *nearest));
/* The same from text; `name` is for messages.  */
int conf_read(const char *name, const char *text, const struct conf_row *rows, void *obj, char **ret_why,
              void (*unknown)(const char *path, int line, const char *key, const char *nearest));
/* Frees strings and lists.  */
void conf_done(const struct conf_row *rows, void *obj);
