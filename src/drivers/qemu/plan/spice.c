/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* spice.c: the SPICE display.  */
#define ERR_FROM VIR_FROM_QEMU
#include <string.h>

#include "drivers/qemu/plan/build.h"

static int spice_place(struct build *b, const struct graphics *g, GString *out)
{
    const struct graphics_listen *l = g->listens.n ? g->listens.v[0] : NULL;
    int32_t port = g->port == -1 ? b->env->native ? 5900 : 0 : g->port;
    int32_t tls_port = g->tls_port > 0 ? g->tls_port : 0;

    if (l && l->type == LISTEN_SOCKET) {
        g_string_append(out, "unix,addr=");
        if (l->socket)
            opt_append(out, l->socket);
        else
            g_string_append_printf(out, "%s/spice.sock", b->env->domain_dir);
        return 0;
    }
    if (l && l->type == LISTEN_OFF) {
        g_string_append(out, "port=0");
        return 0;
    }
    if (l && l->type == LISTEN_NETWORK && !l->address && !b->env->native)
        return plan_refuse(b, "the address of network '%s' is not known to listen on", l->network);
    if (tls_port && !b->env->spice_tls)
        return plan_refuse(b, "spice TLS port set in XML configuration, but TLS is disabled in qemu.conf");
    g_string_append_printf(out, "port=%d", port);
    if (tls_port)
        g_string_append_printf(out, ",tls-port=%d", tls_port);
    if (l && l->address)
        g_string_append(out, ",addr="), opt_append(out, l->address);
    else if (l || g->listen)
        g_string_append_printf(out, ",addr=%s", b->env->spice_listen ? b->env->spice_listen : "127.0.0.1");
    if (tls_port)
        g_string_append_printf(out, ",x509-dir=%s", b->env->spice_tls_dir ? b->env->spice_tls_dir : "");
    return 0;
}

static void word(GString *out, const char *key, const struct names *names, unsigned value)
{
    const char *w = value ? names_word(names, value) : NULL;

    if (w)
        g_string_append_printf(out, ",%s=%s", key, w);
}

static void spice_channels(const struct graphics *g, GString *out)
{
    if (g->default_mode == SPICE_MODE_SECURE)
        g_string_append(out, ",tls-channel=default");
    else if (g->default_mode == SPICE_MODE_INSECURE)
        g_string_append(out, ",plaintext-channel=default");
    for (size_t i = 0; i < g->channels.n; i++)
        if (g->channels.v[i]->mode == SPICE_MODE_SECURE || g->channels.v[i]->mode == SPICE_MODE_INSECURE)
            g_string_append_printf(out, ",%s-channel=%s",
                                   g->channels.v[i]->mode == SPICE_MODE_SECURE ? "tls" : "plaintext",
                                   names_word(&spice_channel_names, g->channels.v[i]->name));
}

int plan_spice(struct build *b, const struct graphics *g)
{
    GString *out = g_string_new(NULL);

    if (b->env->spice_sasl) {
        g_string_free(out, true);
        return plan_refuse(b, "SASL for SPICE displays is not supported yet");
    }
    if (spice_place(b, g, out) < 0) {
        g_string_free(out, true);
        return -1;
    }
    if (g->mouse)
        g_string_append_printf(out, ",agent-mouse=%s", g->mouse == MOUSE_MODE_CLIENT ? "on" : "off");
    if (!g->passwd && !b->env->spice_password)
        g_string_append(out, ",disable-ticketing=on");
    spice_channels(g, out);
    word(out, "image-compression", &spice_image_names, g->image);
    word(out, "jpeg-wan-compression", &spice_jpeg_names, g->jpeg);
    word(out, "zlib-glz-wan-compression", &spice_jpeg_names, g->zlib);
    opt_onoff(out, "playback-compression", g->playback);
    word(out, "streaming-video", &spice_streaming_names, g->streaming);
    if (g->copypaste == TRI_NO)
        g_string_append(out, ",disable-copy-paste=on");
    if (g->filetransfer == TRI_NO)
        g_string_append(out, ",disable-agent-file-xfer=on");
    if (g->gl == TRI_YES) {
        g_string_append(out, ",gl=on");
        if (g->rendernode)
            g_string_append(out, ",rendernode="), opt_append(out, g->rendernode);
    }
    g_string_append(out, ",seamless-migration=on");
    plan_arg(b, "spice", g_string_free(out, false));
    if (g->keymap)
        plan_argf(b, "k", "%s", g->keymap);
    return 0;
}
