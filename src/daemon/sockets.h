/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sockets.h: the daemon's local sockets, its own or those that systemd holds open for it. */
#pragma once

#include <stdbool.h>

#include "daemon/conf.h"
#include "daemon/server.h"

/* Binds (or takes over) libvirt-sock, libvirt-sock-ro and libvirt-admin-sock in `dir`. 0, or -1 with the error set.
 * *ret_handed: systemd held them.  */
int sockets_open(const struct daemon_conf *conf, const char *dir, bool privileged, struct server *main,
                 struct server *admin, bool *ret_handed);
