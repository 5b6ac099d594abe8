/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * log.c: filters choose the level by the source's name, outputs by their own. Lines are formatted once and
 * written with one write() each, so that threads' lines never mix. Libraries are quiet: without settings
 * only errors appear, and those only in the daemon, which sets an output.
 */
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>
#include <systemd/sd-journal.h>

enum output_kind { OUT_STDERR, OUT_FILE, OUT_SYSLOG, OUT_JOURNALD };

struct filter {
    int level;
    char *match;
};
struct output {
    int level;
    enum output_kind kind;
    int fd;
};
struct settings {
    GArray *filters, *outputs;
    int level;
};

static const char *const kind_words[] = {"stderr", "file", "syslog", "journald"};
static const char *const level_words[] = {"", "debug", "info", "warning", "error"};
static const int level_syslog[] = {0, LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERR};

int log_least = LOG_LVL_ERROR + 1;
static struct settings now = {NULL, NULL, LOG_LVL_ERROR};
static pthread_rwlock_t settings_lock = PTHREAD_RWLOCK_INITIALIZER;

static void filter_done(gpointer p)
{
    g_free(((struct filter *) p)->match);
}

static void output_done(gpointer p)
{
    struct output *o = p;
    if (o->kind == OUT_FILE)
        close(o->fd);
}

/* The cheap test in log_at() must let through whatever some filter and some output want.  */
static void least_update(void)
{
    int least = now.level;

    for (guint i = 0; now.filters && i < now.filters->len; i++)
        least = MIN(least, g_array_index(now.filters, struct filter, i).level);
    log_least = now.outputs && now.outputs->len ? least : LOG_LVL_ERROR + 1;
}

static int level_for(const char *source)
{
    for (guint i = 0; now.filters && i < now.filters->len; i++) {
        const struct filter *f = &g_array_index(now.filters, struct filter, i);
        if (strstr(source, f->match))
            return f->level;
    }
    return now.level;
}

static void output_write(const struct output *o, int level, const char *line, size_t n, const char *message)
{
    switch (o->kind) {
    case OUT_STDERR:
    case OUT_FILE:
        if (write(o->fd, line, n) < 0) {
            /* a full disk must not end the program */
        }
        return;
    case OUT_SYSLOG:
        syslog(level_syslog[level], "%s", message);
        return;
    case OUT_JOURNALD:
        sd_journal_print(level_syslog[level], "%s", message);
        return;
    }
}

void log_write(enum log_level level, const char *source, const char *func, int line, const char *fmt, ...)
{
    g_autofree char *message = NULL, *all = NULL;
    struct timespec t;
    struct tm tm;
    char stamp[40];
    va_list ap;
    int kept = errno;

    pthread_rwlock_rdlock(&settings_lock);
    if ((int) level >= level_for(source) && now.outputs) {
        va_start(ap, fmt);
        message = g_strdup_vprintf(fmt, ap);
        va_end(ap);
        clock_gettime(CLOCK_REALTIME, &t);
        gmtime_r(&t.tv_sec, &tm);
        strftime(stamp, sizeof(stamp), "%Y-%m-%d %H:%M:%S", &tm);
        all = g_strdup_printf("%s.%03ld+0000: %ld: %s : %s:%d : %s\n", stamp, t.tv_nsec / 1000000, syscall(SYS_gettid),
                              level_words[level], func, line, message);
        for (guint i = 0; i < now.outputs->len; i++) {
            const struct output *o = &g_array_index(now.outputs, struct output, i);
            if ((int) level >= o->level)
                output_write(o, level, all, strlen(all), message);
        }
    }
    pthread_rwlock_unlock(&settings_lock);
    errno = kept;
}

int log_set_level(int level)
{
    if (level < LOG_LVL_DEBUG || level > LOG_LVL_ERROR)
        return -EINVAL;
    pthread_rwlock_wrlock(&settings_lock);
    now.level = level;
    least_update();
    pthread_rwlock_unlock(&settings_lock);
    return 0;
}

static int level_parse(const char *text, const char **rest)
{
    if (text[0] < '1' || text[0] > '4' || text[1] != ':')
        return -EINVAL;
    *rest = text + 2;
    return text[0] - '0';
}

static int filter_parse(const char *text, void *ret)
{
    struct filter *f = ret;
    const char *match;
    int level = level_parse(text, &match);

    if (level < 0 || !*match)
        return -EINVAL;
    f->level = level;
    f->match = g_strdup(match[0] == '+' ? match + 1 : match); /* '+' asked for stack traces once */
    return 0;
}

static int output_parse(const char *text, void *ret)
{
    struct output *o = ret;
    const char *word, *data;
    size_t n;

    o->level = level_parse(text, &word);
    if (o->level < 0)
        return -EINVAL;
    n = strcspn(word, ":");
    data = word[n] ? word + n + 1 : NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(kind_words); i++) {
        if (strlen(kind_words[i]) != n || strncmp(word, kind_words[i], n) != 0)
            continue;
        o->kind = (enum output_kind) i;
        o->fd = STDERR_FILENO;
        if ((o->kind == OUT_FILE || o->kind == OUT_SYSLOG) != (data != NULL))
            return -EINVAL;
        if (o->kind == OUT_FILE)
            o->fd = open(data, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0600);
        if (o->kind == OUT_SYSLOG)
            openlog(g_intern_string(data), 0, LOG_DAEMON);
        return o->fd < 0 ? -errno : 0;
    }
    return -EINVAL;
}

/* Blank-separated items, each read by `parse`; all or nothing.  */
static int items_parse(const char *text, size_t size, int (*parse)(const char *, void *), GDestroyNotify done,
                       GArray **ret)
{
    g_auto(GStrv) words = g_strsplit_set(text, " \t\n", -1);
    GArray *a = g_array_new(FALSE, TRUE, (guint) size);

    g_array_set_clear_func(a, done);
    for (char **w = words; *w; w++) {
        char item[64] = {0};
        int r;
        if (!**w)
            continue;
        r = parse(*w, item);
        if (r < 0) {
            g_array_free(a, TRUE);
            return r;
        }
        g_array_append_vals(a, item, 1);
    }
    *ret = a;
    return 0;
}

static int items_set(const char *text, size_t size, int (*parse)(const char *, void *), GDestroyNotify done,
                     GArray **where)
{
    GArray *fresh = NULL, *old;
    int r = items_parse(text, size, parse, done, &fresh);

    if (r < 0)
        return r;
    pthread_rwlock_wrlock(&settings_lock);
    old = *where;
    *where = fresh;
    least_update();
    pthread_rwlock_unlock(&settings_lock);
    if (old)
        g_array_free(old, TRUE);
    return 0;
}

int log_set_filters(const char *filters)
{
    return items_set(filters, sizeof(struct filter), filter_parse, filter_done, &now.filters);
}

int log_set_outputs(const char *outputs)
{
    return items_set(outputs, sizeof(struct output), output_parse, output_done, &now.outputs);
}

/* LIBVIRT_DEBUG is a number or a word.  */
static int level_from_word(const char *word)
{
    for (size_t i = 1; i < G_N_ELEMENTS(level_words); i++)
        if (strcmp(word, level_words[i]) == 0 || (word[0] == (char) ('0' + i) && !word[1]))
            return (int) i;
    return strcmp(word, "warn") == 0 ? LOG_LVL_WARN : 0;
}

void log_from_env(void)
{
    const char *level = getenv("LIBVIRT_DEBUG");
    const char *filters = getenv("LIBVIRT_LOG_FILTERS");
    const char *outputs = getenv("LIBVIRT_LOG_OUTPUTS");
    int n = level ? level_from_word(level) : 0;

    if (n)
        log_set_level(n);
    if (filters && *filters)
        log_set_filters(filters);
    if (outputs && *outputs)
        log_set_outputs(outputs);
    else if (n || (filters && *filters))
        log_set_outputs("1:stderr");
}
