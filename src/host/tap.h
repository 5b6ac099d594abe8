/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * tap.h: tap devices and bridges, by system calls. A tap lives as long as its descriptors, so a guest that
 * dies takes its taps with it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tap {
    char name[16];
    int fds[64]; /* one a queue */
    unsigned n;
};

enum { TAP_VNET_HDR = 1 << 0, TAP_UP = 1 << 1 };

/* Makes tap `name` with `queues` (1..64) descriptors and the MAC (NULL: the kernel's choice). -EEXIST: the name is
 * taken by a device that is not ours to open. 0 or -errno; nothing stays behind on failure.  */
int tap_open(struct tap *t, const char *name, unsigned queues, const uint8_t mac[6], unsigned how);
void tap_close(struct tap *t);
bool link_exists(const char *name);
int link_up(const char *name, bool up);
int link_mtu(const char *name);
int link_set_mtu(const char *name, int mtu);
int bridge_add(const char *bridge, const char *port);
int bridge_remove(const char *bridge, const char *port);
/* The bridge that a port belongs to; newly allocated, NULL: none.  */
char *bridge_of(const char *port);

struct link_counters {
    uint64_t rx_bytes, rx_packets, rx_errors, rx_drops;
    uint64_t tx_bytes, tx_packets, tx_errors, tx_drops;
};
/* Of /proc/net/dev read once; `text` from link_counters_read, NULL when it cannot be read.  */
char *link_counters_read(void);
bool link_counters(const char *text, const char *name, struct link_counters *ret);
