/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* log.c: see log.h. */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/log.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "config.h"
#include "host/node.h"

static char *log_path(const struct qemu *q, const char *name)
{
    g_autofree char *file = g_strconcat(name, ".log", NULL);
    return g_build_filename(q->dirs.log, file, NULL);
}

int guest_log_open(const struct qemu *q, const char *name)
{
    g_autofree char *path = log_path(q, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        err_sys(errno, "cannot open the log file '%s'", path);
    return fd;
}

static void stamp(GString *s)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_utc();
    g_autofree char *text = g_date_time_format(now, "%Y-%m-%d %H:%M:%S");
    g_string_append_printf(s, "%s.%03d+0000: ", text, g_date_time_get_microsecond(now) / 1000);
}

/* As a shell would take it: bare when nothing in it is special.  */
static void quote(GString *s, const char *word)
{
    static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=:,./@%^";
    if (*word && word[strspn(word, safe)] == '\0') {
        g_string_append(s, word);
        return;
    }
    g_string_append_c(s, '\'');
    for (; *word; word++)
        if (*word == '\'')
            g_string_append(s, "'\\''");
        else
            g_string_append_c(s, *word);
    g_string_append_c(s, '\'');
}

void guest_log_start(int fd, const struct qemu_caps *caps, char *const *env, char *const *argv)
{
    g_autoptr(GString) s = g_string_new(NULL);
    unsigned v = caps_qemu_version(caps);
    char host[256] = "";
    gethostname(host, sizeof(host) - 1);
    stamp(s);
    g_string_append_printf(s, "starting up libvirt version: %s, qemu version: %u.%u.%u, kernel: %s, hostname: %s\n",
                           NV_VERSION, v / 1000000, v / 1000 % 1000, v % 1000, node_kernel(), host);
    for (; env && *env; env++) {
        const char *eq = strchr(*env, '=');
        g_string_append_len(s, *env, eq ? eq + 1 - *env : 0);
        quote(s, eq ? eq + 1 : *env);
        g_string_append(s, " \\\n");
    }
    for (size_t i = 0; argv[i]; i++) {
        quote(s, argv[i]);
        if (argv[i + 1])
            g_string_append(s, argv[i + 1][0] == '-' ? " \\\n" : " ");
    }
    g_string_append_c(s, '\n');
    fd_write_all(fd, s->str, s->len);
}

void guest_log_end(const struct qemu *q, const char *name, const char *reason)
{
    g_autoptr(GString) s = g_string_new(NULL);
    cleanup_fd int fd = guest_log_open(q, name);
    stamp(s);
    g_string_append_printf(s, "shutting down, reason=%s\n", reason);
    if (fd >= 0)
        fd_write_all(fd, s->str, s->len);
    else
        err_reset();
}

char *guest_log_since(const struct qemu *q, const char *name, off_t from)
{
    g_autofree char *path = log_path(q, name);
    cleanup_fd int fd = open(path, O_RDONLY | O_CLOEXEC);
    char text[4097];
    off_t end = fd >= 0 ? lseek(fd, 0, SEEK_END) : 0;
    if (end - from > (off_t) sizeof(text) - 1)
        from = end - ((off_t) sizeof(text) - 1);
    ssize_t n = fd >= 0 && end > from ? pread(fd, text, (size_t) (end - from), from) : 0;
    text[n > 0 ? n : 0] = '\0';
    return g_strchomp(g_strdup(text));
}
