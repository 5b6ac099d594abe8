/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* admin.h: the driver behind libvirt-admin-sock. */
#pragma once

struct daemon;
struct session;

void admin_driver_init(struct daemon *d);
void admin_session_open(struct session *s);
