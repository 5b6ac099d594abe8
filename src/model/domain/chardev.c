/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* chardev.c: rows of character devices: one record per source type, one per element.  */
#include "model/domain/chardev.h"

#include "model/domain/table.h"

NAMES(
    chardev_type_names,
    "character device type", [CHARDEV_NULL] = "null", [CHARDEV_VC] = "vc", [CHARDEV_PTY] = "pty", [CHARDEV_DEV] = "dev",
    [CHARDEV_FILE] = "file", [CHARDEV_PIPE] = "pipe", [CHARDEV_STDIO] = "stdio", [CHARDEV_UDP] = "udp",
    [CHARDEV_TCP] = "tcp", [CHARDEV_UNIX] = "unix", [CHARDEV_SPICEVMC] = "spicevmc", [CHARDEV_SPICEPORT] = "spiceport",
    [CHARDEV_NMDM] = "nmdm", [CHARDEV_QEMU_VDAGENT] = "qemu-vdagent", [CHARDEV_DBUS] = "dbus");
NAMES(chardev_mode_names, "source mode", [CHARDEV_MODE_CONNECT] = "connect", [CHARDEV_MODE_BIND] = "bind");
NAMES(chardev_protocol_names, "protocol",
      "raw", [CHARDEV_TELNET] = "telnet", [CHARDEV_TELNETS] = "telnets", [CHARDEV_TLS] = "tls");
NAMES(mouse_mode_names, "mouse mode", [MOUSE_MODE_SERVER] = "server", [MOUSE_MODE_CLIENT] = "client");
NAMES(serial_target_names, "serial target type", [SERIAL_TARGET_ISA] = "isa-serial", [SERIAL_TARGET_USB] = "usb-serial",
      [SERIAL_TARGET_PCI] = "pci-serial", [SERIAL_TARGET_SPAPR_VIO] = "spapr-vio-serial",
      [SERIAL_TARGET_SYSTEM] = "system-serial", [SERIAL_TARGET_SCLP] = "sclp-serial",
      [SERIAL_TARGET_ISA_DEBUG] = "isa-debug");
NAMES(serial_model_names,
      "serial model", [SERIAL_MODEL_ISA_SERIAL] = "isa-serial", [SERIAL_MODEL_USB_SERIAL] = "usb-serial",
      [SERIAL_MODEL_PCI_SERIAL] = "pci-serial", [SERIAL_MODEL_SPAPR_VTY] = "spapr-vty", [SERIAL_MODEL_PL011] = "pl011",
      [SERIAL_MODEL_SCLPCONSOLE] = "sclpconsole", [SERIAL_MODEL_SCLPLMCONSOLE] = "sclplmconsole",
      [SERIAL_MODEL_16550A] = "16550a", [SERIAL_MODEL_ISA_DEBUGCON] = "isa-debugcon");
NAMES(console_target_names, "console target type", [CONSOLE_TARGET_SERIAL] = "serial", [CONSOLE_TARGET_XEN] = "xen",
      [CONSOLE_TARGET_UML] = "uml", [CONSOLE_TARGET_VIRTIO] = "virtio", [CONSOLE_TARGET_LXC] = "lxc",
      [CONSOLE_TARGET_OPENVZ] = "openvz", [CONSOLE_TARGET_SCLP] = "sclp", [CONSOLE_TARGET_SCLPLM] = "sclplm");
NAMES(channel_target_names, "channel target type", [CHANNEL_TARGET_GUESTFWD] = "guestfwd",
      [CHANNEL_TARGET_VIRTIO] = "virtio", [CHANNEL_TARGET_XEN] = "xen");
NAMES(channel_state_names,
      "channel state", [CHANNEL_STATE_CONNECTED] = "connected", [CHANNEL_STATE_DISCONNECTED] = "disconnected");

/* ---- sources by type ---- */

#define F(K, PATH, M, ...) FLD(struct udp_end, K, PATH, M, __VA_ARGS__)
static const struct fld udp_end_flds[] = {
    F(ENUM, "@mode", mode, NAMED(chardev_mode_names)),
    F(STR, "@host", host),
    F(STR, "@service", service),
    {0},
};
#undef F
static const struct rec udp_end_rec = {"source", sizeof(struct udp_end), udp_end_flds};

#define F(K, PATH, M, ...) FLD(struct chardev_source, K, PATH, M, __VA_ARGS__)
#define LOG F(STR, "log/@file", log_file), F(TRI, "log/@append", log_append, ONOFF)
#define SECLABELS F(LIST, "source/seclabel", seclabels, RECORD(device_seclabel_rec))
#define SOURCE(ident, ...) ROWS(ident, struct chardev_source, "source", __VA_ARGS__)
SOURCE(source_none, LOG);
SOURCE(source_pty, F(STR, "source/@path", path, .flags = LIVE), SECLABELS, LOG);
SOURCE(source_path, F(STR, "source/@path", path), F(TRI, "source/@append", append, ONOFF), SECLABELS, LOG);
SOURCE(source_udp, F(LIST, "source", udp, RECORD(udp_end_rec)), LOG);
SOURCE(source_tcp, F(ENUM, "source/@mode", mode, NAMED(chardev_mode_names)), F(STR, "source/@host", host),
       F(STR, "source/@service", service), F(TRI, "source/@tls", tls, YESNO),
       F(TRI, "source/reconnect/@enabled", reconnect, YESNO), F(OPT32, "source/reconnect/@timeout", reconnect_timeout),
       SECLABELS, F(ENUM, "protocol/@type", protocol, NAMED(chardev_protocol_names)), LOG);
SOURCE(source_unix, F(ENUM, "source/@mode", mode, NAMED(chardev_mode_names)), F(STR, "source/@path", path),
       F(TRI, "source/reconnect/@enabled", reconnect, YESNO), F(OPT32, "source/reconnect/@timeout", reconnect_timeout),
       SECLABELS, LOG);
SOURCE(source_channel, F(STR, "source/@channel", channel), LOG);
SOURCE(source_nmdm, F(STR, "source/@master", master), F(STR, "source/@slave", slave), LOG);
SOURCE(source_vdagent, F(TRI, "source/clipboard/@copypaste", copypaste, YESNO),
       F(ENUM, "source/mouse/@mode", mouse, NAMED(mouse_mode_names)), LOG);
#undef F

static const struct arm source_arms[] = {
    {CHARDEV_NONE, &source_none_rec},
    {CHARDEV_NULL, &source_none_rec},
    {CHARDEV_VC, &source_none_rec},
    {CHARDEV_STDIO, &source_none_rec},
    {CHARDEV_SPICEVMC, &source_none_rec},
    {CHARDEV_PTY, &source_pty_rec},
    {CHARDEV_DEV, &source_path_rec},
    {CHARDEV_FILE, &source_path_rec},
    {CHARDEV_PIPE, &source_path_rec},
    {CHARDEV_UDP, &source_udp_rec},
    {CHARDEV_TCP, &source_tcp_rec},
    {CHARDEV_UNIX, &source_unix_rec},
    {CHARDEV_SPICEPORT, &source_channel_rec},
    {CHARDEV_DBUS, &source_channel_rec},
    {CHARDEV_NMDM, &source_nmdm_rec},
    {CHARDEV_QEMU_VDAGENT, &source_vdagent_rec},
    {0},
};
static const struct fld source_flds[] = {
    WHOLE(struct chardev_source, ".", ARMS(source_arms, struct chardev_source, type)),
    {0},
};
const struct rec chardev_source_rec = {"source", sizeof(struct chardev_source), source_flds};

/* ---- devices ---- */

#define F(K, PATH, M, ...) FLD(struct chardev, K, PATH, M, __VA_ARGS__)
#define TYPE F(ENUM, "@type", src.type, NAMED(chardev_type_names), .flags = SAYS_UNSUPPORTED)
#define SRC F(SUB, ".", src, RECORD(chardev_source_rec))
#define INFO F(SUB, ".", info, RECORD(device_info_rec))
static const struct fld serial_flds[] = {
    TYPE,
    SRC,
    F(ENUM, "target/@type", target, NAMED(serial_target_names), .flags = SAYS_UNSUPPORTED | GUEST_ABI),
    F(OPT32, "target/@port", port, .flags = GUEST_ABI),
    F(ENUM, "target/model/@name", target_model, NAMED(serial_model_names), .flags = GUEST_ABI),
    INFO,
    {0},
};
static const struct fld parallel_flds[] = {
    TYPE, SRC, F(OPT32, "target/@port", port, .flags = GUEST_ABI), INFO, {0},
};
static const struct fld console_flds[] = {
    TYPE,
    F(STR, "@tty", tty, .flags = LIVE),
    SRC,
    F(ENUM, "target/@type", target, NAMED(console_target_names), .flags = SAYS_UNSUPPORTED | GUEST_ABI),
    F(OPT32, "target/@port", port, .flags = GUEST_ABI),
    INFO,
    {0},
};
static const struct fld channel_flds[] = {
    TYPE,
    SRC,
    F(ENUM, "target/@type", target, NAMED(channel_target_names), .flags = SAYS_UNSUPPORTED | GUEST_ABI),
    F(STR, "target/@name", name, .flags = GUEST_ABI),
    F(ENUM, "target/@state", state, NAMED(channel_state_names), .flags = LIVE),
    F(STR, "target/@address", address, .flags = GUEST_ABI),
    F(OPT32, "target/@port", port, .flags = GUEST_ABI),
    INFO,
    {0},
};
#undef F
static int chardev_defaults(void *obj, struct rec_in *in)
{
    struct chardev *c = obj;

    if (c->src.type == CHARDEV_NONE)
        c->src.type = CHARDEV_PTY;
    return 0;
}
const struct rec serial_rec = {"serial", sizeof(struct chardev), serial_flds, .defaults = chardev_defaults};
const struct rec parallel_rec = {"parallel", sizeof(struct chardev), parallel_flds, .defaults = chardev_defaults};
const struct rec console_rec = {"console", sizeof(struct chardev), console_flds, .defaults = chardev_defaults};
const struct rec channel_rec = {"channel", sizeof(struct chardev), channel_flds, .defaults = chardev_defaults};
