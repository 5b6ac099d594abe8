/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * plan.h: a guest, or one device of it, as an ordered list of operations on QEMU. The same list is rendered
 * to arguments at cold boot and replayed over QMP for hotplug; undoing it is unplugging.
 */
#pragma once

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

struct domain_def;
struct qemu_caps;
struct qmp;

enum plan_op {
    OP_ARG, /* an option of the command line only: "-machine", text */
    OP_OBJECT,
    OP_BLOCKDEV,
    OP_NETDEV,
    OP_CHARDEV,
    OP_DEVICE,
    OP_FDSET, /* -add-fd */
    OP_LAST
};

struct planned {
    enum plan_op op;
    char *name;    /* OP_ARG: the option; else the id */
    json_t *props; /* OP_ARG: a string, or NULL for an option without a value */
    GArray *fds;   /* int; descriptors that QEMU inherits for it (owned by the plan), or NULL */
    bool secret;   /* not to be logged */
};
struct plan {
    GPtrArray *ops; /* struct planned * */
};
struct plan *plan_new(void);
void plan_free(struct plan *p);

/* Which descriptor a device asks its environment for.  */
enum plan_fd {
    PLAN_FD_TAP,       /* struct domain_interface, index = queue; also macvtap */
    PLAN_FD_VHOST_NET, /* the same, index = queue; -1 with no error: do without */
    PLAN_FD_VHOST_VSOCK,
    PLAN_FD_MONITOR, /* the listening socket of the monitor; -1 with no error: by path */
    PLAN_FD_CHARDEV, /* a listening unix socket; -1 with no error: by path */
    PLAN_FD_CHARLOG, /* a file that QEMU appends to (file chardevs, logs); -1 with no error: by path */
    PLAN_FD_HOSTDEV,
};

/* What a document does not say. Strings are borrowed for the call that gets the struct.  */
struct plan_env {
    const struct qemu_caps *caps;
    const char *lib_dir;     /* /var/lib/libvirt/qemu */
    const char *domain_dir;  /* lib_dir/domain-ID-NAME: monitor.sock, master-key.aes */
    const char *channel_dir; /* lib_dir/channel/target/domain-ID-NAME */
    const char *dump_dir, *nvram_dir, *slirp_dir;
    const char *ram_dir; /* of all guests: a guest's files are in ram_dir/ID-NAME, as domain_dir has it */
    bool native;         /* domxml-to-native: nothing exists or is opened; ports and descriptors are made up */
    bool privileged;
    bool use_seccomp; /* -sandbox */
    bool timestamps;  /* -msg timestamp=on */
    bool vnc_auto_unix, vnc_tls, vnc_sasl, spice_tls, spice_sasl;
    bool vnc_allow_host_audio, nographics_allow_host_audio;
    const char *vnc_listen, *spice_listen, *vnc_password, *spice_password;
    const char *vnc_tls_dir, *spice_tls_dir, *default_tls_dir;
    const char *incoming;  /* "defer", "fd:N"; NULL: none */
    bool paused_autostart; /* unused by most: -S is always given */
    /* Descriptors that the environment opened or opens now; given over to the plan, numbered as they are inherited.
     * -1: none (see enum), -2: failed with the error set. NULL in native mode.  */
    int (*fd)(void *opaque, enum plan_fd what, const void *device, unsigned index);
    /* The bytes of a secret (base64 into a JSON object over a descriptor or key); NULL: no secrets.  */
    int (*secret)(void *opaque, const uint8_t uuid[16], const char *usage, GBytes **ret);
    void *opaque;
};

/* The whole guest; addresses and aliases of `def` are assigned already. NULL: error set.  */
struct plan *plan_domain(const struct domain_def *def, const struct plan_env *env);

/* Program, arguments, NULL. For plan_environ: what QEMU's environment is to be.  */
char **plan_to_argv(const struct plan *p, const struct plan_env *env);
char **plan_environ(const struct domain_def *def, const struct plan_env *env);
/* Every descriptor that the child must inherit at its number.  */
GArray *plan_fds(const struct plan *p); /* int; borrowed descriptors */

/* One device (a member of def->devices), added to a running guest. A failure takes back what was done.  */
struct plan *plan_device(const struct domain_def *def, const void *device, const struct plan_env *env);
int plan_hotplug(const struct plan *p, struct qmp *q);
/* Removes what plan_hotplug added, in reverse, after the device itself is gone (DEVICE_DELETED); as far as it goes.  */
int plan_unplug(const struct plan *p, struct qmp *q);
/* The id to be given to device_del, or NULL when the plan has no device.  */
const char *plan_device_id(const struct plan *p);

/* The arguments of block_set_io_throttle, for a guest that was started and not run yet (or a disk plugged in); NULL:
 * the disk is not limited.  */
struct disk;
json_t *plan_throttle(const struct disk *d);

/* domxml-to-native qemu-argv: environment and arguments as a shell would take them, as libvirt lays them out.  */
char *plan_to_native(const struct domain_def *def, const struct plan_env *env);
