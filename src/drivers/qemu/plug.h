/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* plug.h: what a guest is plugged into on the host: taps on bridges, listening sockets, display ports. */
#pragma once

#include "host/tap.h"

struct run;
struct qemu;
struct domain_def;
struct nic;
struct chardev;

struct tap_plug {
    const struct nic *nic; /* of run->def */
    struct tap tap;
};
void tap_plug_free(struct tap_plug *t);
int nets_plug(struct run *r);    /* makes the taps, names them in run->def */
void nets_unplug(struct run *r); /* closes what QEMU has not; the kernel removes a tap with its last descriptor */
int nic_plug(struct run *r, struct nic *n); /* one of them */
bool nic_wants_tap(const struct nic *n);

struct chardev_listen {
    const struct chardev *dev; /* of run->def */
    int fd;
};
void chardev_listen_done(struct chardev_listen *l);
/* Every char device that QEMU gets; free the array, not the items.  */
struct chardev **chardevs_of(const struct domain_def *d, size_t *ret_n);
int chardev_listen(struct run *r, struct chardev *c);
int sockets_listen(struct run *r); /* monitor and unix channels */
void sockets_remove(struct run *r);

int ports_take(struct run *r); /* automatic display ports of run->def */
void ports_give(struct run *r);
void ports_note(struct qemu *q, const struct domain_def *def, bool taken);
