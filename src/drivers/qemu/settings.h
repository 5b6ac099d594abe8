/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* settings: the settings of qemu.conf and the folders of one instance of the driver (system, session, embed). */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

struct qemu_config {
    char *vnc_listen, *vnc_password, *spice_listen, *spice_password, *user, *group, *security_driver;
    char *vnc_tls_x509_cert_dir, *spice_tls_x509_cert_dir, *default_tls_x509_cert_dir, *stdio_handler;
    char *auto_dump_path, *memory_backing_dir, *hugetlbfs_mount, *dump_image_format, *save_image_format;
    char **nvram, **cgroup_controllers, **cgroup_device_acl, **namespaces, **capability_filters;
    unsigned vnc_auto_unix_socket, vnc_tls, vnc_sasl, vnc_allow_host_audio, spice_tls, spice_sasl,
        spice_auto_unix_socket, nographics_allow_host_audio;
    unsigned remote_display_port_min, remote_display_port_max, remote_websocket_port_min, remote_websocket_port_max;
    unsigned dynamic_ownership, remember_owner, security_default_confined, set_process_name, max_processes, max_files,
        max_queued, seccomp_sandbox, log_timestamp, dump_guest_core, mac_filter, auto_dump_bypass_cache,
        auto_start_bypass_cache;
    /* made of the above */
    uid_t uid;
    gid_t gid;
};

struct qemu_dirs {
    char *conf;      /* .../etc/libvirt: qemu.conf */
    char *config;    /* conf/qemu: NAME.xml */
    char *autostart; /* conf/qemu/autostart */
    char *run;       /* /run/libvirt/qemu: NAME.xml, NAME.pid */
    char *log;       /* /var/log/libvirt/qemu */
    char *cache;     /* /var/cache/libvirt/qemu */
    char *lib;       /* /var/lib/libvirt/qemu: domain-ID-NAME */
    char *channel;   /* lib/channel/target (lib/channel below a session's) */
    char *nvram, *save, *snapshot, *checkpoint, *dump, *ram, *slirp, *dbus, *passt;
};

/* The built-in settings, then the file's (one that is not there is no mistake). -1: error set, naming the line.  */
int config_load(struct qemu_config *c, const char *path, bool privileged);
void config_done(struct qemu_config *c);
/* root NULL: the system's or the user's folders; else everything below `root`.  */
void dirs_init(struct qemu_dirs *d, bool privileged, const char *root);
/* Makes those that the driver writes to; -1: error set.  */
int dirs_make(const struct qemu_dirs *d, const struct qemu_config *c, bool privileged);
void dirs_done(struct qemu_dirs *d);
