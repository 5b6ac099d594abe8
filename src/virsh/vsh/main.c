/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh: options of the program, then one command, one line of commands, or the shell. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "virsh/vsh/loop.h"
#include "virsh/vsh/virsh.h"

static const struct option long_options[] = {
    {"connect", required_argument, NULL, 'c'},
    {"debug", required_argument, NULL, 'd'},
    {"escape", required_argument, NULL, 'e'},
    {"help", no_argument, NULL, 'h'},
    {"keepalive-interval", required_argument, NULL, 'k'},
    {"keepalive-count", required_argument, NULL, 'K'},
    {"log", required_argument, NULL, 'l'},
    {"quiet", no_argument, NULL, 'q'},
    {"readonly", no_argument, NULL, 'r'},
    {"timing", no_argument, NULL, 't'},
    {"version", optional_argument, NULL, 'v'},
    {NULL, 0, NULL, 0},
};

static void show_version(const char *type)
{
    if (!type || strcmp(type, "long") != 0) {
        puts("9.0.0");
        return;
    }
    printf("Virsh command line tool of libvirt %s\n", "9.0.0");
    printf("See web site at %s\n\n", "https://libvirt.org/");
    printf("Compiled with support for:\n"
           " Hypervisors: QEMU/KVM Test\n"
           " Networking: Remote Network Bridging\n"
           " Storage: Dir Disk Filesystem\n"
           " Miscellaneous: Daemon Secrets Readline\n");
}

static bool set_number(struct virsh *sh, const char *text, int *v)
{
    char *end;
    long n;

    errno = 0;
    n = strtol(text, &end, 0);
    (void) sh;
    if (errno || end == text || *end || n < G_MININT || n > G_MAXINT)
        return false;
    *v = (int) n;
    return true;
}

static bool set_debug(struct virsh *sh, const char *text)
{
    int level;

    if (!set_number(sh, text, &level)) {
        virsh_error(sh, "option %s takes a numeric argument", "-d");
        return false;
    }
    if (level < 0 || level > 4)
        virsh_error(sh, "ignoring debug level %d out of range [%d-%d]", level, 0, 4);
    else
        sh->debug = level;
    return true;
}

static bool set_keepalive(struct virsh *sh, const char *opt, const char *text, int *v)
{
    if (!set_number(sh, text, v)) {
        virsh_error(sh, "Invalid value for option %s", opt);
        return false;
    }
    if (*v < 0) {
        virsh_error(sh, "option %s requires a positive integer argument", opt);
        return false;
    }
    return true;
}

/* One character, or ^ and a character. */
static bool set_escape(struct virsh *sh, const char *text)
{
    size_t len = strlen(text);

    if (!(len == 2 && *text == '^') && !(len == 1 && *text != '^')) {
        virsh_error(sh, "Invalid string '%s' for escape sequence", text);
        return false;
    }
    g_strlcpy(sh->escape, text, sizeof(sh->escape));
    return true;
}

static bool set_log(struct virsh *sh, const char *path)
{
    sh->log_fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (sh->log_fd >= 0)
        return true;
    virsh_error(sh, "failed to open the log file. check the log file path");
    return false;
}

/* The option as the user knows it, for messages about it. */
static char *option_label(int c)
{
    for (const struct option *o = long_options; o->name; o++)
        if (o->val == c)
            return g_strdup_printf("'-%c'/'--%s'", c, o->name);
    return g_strdup_printf("'-%c'", c);
}

static bool bad_option(struct virsh *sh, int kind, char **argv)
{
    g_autofree char *label = kind == ':' ? option_label(optopt) : NULL;

    if (kind == ':')
        virsh_error(sh, "option %s requires an argument", label);
    else if (optopt)
        virsh_error(sh, "unsupported option '-%c'. See --help.", optopt);
    else
        virsh_error(sh, "unsupported option '%s'. See --help.", argv[optind - 1]);
    return false;
}

static bool set_option(struct virsh *sh, int c, char **argv)
{
    switch (c) {
    case 'c':
        g_free(sh->uri);
        sh->uri = g_strdup(optarg);
        return sh->eager = true;
    case 'd':
        return set_debug(sh, optarg);
    case 'e':
        return set_escape(sh, optarg);
    case 'h':
        help_usage("virsh");
        exit(EXIT_SUCCESS);
    case 'k':
        return set_keepalive(sh, "-k", optarg, &sh->keepalive_interval);
    case 'K':
        return set_keepalive(sh, "-K", optarg, &sh->keepalive_count);
    case 'l':
        return set_log(sh, optarg);
    case 'q':
        return sh->quiet = true;
    case 'r':
        return sh->readonly = true;
    case 't':
        return sh->timing = true;
    case 'v':
    case 'V':
        show_version(c == 'V' ? "long" : optarg);
        exit(EXIT_SUCCESS);
    default:
        return bad_option(sh, c, argv);
    }
}

static void read_environment(struct virsh *sh)
{
    const char *debug = g_getenv("VIRSH_DEBUG");
    const char *log = g_getenv("VIRSH_LOG_FILE");

    if (debug && (!set_number(sh, debug, &sh->debug) || sh->debug < 0 || sh->debug > 4)) {
        virsh_error(sh, "VIRSH_DEBUG not set with a valid numeric value");
        sh->debug = 4;
    }
    if (log && *log)
        set_log(sh, log);
    sh->uri = g_strdup(g_getenv("VIRSH_DEFAULT_CONNECT_URI"));
}

static void on_error(void *opaque, virErrorPtr err)
{
    struct virsh *sh = opaque;

    virFreeError(sh->last_error);
    sh->last_error = virSaveLastError();
    (void) err;
}

static int run(struct virsh *sh, int argc, char **argv)
{
    if (argc == 0) {
        sh->interactive = true;
        if (!virsh_connect(sh, sh->readonly)) {
            virsh_report(sh);
            return EXIT_FAILURE;
        }
        return virsh_shell(sh);
    }
    bool ok = argc == 1 ? virsh_run_line(sh, argv[0]) : virsh_run_words(sh, argv);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char **argv)
{
    struct virsh sh = {.debug = 4, .log_fd = -1, .keepalive_interval = -1, .escape = "^]"};
    int c, rc;

    setlocale(LC_ALL, "");
    read_environment(&sh);
    if (virInitialize() < 0) {
        virsh_error(&sh, "Failed to initialize libvirt");
        return EXIT_FAILURE;
    }
    virSetErrorFunc(&sh, on_error);
    opterr = 0;
    while ((c = getopt_long(argc, argv, "+:c:d:e:hk:K:l:qrtvV", long_options, NULL)) != -1)
        if (!set_option(&sh, c, argv))
            return EXIT_FAILURE;
    rc = run(&sh, argc - optind, argv + optind);
    virsh_disconnect(&sh);
    loop_stop();
    virsh_forget(&sh);
    g_free(sh.uri);
    return rc;
}
