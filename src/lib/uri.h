/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* uri.h: connection URIs: driver[+transport]://[user@][host][:port]/path[?parameters] */
#pragma once

#include <glib.h>
#include <stdbool.h>

struct uri {
    char *text;      /* as given */
    char *driver;    /* "qemu" */
    char *transport; /* "unix", "ssh", ..., or NULL */
    char *user, *host;
    int port;           /* -1: none */
    char *path;         /* "/system" */
    GHashTable *params; /* name -> value */
};

/* NULL with the error set.  */
struct uri *uri_parse(const char *text);
void uri_free(struct uri *u);
const char *uri_param(const struct uri *u, const char *name);
/* What the daemon at the other end is asked to open: without transport, host and the parameters that are ours.  */
char *uri_for_server(const struct uri *u);

/* Aliases of libvirt.conf. Newly allocated: the URI that the alias stands for, or NULL.  */
char *uri_alias(const char *name);
/* LIBVIRT_DEFAULT_URI, uri_default of libvirt.conf, or NULL: probe.  */
char *uri_default(void);
