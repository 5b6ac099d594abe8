/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * net.c: network cards: the host's side as a netdev, the guest's side as a device. Taps are opened by the
 * environment, one descriptor a queue; vhost-net is used with them when it can be.
 */
#define ERR_FROM VIR_FROM_QEMU
#include <string.h>

#include "drivers/qemu/plan/build.h"

static unsigned queues(const struct nic *n)
{
    return n->queues.set && n->queues.v > 0 ? n->queues.v : 1;
}

/* ---- the device ---- */
static json_t *netdev_name(struct build *b, const void *n_)
{
    const struct nic *n = n_;

    return json_sprintf("host%s", device_alias(&n->info));
}

static json_t *mac(struct build *b, const void *n_)
{
    const struct nic *n = n_;
    const uint8_t *m = n->mac.v;

    return json_sprintf("%02x:%02x:%02x:%02x:%02x:%02x", m[0], m[1], m[2], m[3], m[4], m[5]);
}

static json_t *boot(struct build *b, const void *n)
{
    uint32_t order = boot_index(b, n);

    return order ? json_integer(order) : NULL;
}

static json_t *multiqueue(struct build *b, const void *n)
{
    return queues(n) > 1 ? json_true() : NULL;
}

/* One for each direction of each queue, one for control, one for configuration.  */
static json_t *vectors(struct build *b, const void *n)
{
    return queues(n) > 1 ? json_integer(2 * queues(n) + 2) : NULL;
}

static json_t *tx_mode(struct build *b, const void *n_)
{
    const struct nic *n = n_;

    if (!ASIDE(n->more)->txmode)
        return NULL;
    return json_string(ASIDE(n->more)->txmode == NIC_TXMODE_TIMER ? "timer" : "bh");
}

static json_t *failover(struct build *b, const void *n_)
{
    const struct nic *n = n_;

    return ASIDE(n->more)->teaming == NIC_TEAMING_PERSISTENT ? json_true() : NULL;
}

static const struct prop common_props[] = {
    FROM("netdev", netdev_name), ROWS(struct nic, info, id_props),    FROM("mac", mac),
    FROM("bootindex", boot),     ROWS(struct nic, info, place_props), {0},
};
static const struct prop virtio_net_props[] = {
    ROWS_ASIDE(struct nic, more, virtio, virtio_props),
    FROM("tx", tx_mode),
    PROP_ASIDE(struct nic, TRI, "ioeventfd", more, ioeventfd),
    PROP_ASIDE(struct nic, TRI, "event_idx", more, event_idx),
    PROP_ASIDE(struct nic, TRI, "csum", more, host.csum),
    PROP_ASIDE(struct nic, TRI, "gso", more, host.gso),
    PROP_ASIDE(struct nic, TRI, "host_tso4", more, host.tso4),
    PROP_ASIDE(struct nic, TRI, "host_tso6", more, host.tso6),
    PROP_ASIDE(struct nic, TRI, "host_ecn", more, host.ecn),
    PROP_ASIDE(struct nic, TRI, "host_ufo", more, host.ufo),
    PROP_ASIDE(struct nic, TRI, "mrg_rxbuf", more, host.mrg_rxbuf),
    PROP_ASIDE(struct nic, TRI, "guest_csum", more, guest.csum),
    PROP_ASIDE(struct nic, TRI, "guest_tso4", more, guest.tso4),
    PROP_ASIDE(struct nic, TRI, "guest_tso6", more, guest.tso6),
    PROP_ASIDE(struct nic, TRI, "guest_ecn", more, guest.ecn),
    PROP_ASIDE(struct nic, TRI, "guest_ufo", more, guest.ufo),
    FROM("mq", multiqueue),
    FROM("vectors", vectors),
    PROP_ASIDE(struct nic, OPT32, "rx_queue_size", more, rx_queue_size),
    PROP_ASIDE(struct nic, OPT32, "tx_queue_size", more, tx_queue_size),
    PROP_ASIDE(struct nic, TRI, "rss", more, rss),
    PROP_ASIDE(struct nic, TRI, "hash", more, rss_hash_report),
    PROP(struct nic, OPT32, "host_mtu", mtu),
    FROM("failover", failover),
    {.kind = P_ROWS, .rows = common_props},
    {0},
};
static const struct devmodel virtio_models[] = {VIRTIO_MODELS(0, "virtio-net", virtio_net_props), {0}};

static unsigned virtio_model(const char *model)
{
    if (strcmp(model, "virtio-transitional") == 0)
        return VIRTIO_MODEL_TRANSITIONAL;
    if (strcmp(model, "virtio-non-transitional") == 0)
        return VIRTIO_MODEL_NON_TRANSITIONAL;
    return VIRTIO_MODEL_VIRTIO;
}

static int nic_device(struct build *b, const struct nic *n)
{
    if (!n->model)
        return plan_refuse(b, "interface '%s' has no model", device_alias(&n->info));
    if (nic_model_is_virtio(n->model))
        return plan_model_add(b, "interface", virtio_models, 0, virtio_model(n->model), n->info.address.type, n) ? 0
                                                                                                                 : -1;
    /* any other word is the name of QEMU's device; if it has none, QEMU says so */
    return plan_device_add(b, n->model, common_props, n) ? 0 : -1;
}

/* ---- the host's side ---- */
static json_t *user_net(struct build *b, const struct nic *n)
{
    json_t *out = json_pack("{s:s}", "type", "user");

    for (size_t i = 0; i < ASIDE(n->more)->ips.n; i++) {
        const struct ip_config *ip = ASIDE(n->more)->ips.v[i];

        if (ip->family == 2) {
            json_object_set_new(out, "ipv6-prefix", json_string(ip->address ? ip->address : ""));
            if (ip->prefix.set)
                json_object_set_new(out, "ipv6-prefixlen", json_integer(ip->prefix.v));
        } else if (ip->prefix.set) {
            json_object_set_new(out, "net", json_sprintf("%s/%u", ip->address ? ip->address : "", ip->prefix.v));
        } else {
            json_object_set_new(out, "net", json_string(ip->address ? ip->address : ""));
        }
    }
    return out;
}

static json_t *socket_net(struct build *b, const struct nic *n)
{
    const struct nic_source_more *s = ASIDE(n->src.more);
    const char *host = s->address ? s->address : "";
    json_t *out = json_pack("{s:s}", "type", "socket");

    switch (n->type) {
    case NIC_SERVER:
        json_object_set_new(out, "listen", json_sprintf("%s:%u", host, s->port.v));
        break;
    case NIC_CLIENT:
        json_object_set_new(out, "connect", json_sprintf("%s:%u", host, s->port.v));
        break;
    case NIC_MCAST:
        json_object_set_new(out, "mcast", json_sprintf("%s:%u", host, s->port.v));
        break;
    default:
        json_object_set_new(out, "udp", json_sprintf("%s:%u", host, s->port.v));
        json_object_set_new(out, "localaddr",
                            json_sprintf("%s:%u", s->local_address ? s->local_address : "", s->local_port.v));
        break;
    }
    return out;
}

/* "fd":"31", or "fds":"31:32" when there are several queues.  */
static void fd_names(json_t *out, const char *one, const char *many, bool several, const GArray *fds)
{
    GString *text = g_string_new(NULL);

    for (unsigned i = 0; i < fds->len; i++)
        g_string_append_printf(text, "%s%d", i ? ":" : "", g_array_index(fds, int, i));
    json_object_set_new(out, several ? many : one, json_string(text->str));
    g_string_free(text, true);
}

/* Emulated guests gain nothing from vhost, so there it must be asked for.  */
static bool wants_vhost(const struct build *b, const struct nic *n)
{
    if (!n->model || !nic_model_is_virtio(n->model) || n->driver == NIC_DRIVER_QEMU)
        return false;
    return n->driver == NIC_DRIVER_VHOST || b->def->type == VIRT_KVM;
}

static int ask_all(struct build *b, enum plan_fd what, const struct nic *n, GArray *fds)
{
    for (unsigned i = 0; i < queues(n); i++) {
        int fd = plan_ask_fd(b, what, n, i);

        if (fd == -2)
            return -1;
        if (fd < 0)
            break;
        g_array_append_val(fds, fd);
    }
    return 0;
}

static int tap_net(struct build *b, const struct nic *n, json_t *out, GArray *fds)
{
    g_autoptr(GArray) vhost = g_array_new(false, false, sizeof(int));
    int made_up = 33; /* domxml-to-native: a number like any other */

    if (ask_all(b, PLAN_FD_TAP, n, fds) < 0)
        return -1;
    if (b->env->native)
        g_array_append_val(fds, made_up);
    if (fds->len == 0) {
        b->failed = true;
        err(VIR_ERR_INTERNAL_ERROR, "no tap device for interface '%s'", device_alias(&n->info));
        return -1;
    }
    fd_names(out, "fd", "fds", fds->len > 1, fds);
    if (wants_vhost(b, n) && ask_all(b, PLAN_FD_VHOST_NET, n, vhost) < 0)
        return -1;
    if (vhost->len == fds->len) {
        json_object_set_new(out, "vhost", json_true());
        fd_names(out, "vhostfd", "vhostfds", vhost->len > 1, vhost);
    }
    if (ASIDE(n->more)->sndbuf.set && !b->env->native)
        json_object_set_new(out, "sndbuf", json_integer(ASIDE(n->more)->sndbuf.v));
    if (b->env->native)
        g_array_set_size(fds, 0);
    g_array_append_vals(fds, vhost->data, vhost->len);
    return 0;
}

static int nic_host(struct build *b, const struct nic *n)
{
    g_autoptr(GArray) fds = g_array_new(false, false, sizeof(int));
    json_t *out = NULL;
    struct planned *op;
    int r = 0;

    switch (n->type) {
    case NIC_USER:
        if (ASIDE(n->more)->backend == NIC_BACKEND_PASST)
            return plan_refuse(b, "the passt backend of interfaces is not supported yet");
        out = user_net(b, n);
        break;
    case NIC_SERVER:
    case NIC_CLIENT:
    case NIC_MCAST:
    case NIC_UDP:
        out = socket_net(b, n);
        break;
    case NIC_NETWORK:
    case NIC_BRIDGE:
    case NIC_ETHERNET:
    case NIC_DIRECT:
    case NIC_INTERNAL:
        out = json_pack("{s:s}", "type", "tap");
        r = tap_net(b, n, out, fds);
        break;
    default:
        return plan_refuse(b, "interface type '%s' is not supported yet", names_word(&nic_type_names, n->type));
    }
    json_object_set_new(out, "id", netdev_name(b, n));
    op = plan_add(b, OP_NETDEV, out);
    for (unsigned i = 0; i < fds->len; i++)
        planned_fd(op, g_array_index(fds, int, i));
    return r;
}

/* What would be lost without a word: rules and limits that the host's side has to enforce.  */
static int nic_refuse(struct build *b, const struct nic *n)
{
    const char *what = n->filterref                               ? "a network filter"
                       : n->bandwidth                             ? "a bandwidth limit"
                       : n->vlan                                  ? "a VLAN tag"
                       : ASIDE(n->more)->port_isolated == TRI_YES ? "port isolation"
                       : n->virtualport                           ? "a virtual port"
                                                                  : NULL;

    if (!what || b->env->native)
        return 0;
    return plan_refuse(b, "%s on interface '%s' is not supported yet", what, device_alias(&n->info));
}

int plan_nic(struct build *b, const struct nic *n)
{
    if (nic_refuse(b, n) < 0)
        return -1;
    if (nic_host(b, n) < 0)
        return -1;
    return nic_device(b, n);
}
