/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * log.h: log lines in libvirt's format, with its filters ("3:remote 4:event") and outputs
 * ("1:file:/path", "3:syslog:libvirtd", "2:stderr", "2:journald"). The source name of a line is its file's
 * folder and noun ("qemu.start"), from LOG_SOURCE where a file states it.
 */
#pragma once

enum log_level { LOG_LVL_DEBUG = 1, LOG_LVL_INFO, LOG_LVL_WARN, LOG_LVL_ERROR };

#ifndef LOG_SOURCE
#define LOG_SOURCE __FILE__
#endif

#define log_debug(...) log_at(LOG_LVL_DEBUG, __VA_ARGS__)
#define log_info(...) log_at(LOG_LVL_INFO, __VA_ARGS__)
#define log_warn(...) log_at(LOG_LVL_WARN, __VA_ARGS__)
#define log_error(...) log_at(LOG_LVL_ERROR, __VA_ARGS__)
#define log_at(level, ...)                                                   \
    do {                                                                     \
        if (__builtin_expect((level) >= log_least, 0))                       \
            log_write((level), LOG_SOURCE, __func__, __LINE__, __VA_ARGS__); \
    } while (0)

extern int log_least; /* the lowest level that any filter or output wants: the cheap test before a call */

void log_write(enum log_level level, const char *source, const char *func, int line, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));
/* Each returns 0, or -EINVAL with nothing changed.  */
int log_set_level(int level);
int log_set_filters(const char *filters);
int log_set_outputs(const char *outputs);
/* LIBVIRT_DEBUG, LIBVIRT_LOG_FILTERS, LIBVIRT_LOG_OUTPUTS.  */
void log_from_env(void);
