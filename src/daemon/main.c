/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* main.c: libvirtd's command line, and going into the background. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "config.h"
#include "daemon/daemon.h"

static const char usage_text[] = "Usage:\n"
                                 "  libvirtd [options]\n"
                                 "\n"
                                 "Options:\n"
                                 "  -h | --help            Display program help\n"
                                 "  -v | --verbose         Verbose messages\n"
                                 "  -d | --daemon          Run as a daemon & write PID file\n"
                                 "  -l | --listen          Listen for TCP/IP connections\n"
                                 "  -t | --timeout <secs>  Exit after timeout period\n"
                                 "  -f | --config <file>   Configuration file\n"
                                 "  -V | --version         Display version information\n"
                                 "  -p | --pid-file <file> Change name of PID file\n"
                                 "       --session         Serve this user's own guests, root's too\n"
                                 "\n"
                                 "libvirt management daemon\n";

static const struct option long_options[] = {
    {"help", no_argument, NULL, 'h'},          {"verbose", no_argument, NULL, 'v'},
    {"daemon", no_argument, NULL, 'd'},        {"listen", no_argument, NULL, 'l'},
    {"timeout", required_argument, NULL, 't'}, {"config", required_argument, NULL, 'f'},
    {"version", no_argument, NULL, 'V'},       {"pid-file", required_argument, NULL, 'p'},
    {"session", no_argument, NULL, 's'},       {NULL, 0, NULL, 0},
};

static int take_timeout(const char *text, int *ret)
{
    char *end;
    errno = 0;
    long v = strtol(text, &end, 10);
    if (errno || end == text || *end || v <= 0 || v > 2147483) {
        fprintf(stderr, "libvirtd: invalid value for --timeout: %s\n", text);
        return -1;
    }
    *ret = (int) v;
    return 0;
}

/* 0: run; 1: done; -1: a mistake.  */
static int take_options(int argc, char **argv, struct daemon_options *o)
{
    int c;
    while ((c = getopt_long(argc, argv, "hvdlt:f:Vp:", long_options, NULL)) >= 0)
        switch (c) {
        case 'h':
            fputs(usage_text, stdout);
            return 1;
        case 'V':
            printf("libvirtd (libvirt) %s\n", NV_VERSION);
            return 1;
        case 'v':
            o->verbose = true;
            break;
        case 'd':
            o->background = true;
            break;
        case 'l':
            o->listen = true;
            break;
        case 'f':
            o->config = optarg;
            break;
        case 'p':
            o->pid_file = optarg;
            break;
        case 's':
            o->session = true;
            break;
        case 't':
            if (take_timeout(optarg, &o->timeout) < 0)
                return -1;
            break;
        default:
            return -1;
        }
    if (optind == argc)
        return 0;
    fprintf(stderr, "libvirtd: unexpected argument: %s\n", argv[optind]);
    return -1;
}

static int ready_fd = -1; /* to the process that waits for us to be ready */

static void tell_ready(void)
{
    int null;
    if (ready_fd < 0)
        return;
    if (write(ready_fd, "", 1) == 1 && (null = open("/dev/null", O_RDWR)) >= 0) {
        dup2(null, 0), dup2(null, 1), dup2(null, 2);
        if (null > 2)
            close(null);
    }
    close(ready_fd);
    ready_fd = -1;
}

static void not_ready(void)
{
}

/* The parent ends when the daemon serves, or with its exit status when it could not start.  */
static int wait_ready(pid_t child, int fd)
{
    char byte;
    ssize_t n;
    int status;
    do
        n = read(fd, &byte, 1);
    while (n < 0 && errno == EINTR);
    if (n == 1)
        return 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) ? WEXITSTATUS(status) : 1;
}

int main(int argc, char **argv)
{
    struct daemon_options o = {0};
    int pipefd[2], r = take_options(argc, argv, &o);
    if (r)
        return r < 0 ? 1 : 0;
    if (!o.background)
        return daemon_run(&o, not_ready);

    if (pipe2(pipefd, O_CLOEXEC) < 0) {
        fprintf(stderr, "libvirtd: %s\n", strerror(errno));
        return 1;
    }
    pid_t child = fork();
    if (child < 0) {
        fprintf(stderr, "libvirtd: cannot fork: %s\n", strerror(errno));
        return 1;
    }
    if (child > 0) {
        close(pipefd[1]);
        return wait_ready(child, pipefd[0]);
    }
    close(pipefd[0]);
    ready_fd = pipefd[1];
    setsid();
    if (chdir("/") < 0)
        return 1;
    return daemon_run(&o, tell_ready);
}
