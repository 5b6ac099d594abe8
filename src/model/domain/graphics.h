/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* graphics.h: <graphics>: vnc, spice, sdl, dbus, egl-headless, rdp, desktop.  */
#pragma once

#include "model/domain/chardev.h"
#include "rec/rec.h"

enum graphics_type {
    GRAPHICS_NONE,
    GRAPHICS_SDL,
    GRAPHICS_VNC,
    GRAPHICS_RDP,
    GRAPHICS_DESKTOP,
    GRAPHICS_SPICE,
    GRAPHICS_EGL_HEADLESS,
    GRAPHICS_DBUS,
    GRAPHICS_LAST
};
enum listen_type { LISTEN_NONE, LISTEN_ADDRESS, LISTEN_NETWORK, LISTEN_SOCKET, LISTEN_OFF /* type='none' */ };
enum vnc_share { VNC_SHARE_DEFAULT, VNC_SHARE_EXCLUSIVE, VNC_SHARE_FORCE, VNC_SHARE_IGNORE };
enum graphics_connected { CONNECTED_DEFAULT, CONNECTED_FAIL, CONNECTED_DISCONNECT, CONNECTED_KEEP };
enum spice_channel_name {
    SPICE_CHANNEL_NONE,
    SPICE_CHANNEL_MAIN,
    SPICE_CHANNEL_DISPLAY,
    SPICE_CHANNEL_INPUTS,
    SPICE_CHANNEL_CURSOR,
    SPICE_CHANNEL_PLAYBACK,
    SPICE_CHANNEL_RECORD,
    SPICE_CHANNEL_SMARTCARD,
    SPICE_CHANNEL_USBREDIR
};
enum spice_mode { SPICE_MODE_NONE, SPICE_MODE_SECURE, SPICE_MODE_INSECURE, SPICE_MODE_ANY };
enum spice_image {
    SPICE_IMAGE_DEFAULT,
    SPICE_IMAGE_AUTO_GLZ,
    SPICE_IMAGE_AUTO_LZ,
    SPICE_IMAGE_QUIC,
    SPICE_IMAGE_GLZ,
    SPICE_IMAGE_LZ,
    SPICE_IMAGE_OFF
};
enum spice_jpeg { SPICE_JPEG_DEFAULT, SPICE_JPEG_AUTO, SPICE_JPEG_NEVER, SPICE_JPEG_ALWAYS };
enum spice_streaming { SPICE_STREAMING_DEFAULT, SPICE_STREAMING_FILTER, SPICE_STREAMING_ALL, SPICE_STREAMING_OFF };
extern const struct names graphics_type_names, listen_type_names, vnc_share_names, graphics_connected_names,
    spice_channel_names, spice_mode_names, spice_image_names, spice_jpeg_names, spice_streaming_names;

struct graphics_listen {
    unsigned type; /* enum listen_type */
    char *address, *network, *socket;
    unsigned from_config;  /* status: the address came from qemu.conf */
    unsigned auto_address; /* status */
};
struct spice_channel {
    unsigned name, mode;
};

enum { GRAPHICS_PORT_ZERO = -2 }; /* as read; never after fill */

struct graphics {
    unsigned type; /* enum graphics_type */
    /* -1: chosen at start. 0: none.  */
    int32_t port, tls_port;
    unsigned autoport; /* TRI yes/no */
    int32_t websocket; /* 0 none, -1 automatic */
    char *listen;      /* the attribute: a copy of listens[0]->address */
    char *socket;      /* the attribute (old); listens[0] has it after fill */
    char *keymap;
    unsigned share_policy, power_control, connected;
    unsigned default_mode;             /* spice: enum spice_mode */
    char *passwd;                      /* secure */
    char *passwd_valid_to;             /* "2010-04-09T15:51:00" */
    char *display, *xauth;             /* sdl, desktop */
    unsigned fullscreen;               /* TRI yes/no */
    unsigned replace_user, multi_user; /* rdp */
    char *address;                     /* dbus */
    unsigned p2p;                      /* dbus: TRI yes/no */
    REC_LIST(struct graphics_listen) listens;
    REC_LIST(struct spice_channel) channels;
    unsigned image, jpeg, zlib, playback, streaming;
    unsigned mouse;                   /* enum mouse_mode */
    unsigned copypaste, filetransfer; /* TRI yes/no */
    unsigned gl;                      /* TRI yes/no */
    char *rendernode;
    struct opt_u32 audio_id;
};
extern const struct rec graphics_rec;
