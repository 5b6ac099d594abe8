/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* conf.c: the table of libvirtd.conf and its defaults. */
#define ERR_FROM VIR_FROM_CONF
#include "daemon/conf.h"

#include <glib.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/err.h"
#include "base/log.h"

static const char *const auth_words[] = {"none", "polkit", "sasl", NULL};
static const char *const auth_net_words[] = {"none", "sasl", NULL};
static const char *const uuid_words[] = {"smbios", "machine-id", NULL};

#define ROW(KIND, KEY, ...) CONF(struct daemon_conf, KIND, KEY, __VA_ARGS__)
static const struct conf_row rows[] = {
    ROW(BOOL, listen_tls),
    ROW(BOOL, listen_tcp),
    ROW(STR, tls_port),
    ROW(STR, tcp_port),
    ROW(STR, listen_addr),
    ROW(STR, unix_sock_group),
    ROW(STR, unix_sock_ro_perms),
    ROW(STR, unix_sock_rw_perms),
    ROW(STR, unix_sock_admin_perms),
    ROW(STR, unix_sock_dir),
    ROW(STR, auth_unix_ro, .words = auth_words),
    ROW(STR, auth_unix_rw, .words = auth_words),
    ROW(STR, auth_tcp, .words = auth_net_words),
    ROW(STR, auth_tls, .words = auth_net_words),
    ROW(UINT, tcp_min_ssf),
    ROW(LIST, access_drivers),
    ROW(STR, key_file),
    ROW(STR, cert_file),
    ROW(STR, ca_file),
    ROW(STR, crl_file),
    ROW(BOOL, tls_no_sanity_certificate),
    ROW(BOOL, tls_no_verify_certificate),
    ROW(LIST, tls_allowed_dn_list),
    ROW(LIST, sasl_allowed_username_list),
    ROW(STR, tls_priority),
    ROW(UINT, max_clients, .min = 1, .max = 1000000),
    ROW(UINT, max_queued_clients, .min = 1, .max = 65535),
    ROW(UINT, max_anonymous_clients, .min = 0, .max = 1000000),
    ROW(UINT, min_workers, .min = 0, .max = 1000),
    ROW(UINT, max_workers, .min = 1, .max = 1000),
    ROW(UINT, prio_workers, .min = 1, .max = 1000),
    ROW(UINT, max_client_requests, .min = 1, .max = 1000),
    ROW(UINT, admin_min_workers, .min = 0, .max = 1000),
    ROW(UINT, admin_max_workers, .min = 1, .max = 1000),
    ROW(UINT, admin_max_clients, .min = 1, .max = 1000000),
    ROW(UINT, admin_max_queued_clients, .min = 1, .max = 65535),
    ROW(UINT, admin_max_client_requests, .min = 1, .max = 1000),
    ROW(UINT, log_level, .min = 0, .max = 4),
    ROW(UINT, log_buffer_size),
    ROW(STR, log_filters),
    ROW(STR, log_outputs),
    ROW(UINT, audit_level, .min = 0, .max = 2),
    ROW(BOOL, audit_logging),
    ROW(STR, host_uuid),
    ROW(STR, host_uuid_source, .words = uuid_words),
    ROW(INT, keepalive_interval, .min = -1, .max = 86400),
    ROW(UINT, keepalive_count, .min = 0, .max = 1000),
    ROW(BOOL, keepalive_required),
    ROW(BOOL, admin_keepalive_required),
    ROW(INT, admin_keepalive_interval, .min = -1, .max = 86400),
    ROW(UINT, admin_keepalive_count, .min = 0, .max = 1000),
    ROW(UINT, ovs_timeout),
    ROW(BOOL, mdns_adv),
    ROW(STR, mdns_name),
    {0},
};

static void defaults(struct daemon_conf *c, bool privileged)
{
    *c = (struct daemon_conf){
        .listen_tls = true,
        .max_clients = 5000,
        .max_queued_clients = 1000,
        .max_anonymous_clients = 20,
        .min_workers = 5,
        .max_workers = 20,
        .prio_workers = 5,
        .max_client_requests = 5,
        .admin_min_workers = 1,
        .admin_max_workers = 5,
        .admin_max_clients = 5,
        .admin_max_queued_clients = 5,
        .admin_max_client_requests = 5,
        .keepalive_interval = 5,
        .keepalive_count = 5,
        .admin_keepalive_interval = 5,
        .admin_keepalive_count = 5,
        .audit_level = 1,
        .ovs_timeout = 5,
    };
    c->tls_port = g_strdup("16514");
    c->tcp_port = g_strdup("16509");
    c->auth_tcp = g_strdup("sasl");
    c->auth_tls = g_strdup("none");
    c->auth_unix_ro = g_strdup(privileged ? "polkit" : "none");
    c->auth_unix_rw = g_strdup(privileged ? "polkit" : "none");
    c->unix_sock_ro_perms = g_strdup(privileged ? "0777" : "0700");
    c->unix_sock_admin_perms = g_strdup("0700");
}

static void unknown_key(const char *path, int line, const char *key, const char *nearest)
{
    if (nearest)
        log_warn("%s:%d: unknown setting %s; did you mean %s?", path, line, key, nearest);
    else
        log_warn("%s:%d: unknown setting %s", path, line, key);
}

/* Where polkit decides, everybody may ask; where only the file's mode decides, it starts closed.  */
static void finish(struct daemon_conf *c, bool privileged)
{
    bool polkit = g_strcmp0(c->auth_unix_rw, "polkit") == 0;
    if (!c->unix_sock_rw_perms)
        c->unix_sock_rw_perms = g_strdup(!privileged ? "0700" : polkit ? "0777" : "0770");
}

int daemon_conf_load(struct daemon_conf *c, const char *path, bool privileged)
{
    g_autofree char *why = NULL;
    defaults(c, privileged);
    if (conf_load(path, rows, c, &why, unknown_key) == 0) {
        finish(c, privileged);
        return 0;
    }
    err(VIR_ERR_CONF_SYNTAX, "%s", why);
    daemon_conf_done(c);
    return -1;
}

void daemon_conf_done(struct daemon_conf *c)
{
    conf_done(rows, c);
}

int daemon_conf_mode(const char *key, const char *text)
{
    char *end;
    long v = strtol(text, &end, 8);
    if (end == text || *end || v < 0 || v > 0777) {
        err(VIR_ERR_CONF_SYNTAX, "%s: \"%s\" is not a mode in octal digits such as \"0770\"", key, text);
        return -1;
    }
    return (int) v;
}
