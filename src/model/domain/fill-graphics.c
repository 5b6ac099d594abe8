/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fill-graphics.c: ports and listens of graphics; video cards; audio backends.  */
#include "model/domain/fill.h"

#include <string.h>

static struct graphics_listen *listen_add(struct graphics *g, unsigned type)
{
    struct graphics_listen *l = g_new0(struct graphics_listen, 1);

    l->type = type;
    rec_list_append(&g->listens, l);
    return l;
}

/* The attributes listen= and socket= are the old spellings of the first <listen>.  */
static void listens_fill(struct graphics *g)
{
    struct graphics_listen *first;

    if (g->listens.n == 0 && g->socket)
        listen_add(g, LISTEN_SOCKET)->socket = g_strdup(g->socket);
    else if (g->listens.n == 0)
        listen_add(g, LISTEN_ADDRESS)->address = g_strdup(g->listen);
    first = g->listens.v[0];
    if (first->type == LISTEN_ADDRESS && !first->address && g->listen)
        first->address = g_strdup(g->listen);
    if (first->type == LISTEN_SOCKET && !first->socket && g->socket)
        first->socket = g_strdup(g->socket);
    for (size_t i = 0; i < g->listens.n; i++)
        if (g->listens.v[i]->address && !*g->listens.v[i]->address)
            g_clear_pointer(&g->listens.v[i]->address, g_free);
    g_free(g->listen);
    g->listen = first->type == LISTEN_ADDRESS || first->type == LISTEN_NETWORK ? g_strdup(first->address) : NULL;
    g_free(g->socket);
    g->socket = g->type == GRAPHICS_VNC && first->type == LISTEN_SOCKET ? g_strdup(first->socket) : NULL;
}

static bool listens_on_port(const struct graphics *g)
{
    return g->listens.n > 0 && (g->listens.v[0]->type == LISTEN_ADDRESS || g->listens.v[0]->type == LISTEN_NETWORK);
}

static void no_ports(struct graphics *g)
{
    g->port = g->tls_port = 0;
    g->autoport = TRI_ABSENT;
}

static void vnc_fill(struct graphics *g)
{
    bool zero = g->port == GRAPHICS_PORT_ZERO;

    if (zero)
        g->port = 0;
    listens_fill(g);
    if (!listens_on_port(g)) {
        no_ports(g);
        return;
    }
    if (!g->autoport)
        g->autoport = zero || g->port > 0 ? TRI_NO : TRI_YES;
    if (g->autoport == TRI_YES)
        g->port = -1; /* whatever the document said */
    else if (g->port == -1)
        g->port = 0;
}

/* Without any port a spice server is reached by a descriptor alone.  */
static void spice_fill(struct graphics *g)
{
    bool ports = g->port || g->tls_port || g->autoport == TRI_YES;

    g->port = g->port == GRAPHICS_PORT_ZERO ? 0 : g->port;
    g->tls_port = g->tls_port == GRAPHICS_PORT_ZERO ? 0 : g->tls_port;

    if (g->listens.n == 0 && !ports && !g->socket) {
        listen_add(g, LISTEN_OFF);
        g_clear_pointer(&g->listen, g_free);
    }
    listens_fill(g);
    if (!listens_on_port(g)) {
        no_ports(g);
        return;
    }
    if (g->port == -1 && g->tls_port == -1)
        g->autoport = TRI_YES;
    if (g->default_mode == SPICE_MODE_ANY)
        g->default_mode = SPICE_MODE_NONE; /* the default is not printed */
    if (g->autoport == TRI_YES)
        g->port = g->tls_port = 0;
    else
        g->autoport = TRI_NO;
}

static void graphics_fill(struct graphics *g)
{
    switch (g->type) {
    case GRAPHICS_VNC:
        vnc_fill(g);
        break;
    case GRAPHICS_SPICE:
        spice_fill(g);
        break;
    case GRAPHICS_RDP:
        listens_fill(g);
        break;
    default:
        break;
    }
}

/* ---- video ---- */

static uint32_t power_of_two(uint32_t v)
{
    uint32_t p = 1;

    while (p < v && p < 1u << 31)
        p <<= 1;
    return p;
}

static void memory_default(struct opt_u32 *m, uint32_t kib)
{
    if (!m->set && kib)
        *m = (struct opt_u32){kib, true};
}

static void video_fill(struct video *v)
{
    switch (v->type) {
    case VIDEO_VGA:
    case VIDEO_CIRRUS:
    case VIDEO_VMVGA:
    case VIDEO_BOCHS:
        memory_default(&v->vram, 16384);
        break;
    case VIDEO_XEN:
        memory_default(&v->vram, 4096);
        break;
    case VIDEO_QXL:
        memory_default(&v->ram, 65536);
        memory_default(&v->vram, 65536);
        memory_default(&v->vgamem, 16384);
        break;
    default:
        break;
    }
    if (v->type == VIDEO_QXL) {
        v->ram.v = power_of_two(v->ram.v);
        v->vgamem.v = power_of_two(v->vgamem.v);
        if (v->vram64.set && v->vram64.v)
            v->vram64.v = power_of_two(v->vram64.v);
    }
    if (v->vram.set && v->type != VIDEO_VIRTIO && v->type != VIDEO_RAMFB)
        v->vram.v = power_of_two(v->vram.v);
    if (!v->heads.set && v->type != VIDEO_NONE)
        v->heads = (struct opt_u32){1, true};
}

static void videos_fill(struct domain_def *def, const struct domain_facts *facts)
{
    size_t primary = 0;
    struct video *v;

    if (def->graphics.n > 0 && def->videos.n == 0)
        rec_list_append(&def->videos, g_new0(struct video, 1));
    for (size_t i = 0; i < def->videos.n; i++) {
        v = def->videos.v[i];
        if (!v->type)
            v->type = VIDEO_CIRRUS;
        if (v->vgaconf == VGACONF_IO)
            v->vgaconf = VGACONF_DEFAULT; /* not printed */
        video_fill(v);
        if (v->primary == TRI_YES && def->videos.v[primary]->primary != TRI_YES)
            primary = i;
        if (v->primary == TRI_NO)
            v->primary = TRI_ABSENT;
    }
    if (def->videos.n == 0)
        return;
    v = def->videos.v[primary];
    list_remove(&def->videos, primary);
    list_insert(&def->videos, 0, v);
    if (v->type != VIDEO_NONE)
        v->primary = TRI_YES;
}

/* ---- audio ---- */

/* The backend of the last graphics; those that bring their own get none.  */
static void audio_fill(struct domain_def *def)
{
    struct audio *a;
    unsigned last = def->graphics.n ? def->graphics.v[def->graphics.n - 1]->type : GRAPHICS_NONE;

    if (def->audios.n > 0 || last == GRAPHICS_SDL || last == GRAPHICS_EGL_HEADLESS || last == GRAPHICS_DBUS)
        return;
    a = g_new0(struct audio, 1);
    a->id = 1;
    a->type = last == GRAPHICS_SPICE ? AUDIO_SPICE : AUDIO_NONE;
    rec_list_append(&def->audios, a);
}

int fill_graphics(struct domain_def *def, const struct domain_facts *facts)
{
    for (size_t i = 0; !def->id.set && i < def->graphics.n; i++) /* a running guest has its ports */
        graphics_fill(def->graphics.v[i]);
    if (!fill_for_qemu(def, facts))
        return 0;
    videos_fill(def, facts);
    audio_fill(def);
    return 0;
}
