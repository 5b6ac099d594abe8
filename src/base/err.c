/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* err.c: the thread's error. One virError a thread, made at its first mistake, freed at its end. */
#define LOG_SOURCE "base.err"
#include "base/err.h"

#include <glib.h>
#include <string.h>

#include "base/log.h"

static void thread_error_free(gpointer p)
{
    err_clear(p);
    g_free(p);
}

static GPrivate thread_error = G_PRIVATE_INIT(thread_error_free);

virErrorPtr err_thread(void)
{
    virErrorPtr e = g_private_get(&thread_error);
    if (!e) {
        e = g_new0(virError, 1);
        g_private_set(&thread_error, e);
    }
    return e;
}

void err_clear(virErrorPtr e)
{
    if (!e)
        return;
    g_free(e->message);
    g_free(e->str1);
    g_free(e->str2);
    g_free(e->str3);
    memset(e, 0, sizeof(*e));
}

void err_reset(void)
{
    virErrorPtr e = g_private_get(&thread_error);
    if (e && e->code)
        err_clear(e);
}

bool err_is_set(void)
{
    virErrorPtr e = g_private_get(&thread_error);
    return e && e->code != VIR_ERR_OK;
}

void err_copy(virErrorPtr to, const virError *from)
{
    if (to == from)
        return;
    err_clear(to);
    to->code = from->code;
    to->domain = from->domain;
    to->level = from->level;
    to->int1 = from->int1;
    to->int2 = from->int2;
    to->message = g_strdup(from->message);
    to->str1 = g_strdup(from->str1);
    to->str2 = g_strdup(from->str2);
    to->str3 = g_strdup(from->str3);
}

/* The code's words with the detail put where their "%s" stands; the words are ours, the detail is not.  */
static char *with_words(int code, char *detail)
{
    const char *words = err_code_format(code, detail != NULL);
    const char *at = words ? strstr(words, "%s") : NULL;
    char *all;

    if (!at)
        return words ? (g_free(detail), g_strdup(words)) : detail ? detail : g_strdup("unknown error");
    all = g_strdup_printf("%.*s%s%s", (int) (at - words), words, detail ? detail : "", at + 2);
    g_free(detail);
    return all;
}

void err_set(int domain, int code, int errno_, const char *file, const char *func, int line, const char *fmt, ...)
{
    virErrorPtr e = err_thread();
    char *detail = NULL;
    va_list ap;

    if (fmt && *fmt) {
        va_start(ap, fmt);
        detail = g_strdup_vprintf(fmt, ap);
        va_end(ap);
    }
    if (errno_) {
        char *all = g_strdup_printf("%s%s%s", detail ? detail : "", detail ? ": " : "", g_strerror(errno_));
        g_free(detail);
        detail = all;
    }
    err_clear(e);
    e->domain = domain;
    e->code = code;
    e->level = VIR_ERR_ERROR;
    e->str1 = g_strdup(err_code_format(code, detail != NULL));
    e->str2 = g_strdup(detail);
    e->message = errno_ && code == VIR_ERR_SYSTEM_ERROR ? detail : with_words(code, detail);
    e->int1 = errno_ ? errno_ : -1;
    e->int2 = -1;
    if (LOG_LVL_DEBUG >= log_least)
        log_write(LOG_LVL_DEBUG, file, func, line, "error %d: %s", code, e->message);
}

void err_plain(int domain, int code, const char *fmt, ...)
{
    virErrorPtr e = err_thread();
    char *message;
    va_list ap;

    va_start(ap, fmt);
    message = g_strdup_vprintf(fmt, ap);
    va_end(ap);
    err_clear(e);
    e->domain = domain;
    e->code = code;
    e->level = VIR_ERR_ERROR;
    e->message = message;
    e->str1 = g_strdup("%s");
    e->str2 = g_strdup(message);
    e->int1 = e->int2 = -1;
}

virErrorPtr err_take(void)
{
    virErrorPtr e = err_thread();
    virErrorPtr kept = g_new(virError, 1);
    *kept = *e;
    memset(e, 0, sizeof(*e));
    return kept;
}

void err_put(virErrorPtr e)
{
    virErrorPtr now = err_thread();
    if (!e)
        return;
    err_clear(now);
    *now = *e;
    g_free(e);
}

void err_prefix(const char *fmt, ...)
{
    virErrorPtr e = err_thread();
    g_autofree char *prefix = NULL;
    char *all;
    va_list ap;

    va_start(ap, fmt);
    prefix = g_strdup_vprintf(fmt, ap);
    va_end(ap);
    all = g_strdup_printf("%s: %s", prefix, e->message ? e->message : "");
    g_free(e->message);
    e->message = all;
}
