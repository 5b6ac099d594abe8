/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* uri.c: taking connection URIs apart, and the settings of libvirt.conf about them. */
#define ERR_FROM VIR_FROM_URI
#include "lib/uri.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "config.h"

/* Parameters that say how to get there; the server does not see them.  */
static const char *const own_params[] = {"name",         "command", "socket",      "auth",
                                         "sshauth",      "netcat",  "keyfile",     "no_verify",
                                         "no_tty",       "pkipath", "known_hosts", "known_hosts_verify",
                                         "tls_priority", "mode",    "proxy",       NULL};

static void split_scheme(struct uri *u, const char *scheme)
{
    const char *plus = strchr(scheme, '+');
    u->driver = plus ? g_strndup(scheme, (gsize) (plus - scheme)) : g_strdup(scheme);
    u->transport = plus ? g_strdup(plus + 1) : NULL;
}

struct uri *uri_parse(const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GUri) g = g_uri_parse(text, G_URI_FLAGS_NON_DNS | G_URI_FLAGS_ENCODED_QUERY, &error);
    if (!g || !g_uri_get_scheme(g)) {
        err(VIR_ERR_INTERNAL_ERROR, "Unable to parse URI %s", text);
        return NULL;
    }
    struct uri *u = g_new0(struct uri, 1);
    u->text = g_strdup(text);
    split_scheme(u, g_uri_get_scheme(g));
    u->user = g_strdup(g_uri_get_userinfo(g));
    u->host = g_uri_get_host(g) && *g_uri_get_host(g) ? g_strdup(g_uri_get_host(g)) : NULL;
    u->port = g_uri_get_port(g);
    u->path = g_strdup(g_uri_get_path(g));
    if (g_uri_get_query(g))
        u->params = g_uri_parse_params(g_uri_get_query(g), -1, "&;", G_URI_PARAMS_NONE, NULL);
    if (!u->params)
        u->params = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return u;
}

void uri_free(struct uri *u)
{
    if (!u)
        return;
    g_free(u->text);
    g_free(u->driver);
    g_free(u->transport);
    g_free(u->user);
    g_free(u->host);
    g_free(u->path);
    g_hash_table_unref(u->params);
    g_free(u);
}

const char *uri_param(const struct uri *u, const char *name)
{
    return g_hash_table_lookup(u->params, name);
}

char *uri_for_server(const struct uri *u)
{
    GHashTableIter it;
    gpointer k, v;
    char sep = '?';
    if (uri_param(u, "name"))
        return g_strdup(uri_param(u, "name"));
    GString *s = g_string_new(NULL);
    g_string_printf(s, "%s://%s", u->driver, u->path);
    g_hash_table_iter_init(&it, u->params);
    while (g_hash_table_iter_next(&it, &k, &v)) {
        if (g_strv_contains(own_params, k))
            continue;
        g_autofree char *escaped = g_uri_escape_string(v, NULL, FALSE);
        g_string_append_printf(s, "%c%s=%s", sep, (char *) k, escaped);
        sep = '&';
    }
    return g_string_free(s, FALSE);
}

/* ---- libvirt.conf ---- */

struct lib_conf {
    char *uri_default;
    char **uri_aliases;
};

static const struct conf_row rows[] = {
    CONF(struct lib_conf, STR, uri_default),
    CONF(struct lib_conf, LIST, uri_aliases),
    {0},
};

static void load(struct lib_conf *c)
{
    g_autofree char *path = geteuid() == 0 ? g_strdup(NV_SYSCONFDIR "/libvirt/libvirt.conf")
                                           : g_build_filename(g_get_user_config_dir(), "libvirt", "libvirt.conf", NULL);
    g_autofree char *why = NULL;
    if (conf_load(path, rows, c, &why, NULL) < 0)
        log_warn("%s", why);
}

char *uri_alias(const char *name)
{
    struct lib_conf c = {0};
    char *found = NULL;
    size_t n = strlen(name);
    if (strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") != n || !n)
        return NULL; /* no alias can look like this */
    load(&c);
    for (char **a = c.uri_aliases; a && *a && !found; a++)
        if (strncmp(*a, name, n) == 0 && (*a)[n] == '=')
            found = g_strdup(*a + n + 1);
    conf_done(rows, &c);
    return found;
}

char *uri_default(void)
{
    const char *env = getenv("LIBVIRT_DEFAULT_URI");
    struct lib_conf c = {0};
    if (env && *env)
        return g_strdup(env);
    load(&c);
    char *found = g_steal_pointer(&c.uri_default);
    conf_done(rows, &c);
    return found && *found ? found : (g_free(found), NULL);
}
