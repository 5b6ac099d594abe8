/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * err.h: the thread's last error, as libvirt's clients see it. Above base, -1 or NULL means "the thread
 * error is set"; it is set once, where the mistake is known, and only forwarded after that.
 *
 * A file states its domain before including this header:   #define ERR_FROM VIR_FROM_QEMU
 */
#pragma once

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <stdbool.h>

#ifndef ERR_FROM
#define ERR_FROM VIR_FROM_NONE
#endif

/* Sets the thread error: the code's standard words, then the detail ("Domain not found: no domain with ...").  */
#define err(code, ...) err_set(ERR_FROM, (code), 0, __FILE__, __func__, __LINE__, __VA_ARGS__)
/* The same for a failed system call: adds ": strerror(errno_)".  */
#define err_sys(errno_, ...) \
    err_set(ERR_FROM, VIR_ERR_SYSTEM_ERROR, (errno_), __FILE__, __func__, __LINE__, __VA_ARGS__)

/* A mistake in an argument: libvirt's clients see the detail alone, without the code's words.  */
#define err_arg(...) err_plain(ERR_FROM, VIR_ERR_INVALID_ARG, __VA_ARGS__)
void err_plain(int domain, int code, const char *fmt, ...) __attribute__((format(printf, 3, 4), cold));

void err_set(int domain, int code, int errno_, const char *file, const char *func, int line, const char *fmt, ...)
    __attribute__((format(printf, 7, 8), cold));

/* What the code says by itself, with "%s" where a detail goes; detail or not, as libvirt words it.  */
const char *err_code_format(int code, bool with_detail);

/* The calling thread's error (never NULL; code 0 when there is none).  */
virErrorPtr err_thread(void);
void err_reset(void);
bool err_is_set(void);

/* Copy of a virError into another (deep); err_clear frees the strings.  */
void err_copy(virErrorPtr to, const virError *from);
void err_clear(virErrorPtr e);

/* Takes the thread's error away, so that clean-up cannot replace it; err_put gives it back and frees it.  */
virErrorPtr err_take(void);
void err_put(virErrorPtr e);
/* Adds "prefix: " before the thread error's message.  */
void err_prefix(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
