/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* plug.c: taps, bridges, listening sockets of a guest that starts. */
#define ERR_FROM VIR_FROM_QEMU
#define LOG_SOURCE "qemu.plug"
#include "drivers/qemu/plug.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "drivers/qemu/guest.h"

void tap_plug_free(struct tap_plug *t)
{
    if (!t)
        return;
    tap_close(&t->tap);
    g_free(t);
}

bool nic_wants_tap(const struct nic *n)
{
    return n->type == NIC_BRIDGE || n->type == NIC_ETHERNET || n->type == NIC_NETWORK;
}

/* vnetN, N never given twice in the life of the host's names as far as they show.  */
static int tap_open_free(struct qemu *q, struct tap *t, unsigned queues, const uint8_t mac[6], unsigned how)
{
    int e = -EEXIST;
    for (int tries = 0; tries < 1000 && (e == -EEXIST || e == -EBUSY); tries++) {
        char name[16];
        pthread_mutex_lock(&q->lock);
        snprintf(name, sizeof(name), "vnet%u", q->next_tap++);
        pthread_mutex_unlock(&q->lock);
        e = link_exists(name) ? -EEXIST : tap_open(t, name, queues, mac, how);
    }
    return e;
}

static int plug_failed(const struct nic *n, int e, const char *doing)
{
    if (e == -EPERM || e == -EACCES)
        err(VIR_ERR_OPERATION_DENIED,
            "%s needs more rights than this daemon has (interface %s): use type='user', or "
            "the system's daemon",
            doing, n->ifname ? n->ifname : "");
    else
        err_sys(-e, "%s for the interface '%s'", doing, n->ifname ? n->ifname : "");
    return -1;
}

static int bridge_join(const struct nic *n, const char *tap)
{
    const char *bridge = n->src.bridge;
    if (!bridge)
        return 0;
    if (!link_exists(bridge)) {
        err_sys(ENODEV, "Cannot get interface MTU on '%s'", bridge);
        return -1;
    }
    int mtu = n->mtu.set ? (int) n->mtu.v : link_mtu(bridge);
    if (mtu > 0 && mtu != 1500)
        link_set_mtu(tap, mtu);
    int e = bridge_add(bridge, tap);
    if (e < 0)
        err_sys(-e, "Unable to add bridge %s port %s", bridge, tap);
    return e;
}

int nic_plug(struct run *r, struct nic *n)
{
    struct tap_plug *t = g_new0(struct tap_plug, 1);
    uint8_t mac[6];
    unsigned queues = n->queues.set && n->queues.v > 0 ? n->queues.v : 1;
    /* The host's end: the guest's address with a first byte so high that no bridge takes it for its own.  */
    memcpy(mac, n->mac.v, sizeof(mac));
    mac[0] = 0xfe;
    unsigned how = n->model && nic_model_is_virtio(n->model) ? TAP_VNET_HDR : 0;
    bool given = n->ifname && !g_str_has_prefix(n->ifname, "vnet") && !strchr(n->ifname, '%');
    t->nic = n;
    if (n->type == NIC_NETWORK && !n->src.bridge) {
        tap_plug_free(t);
        err(VIR_ERR_NO_NETWORK, "no network with matching name '%s'", n->src.network ? n->src.network : "");
        return -1;
    }
    int e = given ? tap_open(&t->tap, n->ifname, queues, mac, how) : tap_open_free(r->qemu, &t->tap, queues, mac, how);
    if (e < 0) {
        tap_plug_free(t);
        return plug_failed(n, e, "Unable to create tap device");
    }
    g_free(n->ifname);
    n->ifname = g_strdup(t->tap.name);
    g_ptr_array_add(r->taps, t);
    if (bridge_join(n, n->ifname) < 0)
        return -1;
    if (n->type == NIC_ETHERNET && n->mtu.set)
        link_set_mtu(n->ifname, (int) n->mtu.v);
    if (n->link != NIC_LINK_DOWN && (e = link_up(n->ifname, true)) < 0)
        return plug_failed(n, e, "Cannot bring up");
    return 0;
}

int nets_plug(struct run *r)
{
    for (size_t i = 0; i < r->def->nics.n; i++)
        if (nic_wants_tap(r->def->nics.v[i]) && nic_plug(r, r->def->nics.v[i]) < 0)
            return -1;
    return 0;
}

void nets_unplug(struct run *r)
{
    g_ptr_array_set_size(r->taps, 0);
}

void chardev_listen_done(struct chardev_listen *l)
{
    if (l->fd >= 0)
        close(l->fd);
    l->fd = -1;
}

/* A listening socket that QEMU gets: a client can connect before QEMU has come so far.  */
static int listen_at(const struct run *r, const char *path, bool qemus)
{
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof(a.sun_path)) {
        err(VIR_ERR_INTERNAL_ERROR, "UNIX socket path '%s' too long", path);
        return -1;
    }
    strcpy(a.sun_path, path);
    cleanup_fd int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        err_sys(errno, "cannot make a socket");
        return -1;
    }
    unlink(path);
    /* The folder is QEMU's: what stands at the path after the bind may be a link.  */
    int e = bind(fd, (struct sockaddr *) &a, sizeof(a)) < 0 ||
                    fchmodat(AT_FDCWD, path, 0775, AT_SYMLINK_NOFOLLOW) < 0 || listen(fd, 1) < 0
                ? errno
                : 0;
    if (e == 0 && qemus && r->qemu->privileged && lchown(path, r->qemu->config.uid, r->qemu->config.gid) < 0)
        e = errno;
    if (e) {
        err_sys(e, "Failed to bind socket to %s", path);
        return -1;
    }
    return fd_take(&fd);
}

int chardev_listen(struct run *r, struct chardev *c)
{
    if (c->src.type != CHARDEV_UNIX || c->src.mode == CHARDEV_MODE_CONNECT)
        return 0;
    if (!c->src.path && c->name)
        c->src.path = g_build_filename(r->channel_dir, c->name, NULL);
    if (!c->src.path)
        return 0;
    c->src.mode = CHARDEV_MODE_BIND;
    struct chardev_listen l = {c, listen_at(r, c->src.path, true)};
    if (l.fd < 0)
        return -1;
    g_array_append_val(r->listeners, l);
    return 0;
}

struct chardev **chardevs_of(const struct domain_def *d, size_t *ret_n)
{
    g_autoptr(GPtrArray) v = g_ptr_array_new();
    for (size_t i = 0; i < d->serials.n; i++)
        g_ptr_array_add(v, d->serials.v[i]);
    for (size_t i = 0; i < d->parallels.n; i++)
        g_ptr_array_add(v, d->parallels.v[i]);
    for (size_t i = 0; i < d->consoles.n; i++)
        if (!console_is_serial(d, d->consoles.v[i]))
            g_ptr_array_add(v, d->consoles.v[i]);
    for (size_t i = 0; i < d->channels.n; i++)
        g_ptr_array_add(v, d->channels.v[i]);
    *ret_n = v->len;
    return (struct chardev **) g_ptr_array_free(g_steal_pointer(&v), FALSE);
}

int sockets_listen(struct run *r)
{
    size_t n;
    g_autofree struct chardev **v = chardevs_of(r->def, &n);
    r->monitor_listen = listen_at(r, r->monitor_path, false);
    if (r->monitor_listen < 0)
        return -1;
    for (size_t i = 0; i < n; i++)
        if (chardev_listen(r, v[i]) < 0)
            return -1;
    return 0;
}

void sockets_remove(struct run *r)
{
    cleanup_def struct def *live = object_live(&r->guest->o);
    const struct domain_def *d = r->def ? r->def : live ? def_domain(live) : NULL;
    size_t n = 0;
    g_autofree struct chardev **v = d ? chardevs_of(d, &n) : NULL;
    for (guint i = 0; i < r->listeners->len; i++)
        chardev_listen_done(&g_array_index(r->listeners, struct chardev_listen, i));
    g_array_set_size(r->listeners, 0);
    for (size_t i = 0; i < n; i++)
        if (v[i]->src.type == CHARDEV_UNIX && v[i]->src.mode == CHARDEV_MODE_BIND && v[i]->src.path)
            file_remove(v[i]->src.path);
    if (r->monitor_listen >= 0)
        close(r->monitor_listen);
    r->monitor_listen = -1;
    if (r->monitor_path)
        file_remove(r->monitor_path);
}
