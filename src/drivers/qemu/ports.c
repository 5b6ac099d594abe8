/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ports.c: display ports: each of our guests its own, none that another program holds. */
#define ERR_FROM VIR_FROM_QEMU
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/err.h"
#include "drivers/qemu/guest.h"
#include "drivers/qemu/plug.h"

#define BITS (8 * sizeof(long))

static bool bit(const struct qemu *q, unsigned port)
{
    return q->ports[port / BITS] & (1UL << (port % BITS));
}

static void bit_set(struct qemu *q, int port, bool on)
{
    if (port <= 0 || port > 65535)
        return;
    if (on)
        q->ports[port / BITS] |= 1UL << (port % BITS);
    else
        q->ports[port / BITS] &= ~(1UL << (port % BITS));
}

/* Can it be bound on every address of that family?  */
static bool family_free(int family, unsigned port)
{
    struct sockaddr_in a4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t) port)};
    struct sockaddr_in6 a6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t) port)};
    int one = 1, fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return true; /* no such family here: nothing can be in the way */
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
    if (family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof(one));
    int r = family == AF_INET ? bind(fd, (struct sockaddr *) &a4, sizeof(a4))
                              : bind(fd, (struct sockaddr *) &a6, sizeof(a6));
    bool taken = r < 0 && errno == EADDRINUSE;
    close(fd);
    return !taken;
}

/* Where it listens when the document does not say.  */
static void listen_default(struct qemu *q, struct graphics *g)
{
    const char *address = g->type == GRAPHICS_SPICE ? q->config.spice_listen : q->config.vnc_listen;
    for (size_t i = 0; i < g->listens.n; i++) {
        struct graphics_listen *l = g->listens.v[i];
        if (l->type != LISTEN_ADDRESS)
            continue;
        if (!l->address) {
            l->address = g_strdup(address);
            l->from_config = 1;
        }
        if (i == 0 && !g->listen)
            g->listen = g_strdup(l->address);
    }
}

/* The lowest free port of the range, now ours; 0: none.  */
static int port_take(struct qemu *q, unsigned from, unsigned to)
{
    int port = 0;
    pthread_mutex_lock(&q->lock);
    for (unsigned p = from; p <= to && p <= 65535 && !port; p++)
        if (!bit(q, p) && family_free(AF_INET, p) && family_free(AF_INET6, p))
            port = (int) p;
    bit_set(q, port, true);
    pthread_mutex_unlock(&q->lock);
    return port;
}

static int take_into(struct qemu *q, int32_t *member, const char *what, unsigned from, unsigned to)
{
    *member = port_take(q, from, to);
    if (*member)
        return 0;
    err(VIR_ERR_INTERNAL_ERROR, "Unable to find an unused port in range '%s' (%u-%u)", what, from, to);
    return -1;
}

static bool any_socket(const struct graphics *g)
{
    for (size_t i = 0; i < g->listens.n; i++)
        if (g->listens.v[i]->type == LISTEN_SOCKET || g->listens.v[i]->type == LISTEN_OFF)
            return true;
    return false;
}

static bool spice_wants(const struct graphics *g, unsigned mode)
{
    if (g->default_mode == mode || g->default_mode == SPICE_MODE_ANY || g->default_mode == SPICE_MODE_NONE)
        return true;
    for (size_t i = 0; i < g->channels.n; i++)
        if (g->channels.v[i]->mode == mode)
            return true;
    return false;
}

static int graphics_ports(struct qemu *q, struct graphics *g)
{
    const struct qemu_config *c = &q->config;
    bool automatic = g->autoport == TRI_YES;
    if (any_socket(g))
        return 0;
    if (g->type == GRAPHICS_VNC) {
        if ((automatic || g->port == -1) &&
            take_into(q, &g->port, "vnc", c->remote_display_port_min, c->remote_display_port_max) < 0)
            return -1;
        if (g->websocket == -1 &&
            take_into(q, &g->websocket, "vnc-ws", c->remote_websocket_port_min, c->remote_websocket_port_max) < 0)
            return -1;
    } else if (g->type == GRAPHICS_SPICE) {
        bool plain = spice_wants(g, SPICE_MODE_INSECURE), tls = c->spice_tls && spice_wants(g, SPICE_MODE_SECURE);
        if ((automatic ? plain : g->port == -1) &&
            take_into(q, &g->port, "spice", c->remote_display_port_min, c->remote_display_port_max) < 0)
            return -1;
        if ((automatic ? tls : g->tls_port == -1) &&
            take_into(q, &g->tls_port, "spice", c->remote_display_port_min, c->remote_display_port_max) < 0)
            return -1;
    }
    return 0;
}

int ports_take(struct run *r)
{
    /* What was asked for by number first: an automatic one must not get it.  */
    for (size_t i = 0; i < r->def->graphics.n; i++) {
        struct graphics *g = r->def->graphics.v[i];
        if (g->type == GRAPHICS_VNC || g->type == GRAPHICS_SPICE)
            listen_default(r->qemu, g);
        if (g->autoport == TRI_YES && (g->type == GRAPHICS_VNC || g->type == GRAPHICS_SPICE))
            g->port = g->type == GRAPHICS_VNC ? -1 : 0, g->tls_port = 0;
    }
    ports_note(r->qemu, r->def, true);
    for (size_t i = 0; i < r->def->graphics.n; i++)
        if (graphics_ports(r->qemu, r->def->graphics.v[i]) < 0)
            return -1;
    return 0;
}

void ports_note(struct qemu *q, const struct domain_def *def, bool taken)
{
    pthread_mutex_lock(&q->lock);
    for (size_t i = 0; i < def->graphics.n; i++) {
        const struct graphics *g = def->graphics.v[i];
        if (g->type != GRAPHICS_VNC && g->type != GRAPHICS_SPICE)
            continue;
        bit_set(q, g->port, taken);
        bit_set(q, g->tls_port, taken);
        bit_set(q, g->websocket, taken);
    }
    pthread_mutex_unlock(&q->lock);
}

void ports_give(struct run *r)
{
    cleanup_def struct def *live = object_live(&r->guest->o);
    const struct domain_def *d = r->def ? r->def : live ? def_domain(live) : NULL;
    if (d)
        ports_note(r->qemu, d, false);
}
