/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * access.h: fine-grained permission. Without a configured access driver everybody who may connect may do
 * everything that the connection's kind (read-only or not) allows, as in libvirt.
 */
#pragma once

#include "core/api.h"

/* An access driver's verdict on one rule: 1 granted, 0 denied, -1 error set.  */
typedef int (*access_driver)(const struct call *c, const struct acl_rule *rule);

void access_set_driver(access_driver d);
/* 0, or -1 with VIR_ERR_ACCESS_DENIED set. Called with the object looked up.  */
int access_check(const struct call *c, const void *args);
