/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* conf.h: libvirtd.conf, one member for each setting, under the setting's own name. */
#pragma once

#include <stdbool.h>

struct daemon_conf {
    bool listen_tls, listen_tcp, tls_no_sanity_certificate, tls_no_verify_certificate;
    char *tls_port, *tcp_port, *listen_addr;
    char *unix_sock_group, *unix_sock_ro_perms, *unix_sock_rw_perms, *unix_sock_admin_perms, *unix_sock_dir;
    char *auth_unix_ro, *auth_unix_rw, *auth_tcp, *auth_tls;
    unsigned tcp_min_ssf;
    char **access_drivers;
    char *key_file, *cert_file, *ca_file, *crl_file, *tls_priority;
    char **tls_allowed_dn_list, **sasl_allowed_username_list;
    unsigned max_clients, max_queued_clients, max_anonymous_clients;
    unsigned min_workers, max_workers, prio_workers, max_client_requests;
    unsigned admin_min_workers, admin_max_workers, admin_max_clients, admin_max_queued_clients;
    unsigned admin_max_client_requests;
    unsigned log_level, log_buffer_size;
    char *log_filters, *log_outputs;
    unsigned audit_level;
    bool audit_logging;
    char *host_uuid, *host_uuid_source;
    int keepalive_interval, admin_keepalive_interval;
    unsigned keepalive_count, admin_keepalive_count;
    bool keepalive_required, admin_keepalive_required;
    unsigned ovs_timeout;
    bool mdns_adv;
    char *mdns_name;
};

/* Defaults, then the file. -1: the error names file and line.  */
int daemon_conf_load(struct daemon_conf *c, const char *path, bool privileged);
void daemon_conf_done(struct daemon_conf *c);
/* "0770" as a number; -1 with the error set.  */
int daemon_conf_mode(const char *key, const char *text);
