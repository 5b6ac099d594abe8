/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the user sees: data, decoration, errors, debug lines; and the copy of all of it in the log file. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "virsh/vsh/virsh.h"

static const char *const level_names[] = {"DEBUG", "INFO", "NOTICE", "WARNING", "ERROR"};

static void log_line(struct virsh *sh, int level, const char *text)
{
    struct tm tm;
    time_t now = time(NULL);

    if (sh->log_fd < 0)
        return;
    localtime_r(&now, &tm);
    g_autofree char *line =
        g_strdup_printf("[%d.%02d.%02d %02d:%02d:%02d virsh %d] %s %s\n", 1900 + tm.tm_year, 1 + tm.tm_mon, tm.tm_mday,
                        tm.tm_hour, tm.tm_min, tm.tm_sec, (int) getpid(), level_names[level], text);
    if (write(sh->log_fd, line, strlen(line)) < 0)
        sh->log_fd = -1; /* a full disk must not stop the command */
}

void virsh_print(struct virsh *sh, const char *fmt, ...)
{
    va_list ap;

    (void) sh;
    va_start(ap, fmt);
    vprintf(fmt, ap);
    va_end(ap);
}

void virsh_extra(struct virsh *sh, const char *fmt, ...)
{
    va_list ap;

    if (sh->quiet)
        return;
    va_start(ap, fmt);
    vprintf(fmt, ap);
    va_end(ap);
}

void virsh_error(struct virsh *sh, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    g_autofree char *text = g_strdup_vprintf(fmt, ap);
    va_end(ap);
    fflush(stdout);
    fprintf(stderr, "error: %s\n", text);
    fflush(stderr);
    log_line(sh, 4, text);
}

void virsh_debug(struct virsh *sh, int level, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    g_autofree char *text = g_strdup_vprintf(fmt, ap);
    va_end(ap);
    log_line(sh, level, text);
    if (sh->debug <= level)
        fprintf(stderr, "%s\n", text);
}

void virsh_forget(struct virsh *sh)
{
    virFreeError(sh->last_error);
    sh->last_error = NULL;
}

int virsh_last_code(struct virsh *sh)
{
    return sh->last_error ? sh->last_error->code : VIR_ERR_OK;
}

void virsh_report(struct virsh *sh)
{
    if (sh->last_error && sh->last_error->code != VIR_ERR_OK)
        virsh_error(sh, "%s", sh->last_error->message ? sh->last_error->message : "unknown error");
    virsh_forget(sh);
}

char *virsh_read_file(struct virsh *sh, const char *path)
{
    enum { MOST = 10 << 20 };
    g_autoptr(GString) text = g_string_new(NULL);
    char buf[BUFSIZ];
    ssize_t n;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0) {
        virsh_error(sh, "Failed to open file '%s': %s", path, g_strerror(errno));
        return NULL;
    }
    while ((n = read(fd, buf, sizeof(buf))) > 0 && text->len <= MOST)
        g_string_append_len(text, buf, n);
    if (n > 0)
        errno = EOVERFLOW;
    if (n != 0) {
        virsh_error(sh, "Failed to read file '%s': %s", path, g_strerror(errno));
        close(fd);
        return NULL;
    }
    close(fd);
    return g_string_free(g_steal_pointer(&text), FALSE);
}
