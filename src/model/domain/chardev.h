/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * chardev.h: character devices: <serial>, <parallel>, <console>, <channel>; their source is shared with
 * smartcards, rng, redirected devices. One struct, one record per element.
 */
#pragma once

#include "model/domain/address.h"
#include "model/domain/seclabel.h"

enum chardev_type {
    CHARDEV_NONE,
    CHARDEV_NULL,
    CHARDEV_VC,
    CHARDEV_PTY,
    CHARDEV_DEV,
    CHARDEV_FILE,
    CHARDEV_PIPE,
    CHARDEV_STDIO,
    CHARDEV_UDP,
    CHARDEV_TCP,
    CHARDEV_UNIX,
    CHARDEV_SPICEVMC,
    CHARDEV_SPICEPORT,
    CHARDEV_NMDM,
    CHARDEV_QEMU_VDAGENT,
    CHARDEV_DBUS,
    CHARDEV_LAST
};
extern const struct names chardev_type_names;
enum chardev_mode { CHARDEV_MODE_DEFAULT, CHARDEV_MODE_CONNECT, CHARDEV_MODE_BIND };
enum chardev_protocol { CHARDEV_RAW, CHARDEV_TELNET, CHARDEV_TELNETS, CHARDEV_TLS };
enum mouse_mode { MOUSE_MODE_DEFAULT, MOUSE_MODE_SERVER, MOUSE_MODE_CLIENT };
extern const struct names chardev_mode_names, chardev_protocol_names, mouse_mode_names;

struct udp_end {   /* udp: one <source> per direction */
    unsigned mode; /* enum chardev_mode */
    char *host, *service;
};

struct chardev_source {
    unsigned type;        /* enum chardev_type; the attribute of the element around */
    char *path;           /* pty (live), dev, file, pipe, unix */
    unsigned append;      /* file: TRI on/off */
    unsigned mode;        /* tcp, unix: enum chardev_mode */
    char *host, *service; /* tcp */
    unsigned tls;         /* tcp: TRI yes/no */
    unsigned protocol;    /* tcp: enum chardev_protocol */
    unsigned reconnect;   /* tcp, unix: TRI yes/no */
    struct opt_u32 reconnect_timeout;
    REC_LIST(struct udp_end) udp;
    char *channel;        /* spiceport, dbus */
    char *master, *slave; /* nmdm */
    unsigned copypaste;   /* qemu-vdagent: TRI yes/no */
    unsigned mouse;       /* qemu-vdagent: enum mouse_mode */
    REC_LIST(struct device_seclabel) seclabels;
    char *log_file;      /* <log> */
    unsigned log_append; /* TRI on/off */
};
/* Everything of the source but @type: rows for "." (source, protocol, log).  */
extern const struct rec chardev_source_rec;

enum serial_target {
    SERIAL_TARGET_NONE,
    SERIAL_TARGET_ISA,
    SERIAL_TARGET_USB,
    SERIAL_TARGET_PCI,
    SERIAL_TARGET_SPAPR_VIO,
    SERIAL_TARGET_SYSTEM,
    SERIAL_TARGET_SCLP,
    SERIAL_TARGET_ISA_DEBUG
};
enum serial_model {
    SERIAL_MODEL_NONE,
    SERIAL_MODEL_ISA_SERIAL,
    SERIAL_MODEL_USB_SERIAL,
    SERIAL_MODEL_PCI_SERIAL,
    SERIAL_MODEL_SPAPR_VTY,
    SERIAL_MODEL_PL011,
    SERIAL_MODEL_SCLPCONSOLE,
    SERIAL_MODEL_SCLPLMCONSOLE,
    SERIAL_MODEL_16550A,
    SERIAL_MODEL_ISA_DEBUGCON
};
enum console_target {
    CONSOLE_TARGET_NONE,
    CONSOLE_TARGET_SERIAL,
    CONSOLE_TARGET_XEN,
    CONSOLE_TARGET_UML,
    CONSOLE_TARGET_VIRTIO,
    CONSOLE_TARGET_LXC,
    CONSOLE_TARGET_OPENVZ,
    CONSOLE_TARGET_SCLP,
    CONSOLE_TARGET_SCLPLM
};
enum channel_target { CHANNEL_TARGET_NONE, CHANNEL_TARGET_GUESTFWD, CHANNEL_TARGET_VIRTIO, CHANNEL_TARGET_XEN };
enum channel_state { CHANNEL_STATE_DEFAULT, CHANNEL_STATE_CONNECTED, CHANNEL_STATE_DISCONNECTED };
extern const struct names serial_target_names, serial_model_names, console_target_names, channel_target_names,
    channel_state_names;

struct chardev {
    char *tty; /* console: live; same as the pty's path */
    struct chardev_source src;
    unsigned target;       /* enum serial_target, console_target or channel_target */
    unsigned target_model; /* serial: enum serial_model */
    struct opt_u32 port;   /* serial, parallel, console, guestfwd */
    char *name;            /* channel */
    char *address;         /* guestfwd */
    unsigned state;        /* channel: enum channel_state, live */
    struct device_info info;
};
extern const struct rec serial_rec, parallel_rec, console_rec, channel_rec;

/* True when a console is only the other name of serial 0 (QEMU gets no device for it).  */
struct domain_def;
bool console_is_serial(const struct domain_def *def, const struct chardev *console);
