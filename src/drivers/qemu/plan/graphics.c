/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* graphics.c: displays other than SPICE: VNC, SDL, D-Bus, headless EGL.  */
#define ERR_FROM VIR_FROM_QEMU
#include <errno.h>
#include <string.h>

#include "drivers/qemu/plan/build.h"

char *audio_id(const struct build *b, const struct opt_u32 *id)
{
    if (id->set)
        return g_strdup_printf("audio%u", id->v);
    return b->def->audios.n ? g_strdup_printf("audio%u", b->def->audios.v[0]->id) : NULL;
}

static const struct graphics_listen *first_listen(const struct graphics *g)
{
    return g->listens.n ? g->listens.v[0] : NULL;
}

/* An address that a client of IPv6 would have to bracket.  */
static void host_text(GString *out, const char *host)
{
    if (strchr(host, ':'))
        g_string_append_printf(out, "[%s]", host);
    else
        opt_append(out, host);
}

static int vnc_place(struct build *b, const struct graphics *g, GString *out)
{
    const struct graphics_listen *l = first_listen(g);
    int32_t port = g->port == -1 && b->env->native ? 5900 : g->port;

    if (l && l->type == LISTEN_OFF) {
        g_string_append(out, "none");
        return 0;
    }
    if ((l && l->type == LISTEN_SOCKET) || g->socket) {
        const char *path = l && l->socket ? l->socket : g->socket;

        g_string_append(out, "vnc=unix:");
        if (path)
            opt_append(out, path);
        else
            g_string_append_printf(out, "%s/vnc.sock", b->env->domain_dir);
        return 0;
    }
    if (l && l->type == LISTEN_NETWORK && !l->address && !b->env->native)
        return plan_refuse(b, "the address of network '%s' is not known to listen on", l->network);
    if (port < 5900)
        return plan_refuse(b, "vnc port must be in range [5900,65535]");
    host_text(out, l && l->address ? l->address : b->env->vnc_listen ? b->env->vnc_listen : "127.0.0.1");
    g_string_append_printf(out, ":%d", port - 5900);
    if (g->websocket)
        g_string_append_printf(out, ",websocket=%d", g->websocket);
    return 0;
}

static int vnc(struct build *b, const struct graphics *g)
{
    static const char *const shares[] = {
        [VNC_SHARE_EXCLUSIVE] = "allow-exclusive", [VNC_SHARE_FORCE] = "force-shared", [VNC_SHARE_IGNORE] = "ignore"};
    GString *out = g_string_new(NULL);
    g_autofree char *audio = audio_id(b, &g->audio_id);

    if (b->env->vnc_tls || b->env->vnc_sasl) {
        g_string_free(out, true);
        return plan_refuse(b, "TLS and SASL for VNC displays are not supported yet");
    }
    if (vnc_place(b, g, out) < 0) {
        g_string_free(out, true);
        return -1;
    }
    if (g->share_policy)
        g_string_append_printf(out, ",share=%s", shares[g->share_policy]);
    if (g->passwd || b->env->vnc_password)
        g_string_append(out, ",password=on");
    if (g->power_control)
        opt_onoff(out, "power-control", g->power_control);
    if (audio)
        g_string_append_printf(out, ",audiodev=%s", audio);
    plan_arg(b, "vnc", g_string_free(out, false));
    if (g->keymap)
        plan_argf(b, "k", "%s", g->keymap);
    return 0;
}

static int sdl(struct build *b, const struct graphics *g)
{
    GString *out = g_string_new("sdl");

    if (g->fullscreen == TRI_YES)
        plan_arg(b, "full-screen", NULL);
    opt_onoff(out, "gl", g->gl);
    plan_arg(b, "display", g_string_free(out, false));
    return 0;
}

static int dbus(struct build *b, const struct graphics *g)
{
    GString *out = g_string_new("dbus");
    g_autofree char *audio = g->audio_id.set ? audio_id(b, &g->audio_id) : NULL;

    if (g->p2p == TRI_YES)
        g_string_append(out, ",p2p=on");
    else if (g->address)
        g_string_append(out, ",addr="), opt_append(out, g->address);
    else
        g_string_append_printf(out, ",addr=unix:path=/run/libvirt/qemu/dbus/%d-%s-dbus.sock",
                               b->def->id.set ? (int) b->def->id.v : -1, b->def->name);
    opt_onoff(out, "gl", g->gl);
    if (g->rendernode)
        g_string_append(out, ",rendernode="), opt_append(out, g->rendernode);
    if (audio)
        g_string_append_printf(out, ",audiodev=%s", audio);
    plan_arg(b, "display", g_string_free(out, false));
    return 0;
}

static int egl(struct build *b, const struct graphics *g)
{
    if (!g->rendernode) {
        b->failed = true;
        err_set(VIR_FROM_NONE, VIR_ERR_SYSTEM_ERROR, ENOENT, __FILE__, __func__, __LINE__,
                "cannot open directory '/dev/dri'"); /* where a rendering node would be looked for */
        return -1;
    }
    plan_argf(b, "display", "egl-headless,rendernode=%s", g->rendernode);
    return 0;
}

/* QEMU has one of each kind.  */
static bool is_second(const struct build *b, const struct graphics *g)
{
    for (size_t i = 0; i < b->def->graphics.n && b->def->graphics.v[i] != g; i++)
        if (b->def->graphics.v[i]->type == g->type)
            return true;
    return false;
}

int plan_graphics(struct build *b, const struct graphics *g)
{
    if (is_second(b, g))
        return plan_refuse(b, "only 1 graphics device of each type (sdl, vnc, spice, headless, dbus) is supported");
    switch (g->type) {
    case GRAPHICS_VNC:
        return vnc(b, g);
    case GRAPHICS_SPICE:
        return plan_spice(b, g);
    case GRAPHICS_SDL:
        return sdl(b, g);
    case GRAPHICS_DBUS:
        return dbus(b, g);
    case GRAPHICS_EGL_HEADLESS:
        return egl(b, g);
    default:
        return plan_refuse(b, "unsupported graphics type '%s'", names_word(&graphics_type_names, g->type));
    }
}
