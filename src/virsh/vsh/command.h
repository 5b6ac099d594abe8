/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One command of the shell as a table: its rows say how the arguments are parsed, resolved to objects,
 * documented and completed. A command file defines `struct args`, `opts[]`, `run()` and one COMMAND(). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <libvirt/libvirt.h>

struct virsh;

enum opt_type {
    OPT_TYPE_BOOL,
    OPT_TYPE_STRING,
    OPT_TYPE_INT,
    OPT_TYPE_UINT,
    OPT_TYPE_LL,
    OPT_TYPE_ULL,
    OPT_TYPE_ARGV,   /* the rest of the line; last row */
    OPT_TYPE_ALIAS,  /* old spelling: .help names the option, or "option=value" */
    OPT_TYPE_OBJECT, /* a handle, looked up by the resolver that the row names */
};

enum opt_flag {
    REQ = 1 << 0,      /* the command refuses to run without it */
    NOPOS = 1 << 1,    /* never filled from a word without --name */
    EMPTY_OK = 1 << 2, /* "" is a value */
    NUMBER = 1 << 3,   /* shown as <number> although kept as text (sizes, late conversion) */
    TEXT = 1 << 4,     /* shown as <string> although a number */
    RAW = 1 << 5       /* in help <name> alone, not [--name] <string> */
};

/* Numbers know whether they were given. */
struct num_int {
    bool set;
    int v;
};
struct num_uint {
    bool set;
    unsigned v;
};
struct num_ll {
    bool set;
    long long v;
};
struct num_ull {
    bool set;
    unsigned long long v;
};

struct resolver; /* resolve.h */

struct opt {
    const char *name;
    enum opt_type type;
    unsigned flags;
    size_t off;
    const char *help;
    const struct resolver *object;
    const char *complete; /* what the word may be: "file", or the words themselves, comma separated */
};

/* Pairs of options that exclude each other. */
struct excl {
    const char *a, *b;
};

enum command_flag {
    CMD_NO_CONNECT = 1 << 0, /* runs without a connection */
    CMD_HIDDEN = 1 << 1,     /* not listed in help */
    CMD_LENIENT = 1 << 2,    /* words too many are dropped */
};

struct command {
    const char *name;
    const char *old_name; /* hidden second spelling */
    const char *summary;
    const char *desc;
    const struct opt *opts; /* ends with a row without name */
    const struct excl *excl;
    size_t size; /* of struct args */
    unsigned flags;
    bool (*run)(struct virsh *sh, const void *args);
};

#define OPT_IS_BOOL(m) _Generic((m), bool : 0)
#define OPT_IS_STR(m) _Generic((m), const char * : 0)
#define OPT_IS_ARGV(m) _Generic((m), const char ** : 0)
#define OPT_IS_INT(m) _Generic((m), struct num_int : 0)
#define OPT_IS_UINT(m) _Generic((m), struct num_uint : 0)
#define OPT_IS_LL(m) _Generic((m), struct num_ll : 0)
#define OPT_IS_ULL(m) _Generic((m), struct num_ull : 0)

/* The zero added to the offset is where a member of the wrong type fails to compile. */
#define OPT_OFF(M, CHECK) (offsetof(struct args, M) + CHECK(((struct args *) 0)->M))
#define OPT_ROW(M, NAME, TYPE, CHECK, FLAGS, HELP, ...)                                                         \
    {                                                                                                           \
        .name = (NAME), .type = (TYPE), .flags = (FLAGS), .off = OPT_OFF(M, CHECK), .help = (HELP), __VA_ARGS__ \
    }

#define OPT_BOOL(M, NAME, HELP) OPT_ROW(M, NAME, OPT_TYPE_BOOL, OPT_IS_BOOL, 0, HELP)
#define OPT_STR(M, NAME, FLAGS, HELP, ...) OPT_ROW(M, NAME, OPT_TYPE_STRING, OPT_IS_STR, FLAGS, HELP, __VA_ARGS__)
#define OPT_FILE(M, NAME, FLAGS, HELP) OPT_STR(M, NAME, FLAGS, HELP, .complete = "file")
#define OPT_INT(M, NAME, FLAGS, HELP) OPT_ROW(M, NAME, OPT_TYPE_INT, OPT_IS_INT, FLAGS, HELP)
#define OPT_UINT(M, NAME, FLAGS, HELP) OPT_ROW(M, NAME, OPT_TYPE_UINT, OPT_IS_UINT, FLAGS, HELP)
#define OPT_LL(M, NAME, FLAGS, HELP) OPT_ROW(M, NAME, OPT_TYPE_LL, OPT_IS_LL, FLAGS, HELP)
#define OPT_ULL(M, NAME, FLAGS, HELP) OPT_ROW(M, NAME, OPT_TYPE_ULL, OPT_IS_ULL, FLAGS, HELP)
#define OPT_ARGV(M, NAME, FLAGS, HELP) OPT_ROW(M, NAME, OPT_TYPE_ARGV, OPT_IS_ARGV, FLAGS, HELP)
#define OPT_ALIAS(NAME, TARGET)                                  \
    {                                                            \
        .name = (NAME), .type = OPT_TYPE_ALIAS, .help = (TARGET) \
    }
#define OPT_END      \
    {                \
        .name = NULL \
    }

/* Objects. The checks name the handle so that a row cannot fill another kind of member. */
#define OPT_OBJECT(M, CTYPE, RESOLVER, NAME, FLAGS, HELP)                                                 \
    {                                                                                                     \
        .name = (NAME), .type = OPT_TYPE_OBJECT, .flags = (FLAGS), .help = (HELP), .object = &(RESOLVER), \
        .off = offsetof(struct args, M) + _Generic(((struct args *) 0)->M, CTYPE : 0)                     \
    }

#define OPT_CONFIG OPT_BOOL(config, "config", "affect next boot")
#define OPT_LIVE OPT_BOOL(live, "live", "affect running domain")
#define OPT_CURRENT OPT_BOOL(current, "current", "affect current domain")
#define OPT_AFFECT OPT_CONFIG, OPT_LIVE, OPT_CURRENT
#define OPT_VALIDATE OPT_BOOL(validate, "validate", "validate the XML against the schema")
#define OPT_XPATH                                                                  \
    OPT_STR(xpath, "xpath", NOPOS, "xpath expression to filter the XML document"), \
        OPT_BOOL(wrap, "wrap", "wrap xpath results in an common root element")

#define EXCL(...) ((const struct excl[]){__VA_ARGS__, {0}})
#define EXCL_AFFECT EXCL({"current", "live"}, {"current", "config"})

/* Defines the command of a file. The thunk gives run() its typed arguments. */
#define COMMAND(ID, NAME, SUMMARY, DESC, ...)                     \
    static bool run_args(struct virsh *sh, const void *a)         \
    {                                                             \
        return run(sh, a);                                        \
    }                                                             \
    extern const struct command cmd_##ID;                         \
    const struct command cmd_##ID = {.name = (NAME),              \
                                     .summary = (SUMMARY),        \
                                     .desc = (DESC),              \
                                     .opts = opts,                \
                                     .size = sizeof(struct args), \
                                     .run = run_args,             \
                                     __VA_ARGS__}
