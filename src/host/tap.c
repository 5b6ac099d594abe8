/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* tap.c: see tap.h. */
#include "host/tap.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <linux/if_tun.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static int name_set(struct ifreq *r, const char *name)
{
    memset(r, 0, sizeof(*r));
    if (strlen(name) >= sizeof(r->ifr_name))
        return -ENAMETOOLONG;
    strcpy(r->ifr_name, name);
    return 0;
}

/* An ioctl on any socket of the network stack.  */
static int net_ioctl(unsigned long what, struct ifreq *r)
{
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -errno;
    int e = ioctl(fd, what, r) < 0 ? -errno : 0;
    close(fd);
    return e;
}

static int queue_open(const char *name, short flags)
{
    struct ifreq r;
    int e = name_set(&r, name);
    if (e < 0)
        return e;
    int fd = open("/dev/net/tun", O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    r.ifr_flags = flags;
    if (ioctl(fd, TUNSETIFF, &r) < 0) {
        e = -errno;
        close(fd);
        return e;
    }
    return fd;
}

static int mac_set(const char *name, const uint8_t mac[6])
{
    struct ifreq r;
    name_set(&r, name);
    r.ifr_hwaddr.sa_family = ARPHRD_ETHER;
    memcpy(r.ifr_hwaddr.sa_data, mac, 6);
    return net_ioctl(SIOCSIFHWADDR, &r);
}

int tap_open(struct tap *t, const char *name, unsigned queues, const uint8_t mac[6], unsigned how)
{
    short flags = IFF_TAP | IFF_NO_PI;
    int e = 0;
    *t = (struct tap){0};
    if (queues < 1 || queues > G_N_ELEMENTS(t->fds) || strlen(name) >= sizeof(t->name))
        return -EINVAL;
    if (queues > 1)
        flags |= IFF_MULTI_QUEUE;
    if (how & TAP_VNET_HDR)
        flags |= IFF_VNET_HDR;
    strcpy(t->name, name);
    for (; t->n < queues && e >= 0; t->n += e >= 0) {
        e = queue_open(name, flags);
        if (e >= 0)
            t->fds[t->n] = e;
    }
    if (e >= 0 && mac)
        e = mac_set(name, mac);
    if (e >= 0 && (how & TAP_UP))
        e = link_up(name, true);
    if (e < 0)
        tap_close(t);
    return e < 0 ? e : 0;
}

void tap_close(struct tap *t)
{
    while (t->n > 0)
        close(t->fds[--t->n]);
}

bool link_exists(const char *name)
{
    return if_nametoindex(name) != 0;
}

int link_up(const char *name, bool up)
{
    struct ifreq r;
    int e = name_set(&r, name);
    if (e == 0)
        e = net_ioctl(SIOCGIFFLAGS, &r);
    if (e < 0)
        return e;
    r.ifr_flags = up ? r.ifr_flags | IFF_UP : r.ifr_flags & ~IFF_UP;
    return net_ioctl(SIOCSIFFLAGS, &r);
}

int link_mtu(const char *name)
{
    struct ifreq r;
    int e = name_set(&r, name);
    if (e == 0)
        e = net_ioctl(SIOCGIFMTU, &r);
    return e < 0 ? e : r.ifr_mtu;
}

int link_set_mtu(const char *name, int mtu)
{
    struct ifreq r;
    int e = name_set(&r, name);
    r.ifr_mtu = mtu;
    return e < 0 ? e : net_ioctl(SIOCSIFMTU, &r);
}

static int bridge_ioctl(unsigned long what, const char *bridge, const char *port)
{
    struct ifreq r;
    int e = name_set(&r, bridge);
    if (e < 0)
        return e;
    r.ifr_ifindex = (int) if_nametoindex(port);
    if (r.ifr_ifindex == 0)
        return -ENODEV;
    return net_ioctl(what, &r);
}

int bridge_add(const char *bridge, const char *port)
{
    return bridge_ioctl(SIOCBRADDIF, bridge, port);
}

int bridge_remove(const char *bridge, const char *port)
{
    return bridge_ioctl(SIOCBRDELIF, bridge, port);
}

char *bridge_of(const char *port)
{
    g_autofree char *path = g_strdup_printf("/sys/class/net/%s/master", port);
    g_autofree char *to = g_file_read_link(path, NULL);
    return to ? g_path_get_basename(to) : NULL;
}

char *link_counters_read(void)
{
    char *text = NULL;
    g_file_get_contents("/proc/net/dev", &text, NULL, NULL);
    return text;
}

bool link_counters(const char *text, const char *name, struct link_counters *ret)
{
    size_t len = strlen(name);
    for (const char *line = text; line && *line; line = (line = strchr(line, '\n')) ? line + 1 : NULL) {
        const char *p = line + strspn(line, " ");
        unsigned long long v[12];
        if (strncmp(p, name, len) != 0 || p[len] != ':')
            continue;
        if (sscanf(p + len + 1, "%llu %llu %llu %llu %*u %*u %*u %*u %llu %llu %llu %llu", &v[0], &v[1], &v[2], &v[3],
                   &v[4], &v[5], &v[6], &v[7]) != 8)
            return false;
        *ret = (struct link_counters){v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]};
        return true;
    }
    return false;
}
